import AdapterEngine
import Artifacts
import Rescoring
import Transcripts

/// What a model's costs depend on beside the values of its parameters. Two models that share all weights can differ
/// in an adapter's scale, in the number of attention heads or in what their tokenizer keeps of a text.
///
/// An adapter's configuration counts as a whole, what only training knows included: models are rather told apart than
/// taken for one.
struct CostSettings: Encodable {
  let textForm: TextForm
  /// Passes of a pseudo-log-likelihood; nil for one token at a time, and for other models.
  let passes: Int?
  let encoder: Encoder
  let tokenizer: Tokenizer
  let adapter: Adapter?

  /// What the shapes of the parameters don't show.
  struct Encoder: Encodable {
    let heads: Int
    let activation: String
    let layerNormEpsilon: Float
    /// Longer texts are cut.
    let maximumPositions: Int
  }

  struct Tokenizer: Encodable {
    let lowercases: Bool
    let stripsAccents: Bool
    let separatesIdeographs: Bool
    let longestWord: Int
    /// Of the pieces in the order of their numbers.
    let vocabulary: Digest
  }

  struct Adapter: Encodable {
    let method: String
    /// As `adapter_config.json` has it.
    let configuration: any Encodable

    func encode(to encoder: any Swift.Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(method, forKey: .method)
      try configuration.encode(to: container.superEncoder(forKey: .configuration))
    }

    private enum CodingKeys: CodingKey {
      case method, configuration
    }
  }

  private init(
    _ configuration: BERTConfiguration, _ tokenizer: WordPieceTokenizer, _ textForm: TextForm,
    _ store: ParameterStore, passes: Int?
  ) {
    self.textForm = textForm
    self.passes = passes
    encoder = Encoder(
      heads: configuration.heads, activation: "\(configuration.activation)",
      layerNormEpsilon: configuration.layerNormEpsilon,
      maximumPositions: configuration.maximumPositions)
    let basic = tokenizer.basic
    self.tokenizer = Tokenizer(
      lowercases: basic.lowercases, stripsAccents: basic.stripsAccents,
      separatesIdeographs: basic.separatesIdeographs, longestWord: tokenizer.longestWord,
      vocabulary: .sha256(of: tokenizer.vocabulary.pieces.joined(separator: "\n")))
    adapter = store.adapter.map {
      Adapter(method: type(of: $0).method, configuration: $0.configuration)
    }
  }

  /// The digest of a model with these settings and the store's parameters.
  static func digest(
    _ configuration: BERTConfiguration, _ tokenizer: WordPieceTokenizer, _ textForm: TextForm,
    _ store: ParameterStore, passes: Int? = nil
  ) -> Digest {
    let settings = CostSettings(configuration, tokenizer, textForm, store, passes: passes)
    var hasher = DigestHasher()
    store.hashParameters(into: &hasher)
    hasher.update(CanonicalJSON.data(finite: settings, .line))
    return hasher.finalize()
  }
}
