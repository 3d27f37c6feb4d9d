public import AdapterEngine
import Algorithms
import Foundation
public import Rescoring
public import Transcripts

/// A masked language model as a rescorer: the cost of a text is its negative pseudo-log-likelihood,
/// `−Σ log P(token | the other tokens)` (Salazar et al. 2020, arXiv 1910.14659).
///
/// A text has the same cost, to the bit, in any list, batch and order, and with any number of
/// threads.
public struct PseudoLogLikelihood: RescoringModel {
  public var identity: ModelIdentity { deferredIdentity.value }
  private let deferredIdentity: DeferredIdentity
  public let model: MaskedLanguageModel
  /// What the tokenizer is shown of a text.
  public let textForm: TextForm
  /// Passes over a text: every token hidden alone if nil; else in pass p all tokens p, p + passes,
  /// … at once, which approximates at a fraction of the work.
  public let passes: Int?
  /// Threads that one call may use.
  public let threads: Int
  /// How exactly the linear layers are computed.
  public let precision: ProductPrecision

  public var scoresEachTextAlone: Bool { true }

  public init(
    _ model: MaskedLanguageModel, name: String = "pseudo-log-likelihood",
    textForm: TextForm, passes: Int? = nil, threads: Int = 1,
    precision: ProductPrecision = .single
  ) {
    precondition(passes.map { $0 > 0 } ?? true, "at least one pass")
    self.model = model
    self.textForm = textForm
    self.passes = passes
    self.threads = threads
    self.precision = precision
    deferredIdentity = DeferredIdentity {
      ModelIdentity(
        name: name, summary: "masked language model, pseudo-log-likelihood",
        digest: CostSettings.digest(
          model.configuration, model.tokenizer, textForm, model.store, passes: passes)
      ).computed(in: precision)
    }
  }

  public func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    let distinct = DistinctTexts(of: lists, form: textForm)
    let costs = self.costs(ofPreparedTexts: distinct.texts)
    try model.store.checkFiles(of: identity.name)
    if let bad = costs.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(model: identity.name, text: distinct.texts[bad], found: costs[bad])
    }
    return distinct.perHypothesis(costs)
  }

  public func readPart(of text: String) -> String? {
    model.tokenizer.readPart(
      of: textForm.of(text), limit: model.configuration.maximumPositions)
  }

  func costs(ofPreparedTexts texts: [String]) -> [Double] {
    costs(
      ofSequences: texts.map {
        model.tokenizer.sequence(of: $0, limit: model.configuration.maximumPositions)
      })
  }

  /// The model's pseudo-perplexity on sequences of tokens, `exp(−Σ PLL / N)` over all N tokens
  /// (Salazar et al. 2020, section 2.3): each token hidden alone, whatever ``passes`` says; 1 for a
  /// model that is always certain and right, 1 for no tokens at all.
  ///
  /// - Parameter sequences: ids without special tokens.
  package func perplexity(of sequences: [[Int32]]) -> Double {
    let vocabulary = model.tokenizer.vocabulary
    let everyToken = Self(
      model, textForm: textForm, passes: nil, threads: threads, precision: precision)
    let costs = everyToken.costs(
      ofSequences: sequences.map { [vocabulary.classification] + $0 + [vocabulary.separator] })
    let tokens = sequences.reduce(0) { $0 + $1.count }
    return exp(costs.reduce(0, +) / Double(max(1, tokens)))
  }

  /// - Parameter sequences: ids with special tokens.
  private func costs(ofSequences sequences: [[Int32]]) -> [Double] {
    let copies = sequences.map { self.copies(of: $0) }
    let owners = copies.indices.flatMap { repeatElement($0, count: copies[$0].count) }
    // Copies of several texts at once, since the language-model head is larger than any cache; but
    // few enough that their states stay there.
    let chunks = copies.flatMap { $0 }.chunks(ofCount: 32).map(Array.init)
    let losses = DataParallel(threads: threads).map(chunks) { chunk in
      model.losses(
        MaskedSequences(hiding: chunk, mask: model.tokenizer.vocabulary.mask),
        precision: precision)
    }
    var costs = [Double](repeating: 0, count: sequences.count)
    var all = losses.joined().makeIterator()
    for (owner, copy) in zip(owners, chunks.joined()) {
      for _ in copy.places { costs[owner] += Double(all.next() ?? 0) }
    }
    return costs
  }

  /// The copies of a sequence that its passes take; none of one without tokens.
  private func copies(of sequence: [Int32]) -> [MaskedSequences.Hiding] {
    let places = Array(1..<sequence.count - 1)
    guard !places.isEmpty else { return [] }
    let passes = min(passes ?? places.count, places.count)
    return (0..<passes).map { pass in
      MaskedSequences.Hiding(
        sequence: sequence,
        places: stride(from: pass, to: places.count, by: passes).map { places[$0] })
    }
  }
}
