import Algorithms
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import Transcripts

/// Takes one model through one corpus, unit by unit, each kept in the journal.
struct ModelExaminer {
  let secondPass: SecondPass
  /// Whether the model is the first pass itself, which has no second-pass costs to examine.
  let isFirstPass: Bool
  let examination: CorpusExamination
  let configuration: RunConfiguration
  /// What shards of the run have found; nil where the model is asked.
  let merged: MergedShards?
  let threads: Int

  private var shard: RunShard? { examination.shard }
  private var corpus: String { examination.prepared.corpus.name }

  /// A unit that is done.
  struct Step {
    let unit: RunWork.Unit
    /// Whether the journal had it, or a shard.
    let isKept: Bool
    /// The unit of work in words.
    let label: String
  }

  /// - Parameter step: told after each unit.
  func findings(
    _ journal: borrowing RunJournal, step: (Step) throws(RunError) -> Void
  ) throws(RunError) -> ModelFindings {
    var scorer = BatchScorer(model: secondPass.model, threads: threads)
    let prefix = "\(corpus) · \(secondPass.name) · "
    func selections(
      from variants: some Sequence<CorpusExamination.Variant>, _ scorer: inout BatchScorer
    ) throws(RunError) -> [Choices] {
      var selections: [Choices] = []
      for variant in variants {
        let key = prefix + variant.label
        let isKept = merged != nil || journal.holds(key)
        selections.append(try selected(from: variant, journal, key, &scorer))
        try step(
          Step(unit: .lists(variant.condition?.scope), isKept: isKept, label: variant.words))
      }
      return selections
    }
    let shared = try selections(from: examination.variants, &scorer)
    var own: ModelFindings.OnOwnLists?
    if !examination.ofSelections.isEmpty {
      // All other hypotheses of these lists are known to the scorer of a model that judges texts alone.
      let lists = CorpusExamination(of: shared[0], in: examination, threads: threads)
      own = ModelFindings.OnOwnLists(
        examination: lists,
        selections: [shared[0]] + (try selections(from: lists.variants.dropFirst(), &scorer)))
    }
    guard !isFirstPass else {
      return ModelFindings(
        selections: shared, own: own, discrimination: nil, properties: [], cutTexts: nil)
    }
    var discrimination: [DiscriminationPairs.Verdict]?
    if let pairs = examination.pairs {
      let key = prefix + "homophone discrimination"
      let isKept = merged != nil || journal.holds(key)
      discrimination = try verdicts(on: pairs, journal, key, &scorer)
      try step(Step(unit: .discrimination, isKept: isKept, label: "homophone discrimination"))
    }
    var properties: [PropertyFinding] = []
    for cases in examination.propertyCases {
      let key = prefix + cases.property.id
      let isKept = journal.holds(key)
      if shard != nil {
        try examine(cases, journal, key)
      } else if let known = journal.value(key, as: PropertyFinding.self),
        fits(known, cases)
      {
        properties.append(known)
      } else {
        let finding = try check(cases, key)
        try journal.keep(finding, under: key)
        properties.append(finding)
      }
      let name = cases.property.id.replacing("-", with: " ")
      try step(Step(unit: .property, isKept: isKept, label: "the property \(name)"))
    }
    return ModelFindings(
      selections: shared, own: own, discrimination: discrimination, properties: properties,
      cutTexts: shard != nil
        ? nil : CutTexts(of: secondPass.model, in: examination.prepared))
  }

  /// What was selected from a variant's lists, in a shard from those of its part; 0 stands for the others.
  private func selected(
    from variant: CorpusExamination.Variant, _ journal: borrowing RunJournal, _ key: String,
    _ scorer: inout BatchScorer
  ) throws(RunError) -> Choices {
    guard shard == nil else {
      if let known = journal.value(key, as: [Int?].self), fits(known, variant) {
        return Choices(known.map { $0 ?? 0 })
      }
      let own = variant.lists.indices.filter(isOwn)
      let chosen = try select(from: own.lazy.map { variant.lists[$0] }, &scorer)
      var selected = [Int?](repeating: nil, count: variant.lists.count)
      for (place, choice) in zip(own, chosen) { selected[place] = choice }
      try journal.keep(selected, under: key)
      return Choices(selected.map { $0 ?? 0 })
    }
    if let known = journal.value(key, as: Choices.self),
      fits(known.lazy.map { Optional($0) }, variant)
    {
      return known
    }
    let merged = merged?.row(key, count: variant.lists.count, as: Int.self)
    if let merged, fits(merged.lazy.map { Optional($0) }, variant) { return Choices(merged) }
    let selected = try select(from: variant.lists, &scorer)
    try journal.keep(selected, under: key)
    return selected
  }

  private func isOwn(_ place: Int) -> Bool { shard?.contains(place) ?? true }

  /// Whether selections from a journal are such as the variant's lists allow.
  private func fits(
    _ selections: some Collection<Int?>, _ variant: CorpusExamination.Variant
  ) -> Bool {
    selections.count == variant.lists.count
      && selections.enumerated().allSatisfy { place, choice in
        guard let choice else { return !isOwn(place) }
        return isOwn(place) && variant.lists[place].list.hypotheses.indices.contains(choice)
      }
  }

