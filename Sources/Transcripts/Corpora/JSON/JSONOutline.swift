import Artifacts

/// What the beginning of a file shows of the shape of its JSON: enough to tell one format from another,
/// also where the file is damaged or pretty-printed.
struct JSONOutline {
  enum Root {
    case array, object
  }

  /// Nil where the file does not begin like an array or an object.
  private(set) var root: Root?
  /// The keys that were seen, by the number of brackets that are open around them, at most a few of each.
  private(set) var keys: [Int: [String]] = [:]

  /// Whether one of these keys stands at this depth.
  func has(_ wanted: String..., at depth: Int) -> Bool {
    keys[depth]?.contains { wanted.contains($0) } == true
  }

  /// Whether a key at this depth begins like this.
  func hasKey(at depth: Int, where isWanted: (String) -> Bool) -> Bool {
    keys[depth]?.contains(where: isWanted) == true
  }

  /// The largest numbers of lines and bytes that anybody needs to recognize a format.
  private static let (lineLimit, byteLimit) = (64, 1 << 16)

  /// The outline of the first element in `sample`: on a pipe it waits for no more lines than that takes.
  init(_ sample: inout CorpusSample) throws(CorpusError) {
    var depth = 0
    var (isInString, isEscaped, isKeyPossible) = (false, false, false)
    var text: [UInt8] = []
    var lastString: String?
    var (index, bytes) = (0, 0)
    while index < Self.lineLimit, bytes < Self.byteLimit, let line = try sample.line(index) {
      index += 1
      for byte in line.bytes.prefix(Self.byteLimit) {
        bytes += 1
        if isInString {
          if isEscaped {
            isEscaped = false
            text.append(byte)
          } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
          } else if byte == UInt8(ascii: "\"") {
            isInString = false
            lastString = String(decoding: text, as: UTF8.self)
          } else if text.count < 64 {
            text.append(byte)
          }
          continue
        }
        switch byte {
        case UInt8(ascii: "\""):
          if root == nil { return }
          isInString = true
          isKeyPossible = true
          text.removeAll()
        case UInt8(ascii: ":"):
          if isKeyPossible, let key = lastString, (keys[depth]?.count ?? 0) < 64 {
            keys[depth, default: []].append(key)
          }
          isKeyPossible = false
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          if root == nil { root = byte == UInt8(ascii: "{") ? .object : .array }
          depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          // The first element is closed: later ones look alike.
          if depth <= 1, keys[depth + 1]?.isEmpty == false { return }
        case 0x20, 0x09, 0x0D: continue
        default:
          if root == nil { return }
        }
        if byte != UInt8(ascii: "\"") { lastString = byte == UInt8(ascii: ":") ? nil : lastString }
      }
      isInString = false
    }
  }
}
