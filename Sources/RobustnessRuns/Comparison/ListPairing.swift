import Perturbations
import PropertyTesting
import Robustness

/// What two runs selected from the lists of one corpus, held against each other where they can be.
struct ListPairing {
  /// A difference, the later run's figure minus the first's.
  enum Outcome {
    case identical
    case paired(Figure, p: Double?)
    case unpaired(String)
    /// There is no difference to speak of, for this reason.
    case incomparable(String)
  }

  /// One condition's lists, draw by draw and utterance by utterance; the clean ones have one draw.
  private typealias Lists = [ListSelections]

  private let runs: (first: CorpusSelections, later: CorpusSelections)?
  private let resampling: Resampling?
  /// Whether both runs drew with one seed.
  private let hasOneSeed: Bool
  /// Why nothing is paired; nil where something is.
  private let obstacle: String?

  init(of corpus: String, _ first: ComparedRun, _ later: ComparedRun) {
    hasOneSeed = first.selections?.head.seed == later.selections?.head.seed
    let found = (first.selections(of: corpus), later.selections(of: corpus))
    guard let old = found.0, let new = found.1, let head = first.selections?.head else {
      let lacking = found.0 == nil ? first.name : later.name
      (runs, resampling, obstacle) = (nil, nil, "no selections.jsonl.gz beside \(lacking)")
      return
    }
    let clean = (old.lists.filter(\.isClean), new.lists.filter(\.isClean))
    runs = (old, new)
    if !clean.0.elementsEqual(clean.1, by: { $0.isOfSameUtterance(as: $1) }) {
      obstacle = "the utterances differ"
    } else if clean.0.map(\.cluster) != clean.1.map(\.cluster) {
      obstacle = "the clusters differ"
    } else if clean.0.isEmpty {
      obstacle = "no utterances"
    } else {
      obstacle = nil
    }
    resampling =
      obstacle == nil
      ? Resampling(
        clusters: clean.0.enumerated().map { $1.cluster ?? String($0) }, resamples: head.resamples,
        confidence: head.confidence,
        seed: Seed(head.seed).derived(corpus).derived("bootstrap")) : nil
  }

  /// The difference by a measure of choices, as heard.
  ///
  /// - Parameter condition: nil for the clean lists.
  func difference(
    by measure: ComparedMeasure, from old: String, to new: String,
    under condition: PerturbationCondition?
  ) -> Outcome {
    guard let runs, let resampling else { return .unpaired(obstacle ?? "") }
    let lists = (
      runs.first.lists.filter { $0.condition == condition && $0.belongs(to: old) },
      runs.later.lists.filter { $0.condition == condition && $0.belongs(to: new) }
    )
    // Where each model's own selection is perturbed, lists differ as the models do; the seed tells the draws.
    guard hasOneSeed || condition?.scope != .selected,
      lists.0.elementsEqual(lists.1, by: { $0.isSameList(as: $1) })
    else {
      return .unpaired("the draws differ")
    }
    let clean = (runs.first.lists.filter(\.isClean), runs.later.lists.filter(\.isClean))
    guard let areEqual = Self.areEqual(lists, old, new),
      let areCleanEqual = Self.areEqual(clean, old, new)
    else { return .unpaired("no selections of the model") }
    if areEqual, areCleanEqual || measure != .skillKept { return .identical }
    func outcome(
      _ lists: Lists, _ cleanLists: Lists, _ model: String
    ) -> ChoiceMeasures.Outcome {
      let measures = Self.measures(of: model, lists, resampling)
      switch measure {
      case .wer: return measures.wer
      case .skill: return measures.skill
      case .skillKept:
        return ChoiceMeasures.skillKept(
          of: measures.skill, clean: Self.measures(of: model, cleanLists, resampling).skill,
          resampling
        ).ratio
      case .discrimination, .failures: preconditionFailure("a measure of choices")
      }
    }
    return paired(
      outcome(lists.1, clean.1, new), minus: outcome(lists.0, clean.0, old), resampling)
  }

