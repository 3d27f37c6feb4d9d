import Perturbations
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
  let threads: Int

  private var corpus: String { examination.prepared.corpus.name }

  /// - Parameter step: told after each unit, with a label.
  func findings(
    _ journal: borrowing RunJournal, step: (String) throws(RunError) -> Void
  ) throws(RunError) -> ModelFindings {
    var scorer = BatchScorer(model: secondPass.model, threads: threads)
    let prefix = "\(corpus) · \(secondPass.name) · "
    func selections(
      from variants: some Sequence<CorpusExamination.Variant>, _ scorer: inout BatchScorer
    ) throws(RunError) -> [[Int]] {
      var selections: [[Int]] = []
      for variant in variants {
        let key = prefix + variant.label
        if let known = journal.value(key, as: [Int].self), fits(known, variant) {
          selections.append(known)
        } else {
          let selected = try select(from: variant, &scorer)
          try journal.keep(selected, under: key)
          selections.append(selected)
        }
        try step(key)
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
      discrimination = try verdicts(on: pairs, journal, key, &scorer)
      try step(key)
    }
    var properties: [PropertyFinding] = []
    for cases in examination.propertyCases {
      let key = prefix + cases.property.id
      if let known = journal.value(key, as: PropertyFinding.self), fits(known, cases) {
        properties.append(known)
      } else {
        let finding = try check(cases)
        try journal.keep(finding, under: key)
        properties.append(finding)
      }
      try step(key)
    }
    return ModelFindings(
      selections: shared, own: own, discrimination: discrimination, properties: properties,
      cutTexts: CutTexts(of: secondPass.model, in: examination.prepared))
  }

  /// Whether selections from a journal are such as the variant's lists allow.
  private func fits(_ selections: [Int], _ variant: CorpusExamination.Variant) -> Bool {
    selections.count == variant.lists.count
      && zip(selections, variant.lists).allSatisfy { $1.list.hypotheses.indices.contains($0) }
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
    if let known = journal.value(key, as: String.self) {
      let verdicts = known.utf8.compactMap { DiscriminationPairs.Verdict(rawValue: $0) }
      if verdicts.count == pairs.pairs.count { return verdicts }
    }
    let verdicts = pairs.verdicts(
      try costs(of: pairs.lists, &scorer), readPart: secondPass.model.readPart)
    try journal.keep(String(decoding: verdicts.map(\.rawValue), as: UTF8.self), under: key)
    return verdicts
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
    from variant: CorpusExamination.Variant, _ scorer: inout BatchScorer
  ) throws(RunError) -> [Int] {
    // What the first pass chose does not change with the costs that are recomputed for it.
    guard !isFirstPass else { return variant.lists.map(\.firstPassChoice) }
    let costs = try costs(of: variant.lists.map(\.list), &scorer)
    var selected: [Int] = []
    selected.reserveCapacity(costs.count)
    do {
      for (perturbed, row) in zip(variant.lists, costs) {
        let interpolated = try secondPass.interpolation.costs(of: perturbed.list, secondPass: row)
        selected.append(
          Selection.index(
            in: perturbed.list, costs: interpolated, ranks: perturbed.correspondence))
      }
    } catch {
      throw .rescoring(error)
    }
    return selected
  }

  private func check(_ cases: PropertyCases) throws(RunError) -> PropertyFinding {
    let check = PropertyCheck(
      secondPass: secondPass, counterexamples: configuration.counterexamples,
      threads: threads)
    do {
      return try check.finding(cases, in: examination.prepared)
    } catch {
      throw .rescoring(error)
    }
  }
}
