public import AdapterEngine
import Artifacts
import Foundation

/// A model folder as Hugging Face lays it out: `config.json`, `vocab.txt` with `tokenizer_config.json`
/// or `tokenizer.json`, and `model.safetensors` or several such files with an index.
///
/// Where the folder has no tokenizer and `rescoring.json` names a folder under `tokenizer`, it is read
/// there: models that were trained from one base can share its files.
public struct BERTDirectory: Sendable {
  public let path: String
  public let configuration: BERTConfiguration
  public let tokenizer: WordPieceTokenizer
  /// The encoder's parameters, and the heads' where the file has them, named without `bert.`; a
  /// scoring head is named `scorer.` whatever the file calls it, and its output is a cost.
  public let store: ParameterStore
  /// How the file has the scoring head; nil if it has none.
  public let headLayout: ScoringHeadLayout?
  /// The pooler's dense layer, which is the first half of a head that an adapter's folder completes;
  /// nil if the file has none or the head has it.
  let pooler: [String: Tensor]

  /// Reads a folder.
  ///
  /// Tensors may or may not carry the prefix `bert.`; old names of layer norms (`gamma`, `beta`) are
  /// understood; a missing head is no error, half a head is, and so is a tensor that nothing here would
  /// read.
  ///
  /// - Parameters:
  ///   - path: the path of the folder.
  ///   - head: how the file has the scoring head; by default as the entry `head` of the folder's
  ///     `rescoring.json` says, else ``ScoringHeadLayout/rescoreBERT`` or
  ///     ``ScoringHeadLayout/classification``, whichever is there.
  public init(
    contentsOf path: String, head: ScoringHeadLayout? = nil
  ) throws(ModelFileError) {
    self.path = path
    configuration = try BERTConfiguration(path: path + "/config.json")
    tokenizer = try Self.tokenizer(of: path)
    guard tokenizer.vocabulary.count <= configuration.vocabularySize else {
      throw .wrongValue(
        path: path + "/config.json", key: "vocab_size",
        expected: "at least the tokenizer's \(tokenizer.vocabulary.count) pieces",
        found: "\(configuration.vocabularySize)")
    }
    var reader = BERTFileReader(
      files: try WeightFiles(folder: path), configuration: configuration)
    let declared = try head == nil ? Self.declaredHead(of: path) : head
    try reader.read(head: declared)
    store = reader.store
    headLayout = reader.headLayout
    pooler = reader.pooler
  }

  /// What `rescoring.json` says of the head.
  private static func declaredHead(of path: String) throws(ModelFileError) -> ScoringHeadLayout? {
    let recipe = path + "/rescoring.json"
    guard FileManager.default.fileExists(atPath: recipe) else { return nil }
    let entries = try JSONEntries(path: recipe)
    guard entries.has("head"), let object = entries.entries["head"] else { return nil }
    do {
      return try JSONDecoder().decode(
        ScoringHeadLayout.self,
        from: JSONSerialization.data(withJSONObject: object, options: .fragmentsAllowed))
    } catch {
      throw ModelFileError(decoding: error, path: recipe)
    }
  }

  private static func tokenizer(of path: String) throws(ModelFileError) -> WordPieceTokenizer {
    func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: file) }
    let folder = try tokenizerFolder(of: path)
    if !exists(folder + "/vocab.txt"), exists(folder + "/tokenizer.json") {
      return try TokenizerFile.read(folder + "/tokenizer.json")
    }
    return WordPieceTokenizer(
      vocabulary: try WordPieceVocabulary(path: folder + "/vocab.txt"),
      basic: try basicTokenizer(in: folder))
  }

  private static func tokenizerFolder(of path: String) throws(ModelFileError) -> String {
    let recipe = path + "/rescoring.json"
    guard
      !["/vocab.txt", "/tokenizer.json"].contains(where: {
        FileManager.default.fileExists(atPath: path + $0)
      }),
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

  /// Writes a folder that this reader and Hugging Face's `transformers` read.
  ///
  /// - Parameters:
  ///   - store: the store with the parameters.
  ///   - configuration: the contents of `config.json`.
  ///   - tokenizer: the tokenizer, for `vocab.txt` and `tokenizer_config.json`.
  ///   - precision: 16-bit storage rounds the weights.
  ///   - path: the path of the folder.
  public static func write(
    store: ParameterStore, configuration: BERTConfiguration, tokenizer: WordPieceTokenizer,
    precision: StoragePrecision = .float32, to path: String
  ) throws(ModelFileError) {
    var tensors: [String: Tensor] = [:]
    var matrices: Set<String> = []
    for parameter in store.parameters {
      let isHead = parameter.name.hasPrefix("cls.") || parameter.name.hasPrefix("scorer.")
      let name = (isHead ? "" : "bert.") + parameter.name
      tensors[name] = parameter.value
      if parameter.decays { matrices.insert(name) }
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
        tensors, matrices: matrices, metadata: ["format": "pt"], precision: precision,
        to: path + "/model.safetensors")
    }
  }
}
