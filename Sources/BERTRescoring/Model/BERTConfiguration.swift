public import AdapterEngine
public import Foundation

/// The shape of a BERT model, as Hugging Face's `config.json` writes it.
public struct BERTConfiguration: Hashable, Sendable {
  /// The number of pieces in the vocabulary.
  public let vocabularySize: Int
  /// The width of the hidden states.
  public let hiddenSize: Int
  /// The number of encoder layers.
  public let layers: Int
  /// Attention heads; they share `hiddenSize` evenly.
  public let heads: Int
  /// The width of the feed-forward part.
  public let intermediateSize: Int
  /// The longest sequence, in tokens.
  public let maximumPositions: Int
  /// Token types; the rescorer uses type 0 alone.
  public let tokenTypes: Int
  /// Added to the variance in every layer norm.
  public let layerNormEpsilon: Float
  /// Dropout on embeddings and on each layer's outputs while training.
  public let dropout: Float
  /// The activation of the feed-forward part and of the masked-language-model head.
  public let activation: Activation
  /// Whether the masked-language-model head decodes with the word embedding.
  public let tiesWordEmbeddings: Bool

  public init(
    vocabularySize: Int, hiddenSize: Int = 256, layers: Int = 4, heads: Int = 4,
    intermediateSize: Int = 1024, maximumPositions: Int = 128, tokenTypes: Int = 2,
    layerNormEpsilon: Float = 1e-12, dropout: Float = 0.1, activation: Activation = .gelu,
    tiesWordEmbeddings: Bool = true
  ) {
    precondition(hiddenSize % heads == 0, "attention heads share the hidden size evenly")
    self.vocabularySize = vocabularySize
    self.hiddenSize = hiddenSize
    self.layers = layers
    self.heads = heads
    self.intermediateSize = intermediateSize
    self.maximumPositions = maximumPositions
    self.tokenTypes = tokenTypes
    self.layerNormEpsilon = layerNormEpsilon
    self.dropout = dropout
    self.activation = activation
    self.tiesWordEmbeddings = tiesWordEmbeddings
  }

  /// The same shape with another vocabulary or other dropout.
  public func with(vocabularySize: Int? = nil, dropout: Float? = nil) -> BERTConfiguration {
    BERTConfiguration(
      vocabularySize: vocabularySize ?? self.vocabularySize, hiddenSize: hiddenSize,
      layers: layers, heads: heads, intermediateSize: intermediateSize,
      maximumPositions: maximumPositions, tokenTypes: tokenTypes,
      layerNormEpsilon: layerNormEpsilon, dropout: dropout ?? self.dropout,
      activation: activation, tiesWordEmbeddings: tiesWordEmbeddings)
  }

  /// Reads `config.json`.
  ///
  /// - Throws: ``ModelFileError`` naming the entry that is missing, of the wrong type, beyond a bound (a
  ///   thousand layers, 65,536 wide, 16 million pieces, a million positions), or asks for
  ///   something this encoder does not do (another architecture, relative positions).
  public init(path: String) throws(ModelFileError) {
    let entries = try JSONEntries(path: path)
    try Self.checkArchitecture(entries)
    let name = try entries.string("hidden_act", default: "gelu")
    guard let activation = Self.activations[name] else {
      throw .wrongValue(
        path: path, key: "hidden_act",
        expected: Self.activations.keys.sorted().joined(separator: ", ") + Self.pointer(path),
        found: name)
    }
    let positions = try entries.string("position_embedding_type", default: "absolute")
    guard positions == "absolute" else {
      throw .wrongValue(
        path: path, key: "position_embedding_type", expected: "absolute" + Self.pointer(path),
        found: positions)
    }
    let heads = try entries.count("num_attention_heads", atMost: Self.widest)
    let hiddenSize = try entries.count("hidden_size", atMost: Self.widest)
    guard hiddenSize % heads == 0 else {
      throw .wrongValue(
        path: path, key: "hidden_size", expected: "a multiple of \(heads) heads",
        found: "\(hiddenSize)")
    }
    self.init(
      vocabularySize: try entries.count("vocab_size", atMost: 1 << 24), hiddenSize: hiddenSize,
      layers: try entries.count("num_hidden_layers", atMost: 1_000), heads: heads,
      intermediateSize: try entries.count("intermediate_size", atMost: 1 << 20),
      maximumPositions: try entries.count("max_position_embeddings", atMost: 1 << 20),
      tokenTypes: try entries.count("type_vocab_size", default: 2, atMost: 1 << 10),
      layerNormEpsilon: Float(
        try entries.number(
          "layer_norm_eps", default: 1e-12, in: 0...1, named: "a number from 0 to 1")),
      dropout: Float(
        try entries.number(
          "hidden_dropout_prob", default: 0.1, in: 0..<1, named: "a share from 0 up to 1")),
      activation: activation,
      tiesWordEmbeddings: try entries.truth("tie_word_embeddings", default: true))
  }

  /// Models of other architectures can have BERT's names and shapes, and be something else all the same.
  private static func checkArchitecture(_ entries: JSONEntries) throws(ModelFileError) {
    let type = try entries.string("model_type", default: "bert")
    guard type == "bert" else {
      throw .wrongValue(
        path: entries.path, key: "model_type", expected: "bert" + pointer(entries.path),
        found: type)
    }
    for key in ["is_decoder", "add_cross_attention"]
    where try entries.truth(key, default: false) {
      throw .wrongValue(
        path: entries.path, key: key, expected: "false, an encoder" + pointer(entries.path),
        found: "true")
    }
  }

  /// A sentence that says how else the model can be scored.
  private static func pointer(_ path: String) -> String {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return " (other models are scored with --model hf:\(folder.joined(separator: "/")))"
  }

  /// Activations by Hugging Face's names.
  private static let activations: [String: Activation] = [
    "gelu": .gelu, "gelu_python": .gelu, "gelu_new": .geluTanh, "gelu_pytorch_tanh": .geluTanh,
    "gelu_fast": .geluTanh, "gelu_accurate": .geluTanh, "gelu_python_tanh": .geluTanh,
    "quick_gelu": .quickGELU, "relu": .relu, "silu": .silu, "swish": .silu, "tanh": .tanh,
    "linear": .none,
  ]

  private var activationName: String {
    switch activation {
    case .none: "linear"
    case .gelu: "gelu"
    case .geluTanh: "gelu_new"
    case .quickGELU: "quick_gelu"
    case .relu: "relu"
    case .silu: "silu"
    case .tanh: "tanh"
    }
  }

  /// The widest hidden states that a file may ask for.
  private static let widest = 1 << 16

  /// `config.json` of this model, keys sorted.
  public var fileContents: Data {
    var entries: [String: Any] = [
      "architectures": ["BertForMaskedLM"], "model_type": "bert", "hidden_act": activationName,
      "position_embedding_type": "absolute", "vocab_size": vocabularySize,
      "hidden_size": hiddenSize, "num_hidden_layers": layers, "num_attention_heads": heads,
      "intermediate_size": intermediateSize, "max_position_embeddings": maximumPositions,
      "type_vocab_size": tokenTypes, "layer_norm_eps": Double("\(layerNormEpsilon)") ?? 1e-12,
      "hidden_dropout_prob": Double("\(dropout)") ?? 0,
      "attention_probs_dropout_prob": Double("\(dropout)") ?? 0, "pad_token_id": 0,
    ]
    if !tiesWordEmbeddings { entries["tie_word_embeddings"] = false }
    return JSONEntries.data(of: entries)
  }
}
