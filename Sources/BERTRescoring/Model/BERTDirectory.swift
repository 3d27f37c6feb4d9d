public import AdapterEngine
import Artifacts
import Foundation

/// A model folder as Hugging Face lays it out: `config.json`, `vocab.txt`, `model.safetensors`, and
/// `tokenizer_config.json` if there is one.
///
/// Where `vocab.txt` is missing and `rescoring.json` names a folder under `tokenizer`, vocabulary and
/// `tokenizer_config.json` are read there: models that were trained from one base can share its files.
public struct BERTDirectory: Sendable {
  public let path: String
  public let configuration: BERTConfiguration
  public let tokenizer: WordPieceTokenizer
  /// The encoder's parameters, and the heads' where the file has them, named without `bert.`.
  public let store: ParameterStore

  /// Reads a folder.
  ///
  /// Tensors may or may not carry the prefix `bert.`; old names of layer norms (`gamma`, `beta`) are
  /// understood; a missing head is no error, half a head is.
  public init(contentsOf path: String) throws(ModelFileError) {
    self.path = path
    configuration = try BERTConfiguration(path: path + "/config.json")
    let shared = try Self.tokenizerFolder(of: path)
    let vocabulary = try WordPieceVocabulary(path: shared + "/vocab.txt")
    guard vocabulary.count <= configuration.vocabularySize else {
      throw .wrongValue(
        path: path + "/config.json", key: "vocab_size",
        expected: "at least the \(vocabulary.count) pieces of vocab.txt",
        found: "\(configuration.vocabularySize)")
    }
    tokenizer = WordPieceTokenizer(
      vocabulary: vocabulary, basic: try Self.basicTokenizer(in: shared))
    let file = try ModelFileError.wrap { () throws(SafetensorsError) in
      try SafetensorsFile(path: path + "/model.safetensors")
    }
    store = try Self.parameters(of: file, configuration: configuration)
  }

  private static func tokenizerFolder(of path: String) throws(ModelFileError) -> String {
    let recipe = path + "/rescoring.json"
    guard !FileManager.default.fileExists(atPath: path + "/vocab.txt"),
      FileManager.default.fileExists(atPath: recipe)
    else { return path }
    let entries = try JSONEntries(path: recipe)
    guard entries.has("tokenizer") else { return path }
    return BaseReference.resolve(try entries.string("tokenizer"), in: path)
  }

  private static func basicTokenizer(in folder: String) throws(ModelFileError) -> BasicTokenizer {
    let path = folder + "/tokenizer_config.json"
    guard FileManager.default.fileExists(atPath: path) else { return BasicTokenizer() }
    let entries = try JSONEntries(path: path)
    return BasicTokenizer(
      lowercases: try entries.truth("do_lower_case", default: true),
      stripsAccents: entries.has("strip_accents") ? try entries.truth("strip_accents") : nil,
      separatesIdeographs: try entries.truth("tokenize_chinese_chars", default: true))
  }

  private static func parameters(
    of file: SafetensorsFile, configuration: BERTConfiguration
  ) throws(ModelFileError) -> ParameterStore {
    var store = ParameterStore()
    func add(_ specifications: [ParameterSpecification]) throws(ModelFileError) {
      for specification in specifications {
        let name = nameInFile(of: specification.name, file) ?? specification.name
        let value = try ModelFileError.wrap { () throws(SafetensorsError) in
          try file.tensor(name, rows: specification.rows, columns: specification.columns)
        }
        store.add(specification, value)
      }
    }
    try add(configuration.encoderParameters)
    for head in [configuration.languageModelParameters, configuration.scoringParameters]
    where head.contains(where: { nameInFile(of: $0.name, file) != nil }) {
      try add(head)
    }
    return store
  }

  /// Under which of the usual names a file has a parameter.
  private static func nameInFile(of name: String, _ file: SafetensorsFile) -> String? {
    var names = [name, "bert." + name]
    if let gain = name.suffix(of: "LayerNorm.weight", replacedBy: "LayerNorm.gamma") {
      names += [gain, "bert." + gain]
    }
    if let bias = name.suffix(of: "LayerNorm.bias", replacedBy: "LayerNorm.beta") {
      names += [bias, "bert." + bias]
    }
    return names.first { file.shape(of: $0) != nil }
  }

  /// Writes a folder that this reader and Hugging Face's `transformers` read.
  ///
  /// - Parameter precision: 16-bit storage rounds the weights.
  public static func write(
    store: ParameterStore, configuration: BERTConfiguration, tokenizer: WordPieceTokenizer,
    precision: StoragePrecision = .float32, to path: String
  ) throws(ModelFileError) {
    var tensors: [String: Tensor] = [:]
    for parameter in store.parameters {
      let isHead = parameter.name.hasPrefix("cls.") || parameter.name.hasPrefix("scorer.")
      tensors[(isHead ? "" : "bert.") + parameter.name] = parameter.value
    }
    let basic = tokenizer.basic
    let tokenization = JSONEntries.data(of: [
      "do_lower_case": basic.lowercases, "strip_accents": basic.stripsAccents,
      "tokenize_chinese_chars": basic.separatesIdeographs, "tokenizer_class": "BertTokenizer",
      "model_max_length": configuration.maximumPositions,
    ])
    try ModelFileError.wrap { () throws(ArtifactError) in
      try ArtifactFile.write(configuration.fileContents, to: path + "/config.json")
      try ArtifactFile.write(tokenization, to: path + "/tokenizer_config.json")
      try ArtifactFile.write(
        Data(tokenizer.vocabulary.fileContents.utf8), to: path + "/vocab.txt")
    }
    try ModelFileError.wrap { () throws(SafetensorsError) in
      try SafetensorsFile.write(
        tensors, metadata: ["format": "pt"], precision: precision,
        to: path + "/model.safetensors")
    }
  }
}

extension String {
  fileprivate func suffix(of old: String, replacedBy new: String) -> String? {
    hasSuffix(old) ? dropLast(old.count) + new : nil
  }
}
