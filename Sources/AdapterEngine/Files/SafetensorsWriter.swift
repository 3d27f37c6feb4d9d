import ArtifactFiles
import CAdapterKernels
public import Foundation

/// How floats are stored in a file.
public enum StoragePrecision: String, Sendable, Hashable, Codable {
  /// 32 bits, exact.
  case float32 = "F32"
  /// IEEE half precision: 11 bits, up to 65504; rounded to nearest, ties to even.
  case float16 = "F16"
  /// The upper half of a float: 8 bits, the same range; rounded to nearest, ties to even.
  case bfloat16 = "BF16"

  var elementSize: Int { self == .float32 ? 4 : 2 }
}

extension SafetensorsFile {
  /// Writes tensors whole or not at all. Names are sorted and the header has one form, so the same
  /// tensors give the same bytes.
  ///
  /// A tensor of one row is written with one dimension.
  ///
  /// - Throws: ``SafetensorsError`` if the file can't be written, or a value is not finite or too
  ///   large for half precision.
  public static func write(
    _ tensors: [String: Tensor], metadata: [String: String] = [:],
    precision: StoragePrecision = .float32, to path: String
  ) throws(SafetensorsError) {
    let contents = try contents(tensors, metadata: metadata, precision: precision, path: path)
    do {
      try ArtifactFile.write(contents, to: path)
    } catch {
      throw .file(error)
    }
  }

  /// The bytes that ``write(_:metadata:precision:to:)`` writes; `path` is for error messages.
  public static func contents(
    _ tensors: [String: Tensor], metadata: [String: String] = [:],
    precision: StoragePrecision = .float32, path: String
  ) throws(SafetensorsError) -> Data {
    let names = tensors.keys.sorted()
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0)):\(quoted($1))" }
      fields.append("\(quoted(SafetensorsHeader.metadataKey)):{\(pairs.joined(separator: ","))}")
    }
    var end = 0
    for name in names {
      guard let tensor = tensors[name] else { continue }
      let shape = tensor.rows == 1 ? "\(tensor.columns)" : "\(tensor.rows),\(tensor.columns)"
      let next = end + tensor.count * precision.elementSize
      fields.append(
        "\(quoted(name)):{\"dtype\":\"\(precision.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(end),\(next)]}")
      end = next
    }
    var header = Data("{\(fields.joined(separator: ","))}".utf8)
    // The data begins at a multiple of eight.
    header.append(contentsOf: repeatElement(0x20, count: (8 - header.count % 8) % 8))
    var contents = Data(capacity: 8 + header.count + end)
    contents.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: header.count >> ($0 * 8)) })
    contents.append(header)
    for name in names {
      guard let tensor = tensors[name] else { continue }
      try append(tensor, name, precision, path, to: &contents)
    }
    return contents
  }

  private static func append(
    _ tensor: Tensor, _ name: String, _ precision: StoragePrecision, _ path: String,
    to contents: inout Data
  ) throws(SafetensorsError) {
    if let index = tensor.isFinite ? nil : tensor.values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(path: path, key: name, index: index)
    }
    if precision == .float32 {
      tensor.withUnsafeValues { contents.append(contentsOf: UnsafeRawBufferPointer($0)) }
      return
    }
    var words = [UInt16](repeating: 0, count: tensor.count)
    if precision == .float16 {
      mk_float_to_half(tensor.count, tensor.floats, &words)
      if let index = words.firstIndex(where: { $0 & 0x7fff == 0x7c00 }) {
        throw .unrepresentable(path: path, key: name, index: index)
      }
    } else {
      mk_float_to_bfloat(tensor.count, tensor.floats, &words)
      if let index = words.firstIndex(where: { $0 & 0x7fff == 0x7f80 }) {
        throw .unrepresentable(path: path, key: name, index: index)
      }
    }
    words.withUnsafeBytes { contents.append(contentsOf: $0) }
  }

  /// A JSON string with nothing escaped but what must be.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
