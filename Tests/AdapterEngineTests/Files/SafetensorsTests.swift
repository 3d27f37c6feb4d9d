import AdapterEngine
import Artifacts
import Foundation
import Testing

struct SafetensorsTests {
  private func temporary() -> String {
    NSTemporaryDirectory() + "tensors-\(UUID().uuidString).safetensors"
  }

  private func file(_ header: String, data: Int) -> Data {
    let bytes = Array(header.utf8)
    return Data((0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) }) + Data(bytes)
      + Data(count: data)
  }

  private func error(_ contents: Data, _ body: (SafetensorsFile) throws -> Void = { _ in })
    -> SafetensorsError?
  {
    let path = temporary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      try contents.write(to: URL(fileURLWithPath: path))
      try body(try SafetensorsFile(path: path))
      return nil
    } catch {
      return error as? SafetensorsError
    }
  }

  @Test(arguments: [StoragePrecision.float32, .float16, .bfloat16])
  func `what is written is read`(precision: StoragePrecision) throws {
    let path = temporary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let tensors = [
      "b": Tensor(rows: 1, columns: 3, values: [1, -2.5, 0.125]),
      "a\"\\\n": Tensor(rows: 2, columns: 2, values: [0, -0.0, 65504, 3e-5]),
      "empty": Tensor(rows: 1, columns: 0),
    ]
    if precision == .float32 {
      try SafetensorsFile.write(tensors, metadata: ["k": "v", "ä": "\u{1}"], to: path)
    } else {
      try SafetensorsFile.write(tensors, precision: precision, to: path)
    }
    let file = try SafetensorsFile(path: path)
    #expect(file.names == ["a\"\\\n", "b", "empty"])
    #expect(file.shape(of: "b") == [3])
    #expect(try file.tensor("b") == tensors["b"])
    #expect(try file.tensor("b", rows: 1, columns: 3) == tensors["b"])
    if precision == .float32 {
      #expect(file.metadata == ["k": "v", "ä": "\u{1}"])
      #expect(try file.tensor("a\"\\\n").bitPattern == tensors["a\"\\\n"]?.bitPattern)
    }
    let once = try Data(contentsOf: URL(fileURLWithPath: path))
    try SafetensorsFile.write(
      tensors, metadata: file.metadata, precision: precision, to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == once)
  }

  @Test func `a missing file is named`() {
    #expect(throws: SafetensorsError.file(.missing(path: "/no/such.safetensors"))) {
      try SafetensorsFile(path: "/no/such.safetensors")
    }
  }

  @Test func `every malformed header has its error`() {
    func isShort(_ error: SafetensorsError?) -> Bool {
      if case .truncatedHeader = error { true } else { false }
    }
    func isEntry(_ error: SafetensorsError?) -> Bool {
      if case .malformedEntry(_, "x", _, _) = error { true } else { false }
    }
    func isHeader(_ error: SafetensorsError?) -> Bool {
      if case .malformedHeader = error { true } else { false }
    }
    #expect(isShort(error(Data())))
    #expect(isShort(error(Data([1, 2, 3]))))
    #expect(isShort(error(Data([9, 0, 0, 0, 0, 0, 0, 0, 0x7b]))))
    if case .headerTooLong = error(Data(repeating: 0xff, count: 8)) {
    } else {
      Issue.record("a header of 2^64 bytes")
    }
    #expect(isHeader(error(file("nonsense", data: 0))))
    #expect(isHeader(error(file("[]", data: 0))))
    #expect(isHeader(error(file(#"{"x":{"dtype":"F32","shape":[1]}}"#, data: 4))))
    #expect(
      isHeader(error(file(#"{"x":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, data: 4))))
    #expect(
      isHeader(error(file(#"{"__metadata__":{"a":1}}"#, data: 0))), "metadata is text")
    func entry(_ dtype: String, _ shape: String, _ offsets: String, data: Int) -> SafetensorsError?
    {
      error(
        file(
          #"{"x":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}}"#,
          data: data))
    }
    #expect(isEntry(entry("F33", "[1]", "[0,4]", data: 4)))
    #expect(isEntry(entry("F32", "[-1]", "[0,4]", data: 4)))
    #expect(isEntry(entry("F32", "[9223372036854775807,9]", "[0,4]", data: 4)))
    #expect(isEntry(entry("F32", "[2]", "[0,4]", data: 4)))
    #expect(isEntry(entry("F32", "[1]", "[4,0]", data: 4)))
    #expect(isEntry(entry("F32", "[1]", "[-4,0]", data: 4)))
    #expect(isEntry(entry("F32", "[1]", "[4,8]", data: 8)))
    #expect(isEntry(entry("F32", "[1]", "[0]", data: 4)))
    if case .wrongDataLength(_, 4, 3) = entry("F32", "[1]", "[0,4]", data: 3) {
    } else {
      Issue.record("data that ends early")
    }
    if case .wrongDataLength(_, 4, 5) = entry("F32", "[1]", "[0,4]", data: 5) {
    } else {
      Issue.record("data that goes on")
    }
  }

  @Test func `overlapping tensors are refused`() {
    let header = #"""
      {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
      "y":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}
      """#
    if case .malformedEntry(_, "y", _, _) = error(file(header, data: 12)) {
    } else {
      Issue.record("y overlaps x")
    }
  }

  @Test func `a wrong type, shape, name or value is named`() {
    let whole = file(#"{"x":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#, data: 8)
    if case .unsupportedType(_, "x", "I64") = error(whole, { _ = try $0.tensor("x") }) {
    } else {
      Issue.record("I64 holds no floats")
    }
    if case .missingTensor(_, "y") = error(whole, { _ = try $0.tensor("y") }) {
    } else {
      Issue.record("there is no y")
    }
    if case .wrongShape(_, "x", [2, 3], [1]) =
      error(whole, { _ = try $0.tensor("x", rows: 2, columns: 3) })
    {
    } else {
      Issue.record("x has one element")
    }
    var nan = file(#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, data: 8)
    nan[nan.endIndex - 2] = 0xc0
    nan[nan.endIndex - 1] = 0x7f
    if case .nonFinite(_, "x", 1) = error(nan, { _ = try $0.tensor("x") }) {
    } else {
      Issue.record("x[1] is NaN")
    }
  }

  @Test func `values that a file can't hold are not written`() throws {
    let path = temporary()
    let huge = ["x": Tensor(rows: 1, columns: 2, values: [1, 70_000])]
    #expect(throws: SafetensorsError.unrepresentable(path: path, key: "x", index: 1)) {
      try SafetensorsFile.write(huge, precision: .float16, to: path)
    }
    let nan = ["x": Tensor(rows: 1, columns: 1, values: [.nan])]
    #expect(throws: SafetensorsError.nonFinite(path: path, key: "x", index: 0)) {
      try SafetensorsFile.write(nan, to: path)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `no damage crashes the reader`() throws {
    let path = temporary()
    try SafetensorsFile.write(
      [
        "x": Tensor(rows: 2, columns: 3, repeating: 1),
        "y": Tensor(rows: 1, columns: 5, repeating: 2),
      ], metadata: ["a": "b"], to: path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var generator = CounterGenerator(seed: 31)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var refused = 0
    for round in 0..<600 {
      var damaged = whole
      if round % 3 == 0 {
        damaged = damaged.prefix(Int.random(in: 0..<whole.count, using: &generator))
      } else {
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          let place = Int.random(in: 0..<whole.count, using: &generator)
          damaged[place] = UInt8.random(in: 0...255, using: &generator)
        }
      }
      try damaged.write(to: URL(fileURLWithPath: path))
      do throws(SafetensorsError) {
        let file = try SafetensorsFile(path: path)
        for name in file.names { _ = try file.tensor(name) }
      } catch {
        refused += 1
      }
    }
    #expect(refused > 200)
  }
}
