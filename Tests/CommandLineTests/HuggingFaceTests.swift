import Foundation
import Testing

/// `--model hf:…`: any Hugging Face model, scored by the Python program that comes with this one.
@Suite struct HuggingFaceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("tiny.jsonl", Inputs.corpus(3))
  }

  /// The Python that has the packages; nil where none has.
  private static let python: String? = {
    let python = ProcessInfo.processInfo.environment["MONDEGREEN_PYTHON"] ?? "python3"
    let script = "\(python) -c 'import torch, transformers, peft'"
    return (try? CommandLineTool.shell(script))?.status == 0 ? python : nil
  }()

  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  private func score(_ model: String, environment: String = "") throws -> CommandLineTool.Result {
    try CommandLineTool.shell(
      "\(environment) $MONDEGREEN score '\(model)' --corpus tiny.jsonl --tune-on tiny.jsonl",
      in: folder.path)
  }

  @Test func `without Python one sentence says what to install`() throws {
    let result = try score("hf:./model", environment: "MONDEGREEN_PYTHON=/no/python")
    #expect(result.status == 69)
    #expect(result.output == "")
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    #expect(result.errors.contains("needs Python 3 with torch and transformers"))
    #expect(result.errors.contains("there is no program \"/no/python\""))
  }

  @Test func `without a package one sentence says which and how to install it`() throws {
    try folder.write("bare-python", "#!/bin/sh\nexec python3 -S -I \"$@\"\n")
    let result = try score(
      "hf:./model", environment: "chmod +x bare-python; MONDEGREEN_PYTHON=./bare-python")
    #expect(result.status == 69)
    #expect(result.output == "")
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    #expect(result.errors.contains("has no torch"))
    #expect(result.errors.contains("-m pip install torch transformers peft"))
  }

  @Test(arguments: [
    ("hf:", "found nothing after \"hf:\""), ("hf:x?promt=y", "did you mean prompt?"),
    ("hf:x?prompt", "expected prompt=VALUE"),
    ("hf:x?lower-is-better=1", "expected lower-is-better"),
    ("hf:x?label=1&label=2", "found label twice"), ("hf:x?prompt=100%", "%25 for itself"),
  ])
  func `options that make no sense are bad usage`(model: String, complaint: String) throws {
    let result = try score(model)
    #expect(result.status == 64)
    #expect(result.errors.contains(complaint), "\(result.errors)")
  }

  @Test(.enabled(if: python != nil, "no Python with torch, transformers and peft"))
  func `models of eight architectures cost what plain PyTorch says`() throws {
    let script = Self.tests.appendingPathComponent("HuggingFace/check_server.py").path
    let result = try CommandLineTool.shell("\(Self.python ?? "python3") \(script)")
    #expect(result.status == 0, "\(result.output)\(result.errors.suffix(2000))")
    #expect(result.output.contains(" passed, 0 failed"))
  }

  /// Whether the Python that is used has what exported models need.
  private static let hasRuntime: Bool = {
    let python = ProcessInfo.processInfo.environment["MONDEGREEN_PYTHON"] ?? "python3"
    let script = "\(python) -c 'import onnx, onnxruntime, tokenizers'"
    return (try? CommandLineTool.shell(script))?.status == 0
  }()

  @Test(.enabled(if: hasRuntime, "no Python with onnx, onnxruntime and tokenizers"))
  func `models exported to ONNX cost what NumPy says`() throws {
    let python = ProcessInfo.processInfo.environment["MONDEGREEN_PYTHON"] ?? "python3"
    let script = Self.tests.appendingPathComponent("HuggingFace/check_onnx.py").path
    let result = try CommandLineTool.shell("\(python) \(script)")
    #expect(result.status == 0, "\(result.output)\(result.errors.suffix(2000))")
    #expect(result.output.contains(" passed, 0 failed"))
  }

  @Test(.enabled(if: python != nil, "no Python with torch, transformers and peft"))
  func `a folder's costs are the engine's own`() throws {
    let golden = Self.tests.appendingPathComponent("BERTRescoringTests/Goldens/folders/plain").path
    func costs(_ model: String) throws -> [Double] {
      let result = try score(model)
      #expect(result.status == 0, "\(result.errors)")
      return result.output.matches(of: /"secondPass":([-0-9.e]+)/).compactMap { Double($0.1) }
    }
    let own = try costs("likelihood:" + golden), other = try costs("x=hf:\(golden)?device=cpu")
    #expect(own.count == 6 && other.count == 6)
    for (own, other) in zip(own, other) { #expect(abs(own - other) < 1e-4 * max(1, abs(own))) }
  }
}
