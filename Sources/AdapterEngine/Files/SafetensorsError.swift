public import Artifacts

/// What can go wrong with a safetensors file; every case names the file, and the key if there is one.
public enum SafetensorsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is missing, unreadable or unwritable.
  case file(ArtifactError)
  /// The file ends before the eight bytes of the header's length, or before the header does.
  case truncatedHeader(path: String, expectedBytes: UInt64, foundBytes: Int)
  /// The header's length is more than any real one's.
  case headerTooLong(path: String, length: UInt64, limit: Int)
  /// The header is not the JSON that the format wants.
  case malformedHeader(path: String, reason: String)
  /// One tensor's entry is not what the format wants.
  case malformedEntry(path: String, key: String, expected: String, found: String)
  /// The data ends early or goes on after the last tensor.
  case wrongDataLength(path: String, expectedBytes: Int, foundBytes: Int)
  /// A required tensor is missing.
  case missingTensor(path: String, key: String)
  /// A tensor is in the file that nothing would read.
  case unusedTensor(path: String, key: String, expected: String)
  /// The elements have a type that can't be read as floats.
  case unsupportedType(path: String, key: String, found: String)
  /// The tensor has another shape than the model wants.
  case wrongShape(path: String, key: String, expected: [Int], found: [Int])
  /// A value is infinite or NaN.
  case nonFinite(path: String, key: String, index: Int)
  /// A value is too large for 16-bit storage.
  case unrepresentable(path: String, key: String, index: Int)
  /// A metadata entry is missing or has another value.
  case wrongMetadata(path: String, key: String, expected: String, found: String?)

  public var description: String {
    switch self {
    case .file(let error): error.description
    case .truncatedHeader(let path, let expected, let found):
      "\(path): expected a header of \(expected) bytes, found \(found): the file is cut short"
    case .headerTooLong(let path, let length, let limit):
      "\(path): expected a header of at most \(limit) bytes, found a length of \(length)"
    case .malformedHeader(let path, let reason): "\(path): malformed header: \(reason)"
    case .malformedEntry(let path, let key, let expected, let found):
      "\(path): \(key): expected \(expected), found \(found)"
    case .wrongDataLength(let path, let expected, let found):
      "\(path): expected \(expected) bytes of data, found \(found)"
    case .missingTensor(let path, let key): "\(path): \(key): expected a tensor, found none"
    case .unusedTensor(let path, let key, let expected):
      "\(path): \(key): expected \(expected), found a tensor that would be ignored"
    case .unsupportedType(let path, let key, let found):
      "\(path): \(key): expected F32, F16 or BF16, found \(found)"
    case .wrongShape(let path, let key, let expected, let found):
      "\(path): \(key): expected shape \(expected), found \(found)"
    case .nonFinite(let path, let key, let index):
      "\(path): \(key): expected finite values, found another at element \(index)"
    case .unrepresentable(let path, let key, let index):
      "\(path): \(key): expected values below 65520 for 16-bit storage, found more at element \(index)"
    case .wrongMetadata(let path, let key, let expected, let found):
      "\(path): metadata \(key): expected \(expected), found \(found ?? "nothing")"
    }
  }
}
