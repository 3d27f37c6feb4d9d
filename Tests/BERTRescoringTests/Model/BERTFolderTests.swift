import AdapterEngine
import BERTRescoring
import Foundation
import Rescoring
import Testing
import Transcripts

/// BERTs in the shapes that folders have, as `Tests/Goldens/bert_folders.py` recorded them.
struct BERTFolderTests {
  private struct Golden: Decodable {
    let texts: [String]
    let likelihood: [String: [Double]]
    let logit: [String: [Double]]
    let activation: [String: [Double]]
  }

  private static let golden = Result {
    try Goldens.decode(Golden.self, from: "folders/costs.json")
  }

  private static func keys(_ of: (Golden) -> [String: [Double]]) -> [String] {
    (try? golden.get()).map { of($0).keys.sorted() } ?? []
  }

  private func folder(_ name: String) -> String { Goldens.path("folders/" + name) }

  private var list: NBestList {
    get throws {
      NBestList(
        try Self.golden.get().texts.map {
          Hypothesis(text: $0, costs: FirstPassCosts(total: 0))
        })
    }
  }

  private func likelihoods(_ folder: String) throws -> [Double] {
    let model = try MaskedLanguageModel(directory: BERTDirectory(contentsOf: folder))
    return try PseudoLogLikelihood(model, name: "it", textForm: .written).costs(for: [list])[0]
  }

