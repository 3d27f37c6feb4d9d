import Artifacts
import CAdapterKernels
package import Foundation

/// A safetensors file, read and checked whole; tensors are converted to single precision when asked
/// for. Large ones that are single precision stay in the file until they are written to: it may be replaced
/// meanwhile, but not written in place.
///
/// The format (github.com/huggingface/safetensors): eight bytes with the header's length, little
/// endian; a JSON header from names to type, shape and place; the data.
public struct SafetensorsFile: Sendable {
  /// The path of the file, for error messages.
  public let path: String
  /// Free-form text entries.
  public let metadata: [String: String]
  private let entries: [String: SafetensorsHeader.Entry]
  private let data: Data
  /// The mapping of the file, if `data` lies in one.
  private let mapping: MappedFile?
  /// What was asked for, in all copies of this value.
  private let usage = TensorUsage()

  /// The largest header, as in the reference implementation.
  static let headerLimit = 100_000_000

  /// Reads and checks the file; the tensors' values are checked when they are asked for.
  public init(path: String) throws(SafetensorsError) {
    do {
      try BundledData.verify(path)
      let mapping = MappedFile(path: path)
      try self.init(
        contents: mapping?.data ?? ArtifactFile.contents(of: path), mapping: mapping, path: path)
    } catch let error as ArtifactError {
      throw .file(error)
    } catch let error as SafetensorsError {
      throw error
    } catch {
      preconditionFailure("no other error is thrown: \(error)")
    }
  }

  /// Reads a file's bytes at hand, under a name for error messages.
  package init(contents: Data, path: String) throws(SafetensorsError) {
    try self.init(contents: contents, mapping: nil, path: path)
  }

  private init(
    contents: Data, mapping: MappedFile?, path: String
  ) throws(SafetensorsError) {
    self.path = path
    self.mapping = mapping
    guard contents.count >= 8 else {
      throw .truncatedHeader(path: path, expectedBytes: 8, foundBytes: contents.count)
    }
    let start = contents.startIndex
    let length = contents[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Self.headerLimit) else {
      throw .headerTooLong(path: path, length: length, limit: Self.headerLimit)
    }
    guard contents.count - 8 >= Int(length) else {
      throw .truncatedHeader(path: path, expectedBytes: length, foundBytes: contents.count - 8)
    }
    let headerEnd = start + 8 + Int(length)
    let header: SafetensorsHeader
    do {
      header = try JSONDecoder().decode(
        SafetensorsHeader.self, from: Data(contents[start + 8..<headerEnd]))
    } catch {
      throw .malformedHeader(path: path, reason: Self.reason(of: error))
    }
    data = contents[headerEnd...]
    try header.check(path: path, dataCount: data.count)
    metadata = header.metadata
    entries = header.entries
  }

  private static func reason(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "it is not JSON" }
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      return (place.isEmpty ? "" : "\(place): ") + context.debugDescription
    case .keyNotFound(let key, let context):
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      return "\(place): \(key.stringValue) is missing"
    @unknown default: return "it does not fit the format"
    }
  }

  /// The names of all tensors, sorted.
  public var names: [String] { entries.keys.sorted() }

  /// Names of the tensors that nobody has asked for yet, sorted.
  package var unusedNames: [String] {
    let used = usage.names
    return names.filter { !used.contains($0) }
  }

  /// Counts a tensor as used that is known to have no part in anything.
  package func skip(_ name: String) { usage.note(name) }

  /// A tensor's shape as the file has it, or nil if there is none of this name.
  public func shape(of name: String) -> [Int]? { entries[name]?.shape }

  /// A tensor in single precision. One dimension becomes one row, none a single element; leading
  /// dimensions of more than two are joined into rows.
  ///
  /// - Throws: ``SafetensorsError`` if it is missing, no float, or holds a value that is not finite.
  public func tensor(_ name: String) throws(SafetensorsError) -> Tensor {
    guard let entry = entries[name] else { throw .missingTensor(path: path, key: name) }
    usage.note(name)
    let columns = entry.shape.last ?? 1
    let rows = entry.shape.dropLast().reduce(1, *)
    let place = data.startIndex + entry.offsets[0]..<data.startIndex + entry.offsets[1]
    // Otherwise reading a model takes its memory twice.
    defer { mapping?.forget(place) }
    let tensor =
      if let inPlace = inPlace(entry, rows, columns, place) { inPlace } else {
        try copy(name, entry, rows, columns, of: data[place])
      }
    if mapping?.isCutShort == true {
      throw .file(
        .unreadable(
          path: path,
          reason:
            "it was cut short while it was being read; write it beside the old one and rename it"))
    }
    if !tensor.isFinite {
      let index = tensor.values.firstIndex { !$0.isFinite } ?? 0
      throw .nonFinite(path: path, key: name, index: index)
    }
    return tensor
  }

  /// A large tensor of floats as the file has it: a table of which few rows are wanted, or a weight that will
  /// be packed, takes no memory and no time to copy.
  private func inPlace(
    _ entry: SafetensorsHeader.Entry, _ rows: Int, _ columns: Int, _ place: Range<Int>
  ) -> Tensor? {
    guard let mapping, entry.dtype == "F32", place.count >= Self.inPlaceBytes else { return nil }
    return Tensor(rows: rows, columns: columns, of: mapping, at: place)
  }

  /// Smaller ones lie closer together, and aligned, in memory of their own.
  private static let inPlaceBytes = 1 << 18

  private func copy(
    _ name: String, _ entry: SafetensorsHeader.Entry, _ rows: Int, _ columns: Int, of bytes: Data
  ) throws(SafetensorsError) -> Tensor {
    var tensor = Tensor(uninitializedRows: rows, columns: columns, lifetime: .lasting)
    let count = tensor.count, to = tensor.mutableFloats
    switch entry.dtype {
    case "F32":
      bytes.withUnsafeBytes { bytes in
        if let base = bytes.baseAddress { memcpy(to, base, count * 4) }
      }
    case "F16": mk_half_to_float(count, Self.words(bytes), to)
    case "BF16": mk_bfloat_to_float(count, Self.words(bytes), to)
    default: throw .unsupportedType(path: path, key: name, found: entry.dtype)
    }
    return tensor
  }

  /// A tensor that must have a shape; `[n]` and `[1, n]` pass for each other.
  public func tensor(
    _ name: String, rows: Int, columns: Int
  ) throws(SafetensorsError) -> Tensor {
    guard let entry = entries[name] else { throw .missingTensor(path: path, key: name) }
    guard entry.shape == [rows, columns] || (rows == 1 && entry.shape == [columns]) else {
      throw .wrongShape(path: path, key: name, expected: [rows, columns], found: entry.shape)
    }
    return try tensor(name)
  }

  /// A copy at an even address.
  private static func words(_ bytes: Data) -> [UInt16] {
    var words = [UInt16](repeating: 0, count: bytes.count / 2)
    _ = words.withUnsafeMutableBytes { bytes.copyBytes(to: $0) }
    return words
  }
}
