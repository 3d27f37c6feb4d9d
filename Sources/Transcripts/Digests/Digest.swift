public import Artifacts
public import Foundation

/// The SHA-256 of a file or a value, by which a report says what exactly it was made from.
///
/// Written as 64 lower-case hexadecimal digits, so that `sha256sum` on the command line prints the
/// same.
public struct Digest: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The digest as 64 lower-case hexadecimal digits.
  public let hexadecimal: String

  /// The first 12 digits: enough to tell artifacts apart in a table.
  public var short: String { String(hexadecimal.prefix(12)) }

  public var description: String { hexadecimal }

  /// Takes a digest that was computed before, as read from a record.
  public init(hexadecimal: String) {
    self.hexadecimal = hexadecimal
  }

  /// Whether it is written as digests are; one that was read may hold anything.
  package var isWellFormed: Bool {
    hexadecimal.utf8.count == 64
      && hexadecimal.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }

  /// The digest of `bytes`.
  public static func sha256(of bytes: some DataProtocol) -> Digest {
    var hasher = DigestHasher()
    hasher.update(bytes)
    return hasher.finalize()
  }

  /// The digest of a text's UTF-8 bytes.
  public static func sha256(of text: String) -> Digest {
    sha256(of: Data(text.utf8))
  }

  /// The digest of the file at `path`, as it lies on disk.
  ///
  /// - Throws: `ArtifactError.unreadable` when the file can't be read.
  public static func sha256(ofFileAt path: String) throws(ArtifactError) -> Digest {
    sha256(of: try ArtifactFile.contents(of: path))
  }

  public init(from decoder: any Decoder) throws {
    hexadecimal = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hexadecimal)
  }
}

/// Computes a ``Digest`` piece by piece.
public struct DigestHasher: ~Copyable {
  private var hasher = SHA256Hasher()

  public init() {}

  /// Adds `bytes` to what is digested.
  public mutating func update(_ bytes: some DataProtocol) { hasher.update(bytes) }

  /// Adds the UTF-8 bytes of `text`.
  public mutating func update(_ text: String) { hasher.update(text) }

  /// The digest of everything added.
  public consuming func finalize() -> Digest {
    Digest(hexadecimal: hasher.finalize())
  }
}
