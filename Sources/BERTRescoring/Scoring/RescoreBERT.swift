public import AdapterEngine
import Artifacts
public import Rescoring
public import Transcripts

/// A BERT rescorer: the cost of a text is `FFNN(g[CLS])`, g the encoder's states (RescoreBERT, arXiv
/// 2202.01094).
///
/// A text has the same cost, to the bit, in any list, batch and order, and with any number of
/// threads.
public struct RescoreBERT: RescoringModel {
  /// The digest is taken when first asked for: it costs a third of a program's first score.
  public var identity: ModelIdentity { deferredIdentity.value }
  private let deferredIdentity: DeferredIdentity
  public let configuration: BERTConfiguration
  public let tokenizer: WordPieceTokenizer
  /// What the tokenizer is shown of a text.
  public let textForm: TextForm
  /// The parameters, under Hugging Face's names; an adapter's beside them.
  public internal(set) var store: ParameterStore
  /// Threads that one call may use.
  public let threads: Int
  /// How exactly the linear layers are computed.
  public let precision: ProductPrecision
  let encoder: BERTEncoder
  let head: ScoringHead

  public var scoresEachTextAlone: Bool { true }

  /// The rescorer whose parameters `store` holds; one without a scoring head gets a fresh one.
  ///
  /// - Parameters:
  ///   - name: the name for reports.
  ///   - summary: how the model was made.
  ///   - configuration: the shape of the encoder.
  ///   - tokenizer: the tokenizer of the encoder.
  ///   - textForm: the form of the texts that the encoder is shown.
  ///   - store: the store with the parameters.
  ///   - threads: the number of threads; costs do not depend on it.
  ///   - precision: of the linear layers; any but `ProductPrecision.single` changes the identity's
  ///     digest, as it changes the costs.
  ///   - headSeed: of the fresh head.
  public init(
    name: String, summary: String, configuration: BERTConfiguration,
    tokenizer: WordPieceTokenizer, textForm: TextForm, store: ParameterStore, threads: Int = 1,
    precision: ProductPrecision = .single, headSeed: UInt64 = 0
  ) {
    DebugBuildHint.giveOnce()
    var store = store
    if ScoringHead(store: store) == nil {
      var generator = CounterGenerator(seed: headSeed)
      for specification in configuration.scoringParameters {
        store.add(specification, specification.value(generator: &generator))
      }
    }
    self.configuration = configuration
    self.tokenizer = tokenizer
    self.textForm = textForm
    self.store = store
    self.threads = threads
    self.precision = precision
    encoder = BERTEncoder(configuration: configuration, store: store)
    head = ScoringHead(store: store)!
    deferredIdentity = DeferredIdentity { [store] in
      ModelIdentity(
        name: name, summary: summary,
        digest: CostSettings.digest(configuration, tokenizer, textForm, store)
      ).computed(in: precision)
    }
  }

  /// The rescorer of a Hugging Face folder, with a fresh scoring head if it has none.
  public init(
    name: String, summary: String, directory: BERTDirectory, textForm: TextForm,
    threads: Int = 1, headSeed: UInt64 = 0
  ) {
    self.init(
      name: name, summary: summary, configuration: directory.configuration,
      tokenizer: directory.tokenizer, textForm: textForm,
      store: directory.store.withoutLanguageModelHead(), threads: threads, headSeed: headSeed)
  }

