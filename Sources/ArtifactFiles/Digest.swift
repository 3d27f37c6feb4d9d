import CSystemCrypto
public import Foundation

/// The SHA-256 of a file or a value, by which a report says what exactly it was made from.
///
/// Written as 64 lower-case hexadecimal digits, so that `sha256sum` on the command line prints the
/// same.
public struct Digest: Hashable, Sendable, Codable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public let hexadecimal: String

  /// The first 12 digits: enough to tell artifacts apart in a table.
  public var short: String { String(hexadecimal.prefix(12)) }

  public var description: String { hexadecimal }

  /// Takes a digest that was computed before, as read from a record.
  public init(hexadecimal: String) {
    self.hexadecimal = hexadecimal
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
  /// - Throws: ``ArtifactError/unreadable(path:reason:)`` when the file can't be read.
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

/// Computes a ``Digest`` piece by piece. Owns its OpenSSL context.
public struct DigestHasher: ~Copyable {
  private let context: OpaquePointer

  public init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, mdg_sha256(), nil) == 1 else {
      preconditionFailure("OpenSSL offers no SHA-256: out of memory, or a crippled library")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds `bytes` to what is digested.
  public mutating func update(_ bytes: some DataProtocol) {
    for region in bytes.regions {
      region.withUnsafeBytes { buffer in
        _ = EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
      }
    }
  }

  /// Adds the UTF-8 bytes of `text`.
  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// The digest of everything added.
  public consuming func finalize() -> Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    _ = EVP_DigestFinal_ex(context, &bytes, &length)
    let digits = Array("0123456789abcdef".utf8)
    let hexadecimal = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return Digest(hexadecimal: String(decoding: hexadecimal, as: UTF8.self))
  }
}
