import Perturbations
import Rescoring
import Robustness
import Transcripts

/// What one model chose on one corpus, before it becomes figures.
struct ModelFindings {
  /// For each variant the index that was selected from each list.
  let selections: [[Int]]
  let discrimination: [DiscriminationPairs.Verdict]?
  let properties: [PropertyFinding]
}

extension CorpusExamination {
  /// Turns every model's findings into figures; `findings` begin with the first pass's.
  func results(_ findings: [ModelFindings], models: [ModelRecord]) -> [ModelResult] {
    let words = prepared.utterances.indices.map { prepared.referenceWords(of: $0) }
    let figures = ErrorFigures(bootstrap: bootstrap, words: words)
    let clean = findings.map { finding in
      finding.selections[0].enumerated().map { utterance, chosen in
        prepared.errors(of: prepared.utterances[utterance].nBest[chosen].text, in: utterance)
      }
    }
    let edits = clean.map { $0.map(\.edits) }
    let baseline = models.firstIndex { $0.role == .baseline }
    return models.indices.map { model in
      let finding = findings[model]
      let role = models[model].role
      let cleanResult = CleanResult(
        errors: clean[model].reduce(.zero, +), wer: figures.wer(bootstrap.sums(of: edits[model])),
        changedSelections: finding.selections[0].count { $0 != 0 },
        againstFirstPass: role == .firstPass
          ? nil : figures.comparison(own: edits[model], other: edits[0]),
        againstBaseline: role != .examined
          ? nil : baseline.map { figures.comparison(own: edits[model], other: edits[$0]) })
      return ModelResult(
        model: models[model].identity.name, clean: cleanResult,
        perturbed: conditions.flatMap { condition in
          perturbed(finding, under: condition, clean: edits[model], figures)
        },
        discrimination: finding.discrimination.flatMap {
          pairs?.result($0, bootstrap: bootstrap)
        },
        spellings: finding.discrimination.flatMap {
          pairs?.result($0, ofSpellingVariants: true, bootstrap: bootstrap)
        },
        properties: finding.properties.map(\.result))
    }
  }

  /// Both countings of a condition, over all its draws.
  private func perturbed(
    _ finding: ModelFindings, under condition: PerturbationCondition, clean: [Int],
    _ figures: ErrorFigures
  ) -> [PerturbedResult] {
    let count = prepared.utterances.count
    var (kept, draws) = (0, 0)
    var totals: [Counting: WordErrorRate] = [:]
    var edits: [Counting: [Int]] = [:]
    for counting in Counting.allCases {
      totals[counting] = .zero
      edits[counting] = [Int](repeating: 0, count: count)
    }
    for (index, variant) in variants.enumerated() where variant.condition == condition {
      draws += 1
      for utterance in 0..<count {
        let chosen = finding.selections[index][utterance]
        let perturbed = variant.lists[utterance]
        let rank = perturbed.correspondence[chosen]
        if rank == finding.selections[0][utterance] { kept += 1 }
        let texts: [Counting: String] = [
          .asHeard: perturbed.list[chosen].text,
          .asChosen: prepared.utterances[utterance].nBest[rank].text,
        ]
        for counting in Counting.allCases {
          let errors = prepared.errors(of: texts[counting]!, in: utterance)
          totals[counting]! += errors
          edits[counting]![utterance] += errors.edits
        }
      }
    }
    let cleanSums = bootstrap.sums(of: clean)
    return Counting.allCases.map { counting in
      let sums = bootstrap.sums(of: edits[counting]!)
      return PerturbedResult(
        condition: condition, counting: counting, errors: totals[counting]!,
        wer: figures.wer(sums, draws: draws),
        nprr: figures.degradation(clean: cleanSums, perturbed: sums, draws: draws),
        keptSelections: Double(kept) / Double(count * draws))
    }
  }
}