  /// The difference in homophone discrimination.
  func discrimination(from old: String, to new: String) -> Outcome {
    guard let runs, let resampling else { return .unpaired(obstacle ?? "") }
    let pairs = (
      runs.first.discrimination.filter { $0.model == old },
      runs.later.discrimination.filter { $0.model == new }
    )
    let isSame = pairs.0.elementsEqual(pairs.1) {
      $0.utterance == $1.utterance && $0.homophones.pairs == $1.homophones.pairs
    }
    guard isSame else { return .unpaired("the word pairs differ") }
    if pairs.0.elementsEqual(pairs.1, by: { $0.homophones == $1.homophones }) { return .identical }
    let ids = runs.first.lists.filter(\.isClean).map(\.utterance)
    func share(_ outcomes: [PairOutcomes]) -> ChoiceMeasures.Outcome {
      let counts = Dictionary(
        outcomes.map { ($0.utterance, $0.homophones) }, uniquingKeysWith: { one, _ in one })
      return ChoiceMeasures.ratio(
        resampling.sums(of: ids.map { counts[$0]?.preferred ?? 0 }),
        resampling.sums(of: ids.map { counts[$0]?.pairs ?? 0 }), .noReferenceWords)
    }
    return paired(share(pairs.1), minus: share(pairs.0), resampling)
  }

  private func paired(
    _ new: ChoiceMeasures.Outcome, minus old: ChoiceMeasures.Outcome, _ resampling: Resampling
  ) -> Outcome {
    switch (new, old) {
    case (.success(let new), .success(let old)):
      let difference = new - old
      return .paired(
        .estimate(resampling.difference(difference)), p: resampling.twoSidedP(of: difference))
    case (.failure(let reason), _), (_, .failure(let reason)):
      return .paired(.undefined(reason), p: nil)
    }
  }

  /// Whether both models selected the same texts; nil where a selection is missing.
  private static func areEqual(_ lists: (Lists, Lists), _ old: String, _ new: String) -> Bool? {
    var areEqual = true
    for (one, other) in zip(lists.0, lists.1) {
      guard let before = one.selection(of: old), let after = other.selection(of: new) else {
        return nil
      }
      if one.texts[before.text] != other.texts[after.text] { areEqual = false }
    }
    return areEqual
  }

  /// A model's measures on lists, draws summed for each utterance.
  private static func measures(
    of model: String, _ lists: Lists, _ resampling: Resampling
  ) -> ChoiceMeasures {
    let count = resampling.utterances
    var (errors, oracle, words) = (
      [Int](repeating: 0, count: count), [Int](repeating: 0, count: count),
      [Int](repeating: 0, count: count)
    )
    var randomPick = [Double](repeating: 0, count: count)
    for (number, list) in lists.enumerated() {
      let utterance = number % count
      errors[utterance] += list.selection(of: model)?.errors(.asHeard) ?? 0
      oracle[utterance] += list.oracle.asHeard
      randomPick[utterance] += list.randomPick.asHeard
      words[utterance] += list.referenceWords
    }
    return ChoiceMeasures(
      errors: resampling.sums(of: errors), oracle: resampling.sums(of: oracle),
      randomPick: resampling.sums(of: randomPick), words: resampling.sums(of: words))
  }
}

extension ListSelections {
  fileprivate var isClean: Bool { condition == nil }

  /// Whether the model chose from the list: some are one model's own.
  fileprivate func belongs(to model: String) -> Bool {
    condition?.scope != .selected || selection(of: model) != nil
  }

  fileprivate func selection(of model: String) -> ModelSelection? {
    selections.first { $0.model == model }
  }

  /// Whether both are of one utterance: the lists themselves may come from other recognizers.
  fileprivate func isOfSameUtterance(as other: ListSelections) -> Bool {
    utterance == other.utterance && referenceWords == other.referenceWords
      && reference == other.reference
  }

  /// Whether both are one list as far as selections show: utterance and draw, what the best and a random
  /// choice would cost, and what the first pass, the first of the models, has on top. Clean lists may differ,
  /// and so may those in which each model's own selection is perturbed.
  fileprivate func isSameList(as other: ListSelections) -> Bool {
    guard isOfSameUtterance(as: other), draw == other.draw else { return false }
    guard let condition, condition.scope != .selected else { return true }
    let tops = [self, other].map { list in list.selections.first.map { list.texts[$0.text] } }
    return oracle == other.oracle && randomPick == other.randomPick && tops[0] == tops[1]
  }
}
