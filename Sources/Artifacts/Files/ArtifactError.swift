/// What can go wrong with a file as such, before anything is known of its format.
public enum ArtifactError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No file exists at `path`.
  case missing(path: String)
  /// The file exists and can't be read.
  case unreadable(path: String, reason: String)
  /// The gzip data ends early or is damaged.
  case damagedArchive(path: String, reason: String)
  /// The file, or what it unpacks to, is larger than anything of its kind needs to be; `limit` in bytes.
  case tooLarge(path: String, limit: Int, isPacked: Bool)
  /// The bytes from `line` on are not UTF-8.
  case notUTF8(path: String, line: Int)
  /// Data that come with the program are not as they were packed: digests in hexadecimal digits.
  case otherDigest(path: String, expected: String, found: String)
  /// The file, its folder or its temporary neighbor can't be written.
  case unwritable(path: String, reason: String)

  /// What is wrong, without the path.
  package var reason: String {
    switch self {
    case .missing: "no such file"
    case .unreadable(_, let reason), .damagedArchive(_, let reason), .unwritable(_, let reason):
      reason
    case .tooLarge(_, let limit, let isPacked): Self.excess(limit, isPacked)
    case .notUTF8(_, let line): "line \(line) is not UTF-8"
    case .otherDigest(_, let expected, let found):
      "expected the SHA-256 \(expected), found \(found): the file is damaged or was changed"
    }
  }

  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): no such file" + (ResourceFolder.remedy(forMissing: path).map { "; " + $0 } ?? "")
    case .unreadable(let path, let reason): "\(path): can't be read: \(reason)"
    case .damagedArchive(let path, let reason):
      "\(path): expected whole gzip data, found it damaged: \(reason)"
    case .tooLarge(let path, let limit, let isPacked):
      "\(path): \(Self.excess(limit, isPacked))"
    case .notUTF8(let path, let line): "\(path):\(line): expected UTF-8 text, found other bytes"
    case .otherDigest(let path, _, _): "\(path): \(reason)"
    case .unwritable(let path, let reason): "\(path): can't be written: \(reason)"
    }
  }

  private static func excess(_ limit: Int, _ isPacked: Bool) -> String {
    let size = limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit) bytes"
    return isPacked
      ? "expected gzip data that unpack to at most \(size), found more: unpack the file if it is meant "
        + "to be so large"
      : "expected at most \(size), found more"
  }
}
