public import Rescoring
public import Transcripts

/// An N-best list with the number of word errors of each hypothesis: what rescorers learn from.
public struct TrainingList: Sendable {
  public let hypotheses: NBestList
  /// Word errors ε, one per hypothesis.
  public let errors: [Int]
  /// The number of words in the reference.
  public let referenceWords: Int

  public init(hypotheses: NBestList, errors: [Int], referenceWords: Int) {
    precondition(hypotheses.count == errors.count, "one error count per hypothesis")
    self.hypotheses = hypotheses
    self.errors = errors
    self.referenceWords = referenceWords
  }

  /// A recognizer's list, its errors counted against the reference.
  ///
  /// - Parameters:
  ///   - utterance: the list with its reference.
  ///   - normalizer: what makes the words that are compared, and the texts that the model reads.
  public init(_ utterance: Utterance, normalizer: TextNormalizer = .standard) {
    let reference = normalizer.units(in: utterance.reference)
    let texts = normalizer.forTexts
    self.init(
      hypotheses: utterance.nBest.mappingTexts(texts.normalize),
      errors: utterance.nBest.texts.map {
        WordDistance.edits(reference, normalizer.units(in: $0))
      },
      referenceWords: reference.count)
  }

  /// A list made from text alone: first-pass costs of zero, so that the model decides by itself.
  public init(reference: [String], candidates: [[String]]) {
    self.init(
      hypotheses: NBestList(
        candidates.map {
          Hypothesis(
            text: $0.joined(separator: " "),
            costs: FirstPassCosts(acoustic: 0, language: 0, total: 0))
        }),
      errors: candidates.map { WordDistance.edits(reference, $0) },
      referenceWords: reference.count)
  }
}

/// Lists to train on, made or read one by one when they are needed.
public protocol TrainingListSource: Sendable {
  /// How many lists there are: an epoch.
  var count: Int { get }

  /// What tells this source from another, for checkpoints: a digest, a seed, a size.
  var summary: String { get }

  /// A list; for the same index always the same one, on any thread.
  func list(at index: Int) -> TrainingList
}

/// Lists that are already in memory.
public struct FixedTrainingLists: TrainingListSource {
  public let lists: [TrainingList]
  public let summary: String

  public init(_ lists: [TrainingList], summary: String) {
    self.lists = lists
    self.summary = summary
  }

  public var count: Int { lists.count }
  public func list(at index: Int) -> TrainingList { lists[index] }
}

extension InterpolationTuning {
  /// - Parameters:
  ///   - lists: the development corpus, not empty.
  ///   - kinds: costs that may be weighed.
  public init(_ lists: [TrainingList], kinds: CostKinds = [.parts, .total]) {
    self.init(
      lists.map(\.hypotheses), errors: lists.map(\.errors),
      referenceWords: lists.reduce(0) { $0 + $1.referenceWords }, kinds: kinds)
  }
}
