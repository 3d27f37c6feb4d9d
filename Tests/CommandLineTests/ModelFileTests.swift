import Foundation
import Testing

/// A model's folder that is not what it should be.
@Suite struct ModelFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.file("model"), withIntermediateDirectories: true)
    try folder.write("tiny.jsonl", Inputs.corpus(5))
    try folder.write(
      "model/config.json",
      """
      {"hidden_size": 4, "num_attention_heads": 1, "num_hidden_layers": 1, "intermediate_size": 8,
       "max_position_embeddings": 16, "vocab_size": 6}
      """)
    try folder.write("model/vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n")
    try folder.write(
      "model/rescoring.json",
      """
      {"name": "small", "summary": "a small one", "kind": "full", "textForm": "written",
       "interpolation": {"acoustic": 0, "language": 0, "total": 1, "secondPass": 1}}
      """)
  }

  private func report() throws -> CommandLineTool.Result {
    let result = try CommandLineTool.run(
      ["report", "--corpus", "tiny.jsonl", "--model", "./model", "--output", "out"],
      in: folder.path)
    #expect(!folder.exists("out"))
    #expect(result.errors.hasPrefix("mondegreen: "))
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    return result
  }

  /// A safetensors file: the header's length, the header, `bytes` bytes of data.
  private func writeTensors(header: String, length: Int? = nil, bytes: Int) throws {
    var data = Data()
    var count = UInt64(length ?? header.utf8.count).littleEndian
    withUnsafeBytes(of: &count) { data.append(contentsOf: $0) }
    data += Data(header.utf8) + Data(count: bytes)
    try data.write(to: URL(fileURLWithPath: folder.file("model/model.safetensors")))
  }

  private static let oneTensor =
    #"{"bert.embeddings.word_embeddings.weight":{"dtype":"F32","shape":[6,3],"data_offsets":[0,72]}}"#

  @Test func `weights that are missing are told by their path`() throws {
    let result = try report()
    #expect(result.status == 66)
    #expect(result.errors.contains("model/model.safetensors: no such file"))
  }

  @Test func `weights cut short within the header are bad data`() throws {
    try writeTensors(header: "{}", length: 4000, bytes: 0)
    let result = try report()
    #expect(result.status == 65)
    #expect(result.errors.contains("cut short"))
  }

  @Test func `weights cut short within the data are bad data`() throws {
    try writeTensors(header: Self.oneTensor, bytes: 40)
    let result = try report()
    #expect(result.status == 65)
    #expect(result.errors.contains("expected 72 bytes of data, found 40"))
  }

  @Test func `a tensor of the wrong shape is told with both shapes`() throws {
    try writeTensors(header: Self.oneTensor, bytes: 72)
    let result = try report()
    #expect(result.status == 65)
    #expect(result.errors.contains("expected shape [6, 4], found [6, 3]"), "\(result.errors)")
  }

  @Test func `a configuration without a size names the key`() throws {
    try folder.write("model/config.json", "{\"hidden_size\": 4}")
    let result = try report()
    #expect(result.status == 65)
    #expect(result.errors.contains("model/config.json: expected an entry \""))
  }

  @Test func `a folder that is no rescorer says what it lacks`() throws {
    try FileManager.default.removeItem(atPath: folder.file("model/rescoring.json"))
    let result = try report()
    #expect(result.status == 66)
    #expect(result.errors.contains("rescoring.json"))
  }
}
