import ArtifactFiles
import PropertyTesting
import Rescoring
import Transcripts

/// Takes one model through one corpus, unit by unit, each kept in the journal.
struct ModelExaminer {
  let secondPass: SecondPass
  let examination: CorpusExamination
  let lexicon: Digest
  let configuration: RunConfiguration
  let threads: Int

  private var corpus: String { examination.prepared.corpus.name }
  private var isFirstPass: Bool { secondPass.model is FirstPassModel }

  /// - Parameter step: told after each unit, with a label.
  func findings(
    _ journal: borrowing RunJournal, step: (String) throws(RobustnessError) -> Void
  ) throws(RobustnessError) -> ModelFindings {
    var scorer = BatchScorer(model: secondPass.model, threads: threads)
    let prefix = "\(corpus) · \(secondPass.name) · "
    var selections: [[Int]] = []
    for variant in examination.variants {
      let key = prefix + variant.label
      if let known = journal.value(key, as: [Int].self) {
        selections.append(known)
      } else {
        let selected = try select(from: variant, &scorer)
        try journal.keep(selected, under: key)
        selections.append(selected)
      }
      try step(key)
    }
    guard !isFirstPass else {
      return ModelFindings(selections: selections, discrimination: nil, properties: [])
    }
    let key = prefix + "homophone discrimination"
    let verdicts: [DiscriminationPairs.Verdict]
    if let known = journal.value(key, as: String.self) {
      verdicts = known.utf8.compactMap { DiscriminationPairs.Verdict(rawValue: $0) }
    } else {
      verdicts = examination.pairs.verdicts(try costs(of: examination.pairs.lists, &scorer))
      try journal.keep(String(decoding: verdicts.map(\.rawValue), as: UTF8.self), under: key)
    }
    try step(key)
    var properties: [PropertyFinding] = []
    for cases in examination.propertyCases {
      let key = prefix + cases.property.id
      if let known = journal.value(key, as: PropertyFinding.self) {
        properties.append(known)
      } else {
        let finding = try check(cases)
        try journal.keep(finding, under: key)
        properties.append(finding)
      }
      try step(key)
    }
    return ModelFindings(
      selections: selections, discrimination: verdicts, properties: properties)
  }

  private func costs(
    of lists: [NBestList], _ scorer: inout BatchScorer
  ) throws(RobustnessError) -> [[Double]] {
    do {
      return try scorer.costs(for: lists)
    } catch {
      throw .rescoring(error)
    }
  }

  private func select(
    from variant: CorpusExamination.Variant, _ scorer: inout BatchScorer
  ) throws(RobustnessError) -> [Int] {
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

  /// Judges a property's cases in chunks, then shrinks the worst failures.
  private func check(
    _ cases: CorpusExamination.PropertyCases
  ) throws(RobustnessError) -> PropertyFinding {
    do {
      let outcomes = try judge(cases)
      let failing = outcomes.indices.filter { outcomes[$0].isFailure }
      let worst = failing.sorted {
        (outcomes[$0].margin, $0) < (outcomes[$1].margin, $1)
      }
      let shrinker = CounterexampleShrinker(
        property: cases.property, secondPass: secondPass, lexicon: lexicon)
      var counterexamples: [Counterexample] = []
      for index in worst {
        guard counterexamples.count < configuration.counterexamples else { break }
        let utterance = examination.prepared.utterances[cases.utterances[index]]
        let found = try shrinker.counterexample(
          from: cases.cases[index], perturbationChoices: cases.choices[index],
          origin: CounterexampleOrigin(
            corpus: corpus, utterance: utterance.id, reference: utterance.reference))
        if let found, !counterexamples.contains(where: { $0.id == found.id }) {
          counterexamples.append(found)
        }
      }
      return PropertyFinding(
        property: cases.property.id, cases: cases.cases.count, failures: failing.count,
        worstMargin: outcomes.map(\.margin).filter(\.isFinite).min(),
        counterexamples: counterexamples)
    } catch {
      throw .rescoring(error)
    }
  }

  private func judge(
    _ cases: CorpusExamination.PropertyCases
  ) throws(RescoringError) -> [PropertyOutcome] {
    let size = 16
    let chunks = stride(from: 0, to: cases.cases.count, by: size).map { start in
      start..<min(start + size, cases.cases.count)
    }
    let secondPass = secondPass
    let judged = ConcurrentMap.map(chunks, threads: threads) {
      range -> Result<[PropertyOutcome], RescoringError> in
      do throws(RescoringError) {
        return .success(try cases.property.judge(Array(cases.cases[range]), of: secondPass))
      } catch {
        return .failure(error)
      }
    }
    var outcomes: [PropertyOutcome] = []
    for chunk in judged { outcomes += try chunk.get() }
    return outcomes
  }
}
