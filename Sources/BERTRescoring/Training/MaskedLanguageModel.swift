public import AdapterEngine

/// A BERT encoder with its language-model head: what pre-training trains.
public struct MaskedLanguageModel: Sendable {
  public let configuration: BERTConfiguration
  public let tokenizer: WordPieceTokenizer
  /// The parameters, under Hugging Face's names.
  public internal(set) var store: ParameterStore
  let encoder: BERTEncoder
  let head: LanguageModelHead

  /// A model with freshly drawn parameters.
  public init(configuration: BERTConfiguration, tokenizer: WordPieceTokenizer, seed: UInt64) {
    var store = ParameterStore()
    var generator = CounterGenerator(seed: seed)
    for specification in configuration.encoderParameters + configuration.languageModelParameters {
      store.add(specification, specification.value(generator: &generator))
    }
    self.init(configuration: configuration, tokenizer: tokenizer, store: store)!
  }

  /// The masked language model of a folder.
  ///
  /// - Parameters:
  ///   - directory: the folder's contents.
  ///   - dropout: while training, in place of what the folder says.
  /// - Throws: ``ModelFileError/missingKey(path:key:)`` if it has no language-model head.
  public init(directory: BERTDirectory, dropout: Float? = nil) throws(ModelFileError) {
    guard
      let model = MaskedLanguageModel(
        configuration: directory.configuration.with(dropout: dropout),
        tokenizer: directory.tokenizer, store: directory.store)
    else {
      throw .missingKey(
        path: directory.path + "/model.safetensors", key: "cls.predictions.transform.dense.weight")
    }
    self = model
  }

  /// The model of a store, or nil if it has no language-model head.
  init?(configuration: BERTConfiguration, tokenizer: WordPieceTokenizer, store: ParameterStore) {
    guard let head = LanguageModelHead(configuration: configuration, store: store) else {
      return nil
    }
    self.configuration = configuration
    self.tokenizer = tokenizer
    self.store = store
    self.head = head
    encoder = BERTEncoder(configuration: configuration, store: store)
  }

  /// The sum of the hidden tokens' negative log-likelihoods in nats, and its gradient times
  /// `weight`, added to `gradients`.
  func loss(
    _ masked: MaskedSequences, weight: Float, dropout: CounterGenerator,
    into gradients: inout GradientBuffer
  ) -> Double {
    var tape = Tape(store, mode: .training)
    let losses = losses(masked, on: &tape, dropout: dropout)
    let value = losses.value.values.reduce(0.0) { $0 + Double($1) }
    let seed = Tensor(rows: losses.value.rows, columns: 1, repeating: weight)
    tape.backward(from: [(losses, seed)], into: &gradients)
    return value
  }

  /// Negative log-likelihoods of the hidden tokens, in nats, one per row.
  package func losses(
    _ masked: MaskedSequences, precision: ProductPrecision = .single
  ) -> [Float] {
    var tape = Tape(store, mode: .inference, precision: precision)
    return losses(masked, on: &tape, dropout: CounterGenerator(seed: 0)).value.values
  }

  private func losses(
    _ masked: MaskedSequences, on tape: inout Tape, dropout: CounterGenerator
  ) -> Node {
    var generator = dropout
    let states = encoder.hiddenStates(of: masked.batch, on: &tape, generator: &generator)
    let logits = head.logits(tape.rows(states, masked.rows), on: &tape)
    return tape.crossEntropy(logits, targets: masked.targets)
  }
}