  /// Whether a finding from a journal can be one of these cases.
  private func fits(_ finding: PropertyFinding, _ cases: PropertyCases) -> Bool {
    finding.property == cases.property.id
      && (0...cases.cases.count).contains(finding.cases)
      && (0...finding.cases).contains(finding.failures)
      && finding.bugs.allSatisfy { (1...max(1, finding.failures)).contains($0.failures) }
      && (finding.worstMargin?.isFinite ?? true)
      && (finding.utterances ?? []).allSatisfy { $0 >= 0 }
      && (finding.failing ?? []).allSatisfy(cases.cases.indices.contains)
  }

  private func verdicts(
    on pairs: DiscriminationPairs, _ journal: borrowing RunJournal, _ key: String,
    _ scorer: inout BatchScorer
  ) throws(RunError) -> [DiscriminationPairs.Verdict] {
    guard shard == nil else {
      try judge(pairs, journal, key, &scorer)
      return []
    }
    func read(_ values: [UInt8]?) -> [DiscriminationPairs.Verdict]? {
      let verdicts = values?.compactMap { DiscriminationPairs.Verdict(rawValue: $0) }
      return verdicts?.count == pairs.pairs.count ? verdicts : nil
    }
    if let known = read(journal.value(key, as: String.self).map { Array($0.utf8) }) {
      return known
    }
    let merged = merged?.row(key, count: pairs.pairs.count, as: UInt8.self) {
      pairs.pairs[$0].utterance
    }
    if let known = read(merged) { return known }
    let verdicts = pairs.verdicts(
      try costs(of: pairs.lists, &scorer), readPart: secondPass.model.readPart)
    try journal.keep(String(decoding: verdicts.map(\.rawValue), as: UTF8.self), under: key)
    return verdicts
  }

  /// The pairs of a shard's utterances.
  private func judge(
    _ pairs: DiscriminationPairs, _ journal: borrowing RunJournal, _ key: String,
    _ scorer: inout BatchScorer
  ) throws(RunError) {
    let own = pairs.pairs.indices.filter { isOwn(pairs.pairs[$0].utterance) }
    if let known = journal.value(key, as: [UInt8?].self), known.count == pairs.pairs.count,
      known.indices.filter({ known[$0] != nil }) == own
    {
      return
    }
    let part = pairs.selecting { isOwn($0.utterance) }
    let verdicts = part.verdicts(
      try costs(of: part.lists, &scorer), readPart: secondPass.model.readPart)
    var values = [UInt8?](repeating: nil, count: pairs.pairs.count)
    for (place, verdict) in zip(own, verdicts) { values[place] = verdict.rawValue }
    try journal.keep(values, under: key)
  }

  private func costs(
    of lists: [NBestList], _ scorer: inout BatchScorer
  ) throws(RunError) -> [[Double]] {
    do {
      return try scorer.costs(for: lists)
    } catch {
      throw .rescoring(error)
    }
  }

  private func select(
    from lists: some Collection<PerturbedList>, _ scorer: inout BatchScorer
  ) throws(RunError) -> Choices {
    // What the first pass chose does not change with the costs that are recomputed for it.
    guard !isFirstPass else { return Choices(lists.lazy.map(\.firstPassChoice)) }
    var selected = Choices([])
    for lists in lists.chunks(ofCount: Self.listsAtOnce) {
      let lists = Array(lists)
      let costs = try costs(of: lists.map(\.list), &scorer)
      do {
        for (perturbed, row) in zip(lists, costs) {
          let interpolated = try secondPass.interpolation.costs(
            of: perturbed.list, secondPass: row)
          selected.append(
            Selection.index(
              in: perturbed.list, costs: interpolated, ranks: perturbed.correspondence))
        }
      } catch {
        throw .rescoring(error)
      }
    }
    return selected
  }

  /// How many lists are in memory at a time: more than any batch takes.
  private static let listsAtOnce = 8_192

  private var propertyCheck: PropertyCheck {
    PropertyCheck(
      secondPass: secondPass, counterexamples: configuration.counterexamples,
      threads: threads)
  }

  private func check(_ cases: PropertyCases, _ key: String) throws(RunError) -> PropertyFinding {
    let known = merged?.row(
      key, count: cases.cases.count, as: StoredOutcome.self, part: PropertyCheck.chunk(of:))
    do {
      return try propertyCheck.finding(
        cases, outcomes: known?.map(\.outcome), in: examination.prepared)
    } catch {
      throw .rescoring(error)
    }
  }

  /// Judges a shard's part of the cases; which failures are shrunk is decided when shards are merged.
  private func examine(
    _ cases: PropertyCases, _ journal: borrowing RunJournal, _ key: String
  ) throws(RunError) {
    let isOwn = cases.cases.indices.map { self.isOwn(PropertyCheck.chunk(of: $0)) }
    if let known = journal.value(key, as: [StoredOutcome?].self),
      known.map({ $0 != nil }) == isOwn
    {
      return
    }
    let outcomes: [PropertyOutcome?]
    do {
      outcomes = try propertyCheck.outcomes(of: cases, chunks: self.isOwn)
    } catch {
      throw .rescoring(error)
    }
    try journal.keep(outcomes.map { $0.map(StoredOutcome.init) }, under: key)
  }
}
