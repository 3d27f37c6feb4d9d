import AdapterEngine
import Artifacts
import Foundation
import Testing

/// Tensors so large that they stay in their file.
struct SafetensorsInPlaceTests {
  private let path = NSTemporaryDirectory() + "in-place-\(UUID().uuidString).safetensors"
  private let rows = 512, columns = 256

  private func values(_ seed: Int) -> [Float] {
    (0..<rows * columns).map { Float(($0 &* 31 &+ seed) % 1009) / 64 }
  }

  /// Writes one tensor `x` after a header that is filled with spaces to so many bytes.
  private func write(_ values: [Float], headerBytes: Int) throws {
    let bytes = values.count * 4
    let entry =
      #"{"x":{"dtype":"F32","shape":[\#(rows),\#(columns)],"data_offsets":[0,\#(bytes)]}}"#
    let header = entry + String(repeating: " ", count: headerBytes - entry.utf8.count)
    var contents = Data((0..<8).map { UInt8(truncatingIfNeeded: headerBytes >> ($0 * 8)) })
    contents += Data(header.utf8)
    contents += values.withUnsafeBytes { Data($0) }
    try ArtifactFile.write(contents, to: path)
  }

  /// 4088 and the eight bytes before are a page: then the tensor ends with one.
  @Test(arguments: [128, 129, 130, 4088])
  func `values are the same wherever in the file they begin`(headerBytes: Int) throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write(values(1), headerBytes: headerBytes)
    let tensor = try SafetensorsFile(path: path).tensor("x")
    #expect(tensor.values == values(1))
    #expect(
      tensor.rows([511, 0]).values == Array(values(1).suffix(columns) + values(1).prefix(columns)))
  }

  @Test func `a tensor outlives its file's replacement and removal`() throws {
    try write(values(1), headerBytes: 128)
    let tensor = try SafetensorsFile(path: path).tensor("x")
    try write(values(2), headerBytes: 128)
    #expect(try SafetensorsFile(path: path).tensor("x").values == values(2))
    try FileManager.default.removeItem(atPath: path)
    #expect(tensor.values == values(1))
  }

  @Test func `writing to a tensor changes neither its copies nor its file`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write(values(1), headerBytes: 128)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let tensor = try SafetensorsFile(path: path).tensor("x")
    var changed = tensor
    changed[3, 5] = 77
    changed.scale(by: 2)
    #expect(changed[3, 5] == 154 && changed[3, 6] == 2 * tensor[3, 6])
    var alone = try SafetensorsFile(path: path).tensor("x")
    alone.withUnsafeMutableValues { $0[0] = -1 }
    #expect(tensor.values == values(1) && alone[0, 0] == -1)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func `a value that is not finite is found`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var bad = values(1)
    bad[70_001] = .nan
    try write(bad, headerBytes: 128)
    let file = try SafetensorsFile(path: path)
    #expect(throws: SafetensorsError.nonFinite(path: path, key: "x", index: 70_001)) {
      try file.tensor("x")
    }
  }
}
