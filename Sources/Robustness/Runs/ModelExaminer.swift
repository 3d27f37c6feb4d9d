import ArtifactFiles
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

  private func check(_ cases: PropertyCases) throws(RobustnessError) -> PropertyFinding {
    let check = PropertyCheck(
      secondPass: secondPass, lexicon: lexicon, counterexamples: configuration.counterexamples,
      threads: threads)
    do {
      return try check.finding(cases, in: examination.prepared)
    } catch {
      throw .rescoring(error)
    }
  }
}
