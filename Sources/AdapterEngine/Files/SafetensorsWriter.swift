import Artifacts
import CAdapterKernels
import Foundation

/// How floats are stored in a file.
public enum StoragePrecision: String, Sendable, Hashable, Codable {
  /// 32-bit floating-point numbers, which are exact.
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
  /// A tensor of one row is written with one dimension, unless it is one of `matrices`: others read
  /// a linear layer's weight of one output with two.
  ///
  /// - Throws: ``SafetensorsError`` if the file can't be written, or a value is not finite or too
  ///   large for half precision.
  public static func write(
    _ tensors: [String: Tensor], matrices: Set<String> = [], metadata: [String: String] = [:],
    precision: StoragePrecision = .float32, to path: String
  ) throws(SafetensorsError) {
    var pending: [String: PendingTensor] = [:]
    for (name, tensor) in tensors {
      pending[name] = PendingTensor(
        rows: tensor.rows, columns: tensor.columns, isMatrix: matrices.contains(name)
      ) { tensor }
    }
    try write(pending, metadata: metadata, precision: precision, to: path)
  }

  /// Writes like ``write(_:matrices:metadata:precision:to:)``, with only one tensor at a time in
  /// memory.
  static func write(
    _ tensors: [String: PendingTensor], metadata: [String: String] = [:],
    precision: StoragePrecision = .float32, to path: String
  ) throws(SafetensorsError) {
    let names = tensors.keys.sorted()
    var left = names[...]
    var head: Data? = header(of: names, tensors, metadata, precision)
    try ArtifactFile.writePieces(to: path, wrapping: { .file($0) }) {
      () throws(SafetensorsError) in
      if let first = head {
        head = nil
        return first
      }
      guard let name = left.popFirst(), let pending = tensors[name] else { return nil }
      return try data(of: pending.make(), name, precision, path)
    }
  }

  /// The header: length, names, shapes and offsets.
  private static func header(
    of names: [String], _ tensors: [String: PendingTensor], _ metadata: [String: String],
    _ precision: StoragePrecision
  ) -> Data {
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0)):\(quoted($1))" }
      fields.append("\(quoted(SafetensorsHeader.metadataKey)):{\(pairs.joined(separator: ","))}")
    }
    var end = 0
    for name in names {
      guard let tensor = tensors[name] else { continue }
      let shape =
        tensor.rows == 1 && !tensor.isMatrix
        ? "\(tensor.columns)" : "\(tensor.rows),\(tensor.columns)"
      let next = end + tensor.rows * tensor.columns * precision.elementSize
      fields.append(
        "\(quoted(name)):{\"dtype\":\"\(precision.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(end),\(next)]}")
      end = next
    }
    var header = Data("{\(fields.joined(separator: ","))}".utf8)
    // The data begins at a multiple of eight.
    header.append(contentsOf: repeatElement(0x20, count: (8 - header.count % 8) % 8))
    return Data((0..<8).map { UInt8(truncatingIfNeeded: header.count >> ($0 * 8)) }) + header
  }

  private static func data(
    of tensor: Tensor, _ name: String, _ precision: StoragePrecision, _ path: String
  ) throws(SafetensorsError) -> Data {
    if let index = tensor.isFinite ? nil : tensor.values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(path: path, key: name, index: index)
    }
    if precision == .float32 {
      return tensor.bytesInPlace
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
    return words.withUnsafeBytes { Data($0) }
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

/// A tensor to be written, made when its turn comes.
struct PendingTensor {
  let rows: Int
  let columns: Int
  /// Whether one row has two dimensions all the same.
  var isMatrix = false
  let make: () -> Tensor
}

extension Tensor {
  /// The elements' bytes without a copy; the storage lives as long as they do.
  fileprivate var bytesInPlace: Data {
    Data(
      bytesNoCopy: UnsafeMutableRawPointer(mutating: floats), count: count * 4,
      deallocator: .custom { [self] _, _ in withExtendedLifetime(self) {} })
  }
}