  public func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    let distinct = DistinctTexts(of: lists, form: textForm)
    let costs = self.costs(ofPreparedTexts: distinct.texts)
    try store.checkFiles(of: identity.name)
    if let bad = costs.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(model: identity.name, text: distinct.texts[bad], found: costs[bad])
    }
    return distinct.perHypothesis(costs)
  }

  /// The pieces that the positions hold, with blanks between them, of a text that has more.
  public func readPart(of text: String) -> String? {
    tokenizer.readPart(
      of: textForm.of(text), limit: configuration.maximumPositions - store.prefixLength)
  }

  /// Texts of one chunk: enough that reading the weights is a small part, few enough that hidden
  /// states stay in the cache, and all threads with some.
  func textsPerChunk(of count: Int) -> Int {
    max(1, min(24, (count + threads - 1) / threads))
  }

  /// Costs of texts that are in the model's form already.
  func costs(ofPreparedTexts texts: [String]) -> [Double] {
    DataParallel(threads: threads).map(chunks(of: texts)) { chunk in
      var tape = Tape(store, mode: .inference, precision: precision)
      let node = costs(
        of: PackedSequences(sequences(of: chunk)), on: &tape, dropout: CounterGenerator(seed: 0))
      return node.value.values.map { Double($0) }
    }.flatMap { $0 }
  }

  /// Texts in order, as many at once as ``textsPerChunk(of:)`` says but fewer of long ones: hidden states
  /// of more rows than one reading of the weights serves only take memory.
  private func chunks(of texts: [String]) -> [[String]] {
    let most = textsPerChunk(of: texts.count)
    // 448 tokens (the kernels' block of rows) of four bytes, as English has them; [CLS] and [SEP] are two.
    let mostBytes = 448 * 4
    var chunks: [[String]] = []
    var bytes = 0
    for text in texts {
      let own = text.utf8.count + 8
      if let count = chunks.last?.count, count < most, bytes + own <= mostBytes {
        chunks[chunks.count - 1].append(text)
        bytes += own
      } else {
        chunks.append([text])
        bytes = own
      }
    }
    return chunks
  }

  /// Each text's tokens, cut to what the model's positions hold.
  func sequences(of texts: [String]) -> [[Int32]] {
    let limit = configuration.maximumPositions - store.prefixLength
    return texts.map { tokenizer.sequence(of: $0, limit: limit) }
  }

  /// The costs, `[sequences, 1]`.
  func costs(
    of batch: PackedSequences, on tape: inout Tape, dropout: CounterGenerator
  ) -> Node {
    let states = classificationStates(of: batch, on: &tape, dropout: dropout)
    return head.costs(states, on: &tape)
  }

  /// The \[CLS] states g, `[sequences, hidden]`.
  func classificationStates(
    of batch: PackedSequences, on tape: inout Tape, dropout: CounterGenerator
  ) -> Node {
    var generator = dropout
    return encoder.classificationStates(of: batch, on: &tape, generator: &generator)
  }
}

extension ModelIdentity {
  /// The identity of the model whose products have this precision.
  func computed(in precision: ProductPrecision) -> ModelIdentity {
    guard precision != .single else { return self }
    return ModelIdentity(
      name: name, summary: "\(summary), \(precision.rawValue)",
      digest: .sha256(of: "\(digest.hexadecimal) \(precision.rawValue)"))
  }
}

extension ParameterStore {
  /// - Throws: ``RescoringError/failed(model:reason:)`` if weights that are read where their file has them are no
  ///   longer there.
  func checkFiles(of model: String) throws(RescoringError) {
    guard parameters.contains(where: \.value.isCutShort) else { return }
    throw .failed(
      model: model,
      reason:
        "its file was cut short while it was in use; write it beside the old one and rename it")
  }

  /// The SHA-256 of all names, shapes and values, in order.
  var digest: Digest {
    var hasher = DigestHasher()
    hashParameters(into: &hasher)
    return hasher.finalize()
  }

  /// Adds all names, shapes and values, in order.
  func hashParameters(into hasher: inout DigestHasher) {
    for parameter in parameters {
      hasher.update("\(parameter.name) \(parameter.value.rows)x\(parameter.value.columns)\n")
      parameter.value.withUnsafeValues { values in
        UnsafeRawBufferPointer(values).withContiguousStorageIfAvailable { hasher.update($0) }
      }
      parameter.value.forgetPages()
    }
  }
}