  private func expect(_ found: [Double], _ expected: [Double]?) throws {
    let expected = try #require(expected)
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) {
      #expect(abs(found - expected) < 1e-4 * max(1, abs(expected)))
    }
  }

  @Test func `there are goldens`() {
    #expect(Self.keys(\.activation).count == 11)
    #expect(Self.keys(\.logit).count == 2)
  }

  @Test(arguments: ["plain", "untied"])
  func `pseudo-log-likelihoods are PyTorch's, untied decoder and tokenizer.json included`(
    name: String
  ) throws {
    try expect(likelihoods(folder(name)), Self.golden.get().likelihood[name])
  }

  @Test func `weights in several files are the ones in one`() throws {
    #expect(try likelihoods(folder("sharded")) == likelihoods(folder("plain")))
  }

  @Test(arguments: keys(\.logit))
  func `a head's cost is the logit, or its negative where higher is better`(name: String) throws {
    let sign: Double = name == "one-label" ? -1 : 1
    let costs = try RescorerDirectory.read(folder(name)).model.costs(for: [list])[0]
    try expect(costs.map { sign * $0 }, Self.golden.get().logit[name])
  }

  /// A copy of a golden's folder.
  private func withCopy(_ name: String, _ body: (String) throws -> Void) throws {
    try TinyModels.withFolder { parent in
      let copy = parent + "/" + name
      try FileManager.default.copyItem(atPath: folder(name), toPath: copy)
      try body(copy)
    }
  }

  private func rewrite(_ path: String, _ change: (String) -> String) throws {
    let before = try String(contentsOfFile: path, encoding: .utf8)
    let after = change(before)
    #expect(after != before)
    try after.write(toFile: path, atomically: true, encoding: .utf8)
  }

  @Test(arguments: keys(\.activation))
  func `every activation of BERT's is PyTorch's, in encoder and head`(activation: String) throws {
    try withCopy("plain") { copy in
      if activation != "gelu" {
        try rewrite(copy + "/config.json") {
          $0.replacing(#""hidden_act": "gelu""#, with: #""hidden_act": "\#(activation)""#)
        }
      }
      try expect(likelihoods(copy), Self.golden.get().activation[activation])
    }
  }

  private func error(_ folder: String) -> String {
    do {
      _ = try BERTDirectory(contentsOf: folder)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    (#""model_type": "bert""#, #""model_type": "ernie""#, "model_type: expected bert", "ernie"),
    (#""model_type": "bert""#, #""model_type": "roberta""#, "hf:", "found roberta"),
    (#""is_decoder": false"#, #""is_decoder": true"#, "is_decoder: expected false", "hf:"),
    (
      #""add_cross_attention": false"#, #""add_cross_attention": true"#, "add_cross_attention",
      "hf:"
    ),
    (
      #""num_hidden_layers": 2"#, #""num_hidden_layers": 1"#, "encoder.layer.1",
      "the 1 layers of config.json's num_hidden_layers, found 2"
    ),
    (#""num_hidden_layers": 2"#, #""num_hidden_layers": 3"#, "encoder.layer.2", "found none"),
    (#""hidden_act": "gelu""#, #""hidden_act": "mish""#, "hidden_act: expected gelu,", "mish"),
    (
      #""tie_word_embeddings": true"#, #""tie_word_embeddings": false"#,
      "cls.predictions.decoder.weight", "found none"
    ),
  ])
  func `a configuration that means another model is refused by its entry`(
    old: String, new: String, complaint: String, found: String
  ) throws {
    try withCopy("plain") { copy in
      try rewrite(copy + "/config.json") { $0.replacing(old, with: new) }
      let error = error(copy)
      #expect(error.contains(complaint) && error.contains(found), "\(error)")
    }
  }

  @Test(arguments: ["classifier.weight", "bert.encoder.layer.0.adapter.weight", "qa_outputs.bias"])
  func `a tensor that nothing reads is refused by its name`(name: String) throws {
    try withCopy("plain") { copy in
      let path = copy + "/model.safetensors"
      let file = try SafetensorsFile(path: path)
      var tensors: [String: Tensor] = [:]
      for name in file.names { tensors[name] = try file.tensor(name) }
      tensors[name] = Tensor(rows: 3, columns: 16)
      try SafetensorsFile.write(tensors, to: path)
      let error = error(copy)
      #expect(error.contains("\(path): \(name)"), "\(error)")
    }
  }

  @Test func `a head of two outputs is refused with a pointer`() {
    let error = error(folder("two-labels"))
    #expect(error.contains("classifier.weight: expected a head with one output"), "\(error)")
    #expect(error.contains("found 2 outputs") && error.contains("hf:"))
  }

  @Test func `a pickle is refused with what to do`() throws {
    try withCopy("plain") { copy in
      try FileManager.default.moveItem(
        atPath: copy + "/model.safetensors", toPath: copy + "/pytorch_model.bin")
      let error = error(copy)
      #expect(error.hasPrefix(copy + "/pytorch_model.bin: expected the weights as"), "\(error)")
      #expect(error.contains("save_pretrained") && error.contains("hf:"))
    }
  }

  @Test(arguments: [
    ("model-00002-of-00006", "model-00001-of-00006", "expected a tensor, found none"),
    ("model-00002-of-00006.safetensors", "../plain/model.safetensors", "weight_map"),
    ("model-00002-of-00006", "model-00009-of-00006", "no such file"),
    (#""weight_map""#, #""weights""#, "weight_map: expected the file of each tensor"),
  ])
  func `an index that is wrong is told`(old: String, new: String, complaint: String) throws {
    try withCopy("sharded") { copy in
      try rewrite(copy + "/model.safetensors.index.json") { $0.replacing(old, with: new) }
      let error = error(copy)
      #expect(error.contains(complaint), "\(error)")
    }
  }

  @Test(arguments: [
    (#""type": "BertNormalizer""#, #""type": "Lowercase""#, "type: expected BertNormalizer"),
    (#""type": "BertPreTokenizer""#, #""type": "Whitespace""#, "type: expected BertPreTokenizer"),
    (#""type": "WordPiece""#, #""type": "BPE""#, "type: expected WordPiece"),
    ("\"continuing_subword_prefix\": \"##\"", "\"continuing_subword_prefix\": \"@\"", "prefix"),
    (#""there": 6"#, #""there": 99"#, "99 for \"there\""),
  ])
  func `a tokenizer of another kind is refused by its part`(
    old: String, new: String, complaint: String
  ) throws {
    try withCopy("plain") { copy in
      try rewrite(copy + "/tokenizer.json") { $0.replacing(old, with: new) }
      let error = error(copy)
      #expect(error.contains(complaint), "\(error)")
    }
  }

  @Test func `a folder without rescoring.json says what that is and what makes it`() {
    let path = folder("plain") + "/rescoring.json"
    #expect(throws: ModelFileError.missingRecipe(path: path)) {
      try RescorerDirectory.read(folder("plain"))
    }
    #expect(
      "\(ModelFileError.missingRecipe(path: path))".contains(
        "mondegreen import-model \(folder("plain"))"))
  }
}
