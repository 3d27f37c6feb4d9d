import Artifacts
import Perturbations
import Robustness
import Transcripts

/// What all models did with the lists of one kind: the clean ones or a condition's draws.
///
/// All of it is counted in one pass, so that lists that are made anew whenever they are looked at are made once.
struct ConditionTally: Sendable {
  /// The condition; nil for the clean lists.
  let condition: PerturbationCondition?
  let draws: Int
  private var tallies: [Counting: ChoiceTally]
  /// By model, the number of lists in which the clean choice was kept.
  private(set) var kept: [Int]

  /// - Parameters:
  ///   - condition: nil for the clean lists, where both countings are the same.
  ///   - selections: by model and variant, the index selected from each list.
  ///   - errors: on the examination's lists.
  init(
    _ condition: PerturbationCondition?, of examination: CorpusExamination,
    _ selections: [[Choices]], errors: ListErrors
  ) {
    let prepared = examination.prepared
    let variants = examination.variants.indices.filter {
      examination.variants[$0].condition == condition
    }
    let empty = ChoiceTally(
      units: examination.resampling.units, models: selections.count, countsMoves: condition != nil)
    let countings: [Counting] = condition == nil ? [.asHeard] : Counting.allCases
    self.condition = condition
    draws = variants.count
    tallies = Dictionary(uniqueKeysWithValues: countings.map { ($0, empty) })
    kept = selections.map { _ in 0 }
    for utterance in prepared.utterances.indices {
      let clean = prepared.utterances[utterance].nBest
      let reference = prepared.reference(of: utterance)
      let drawn = variants.map { variant in
        (
          variant: variant, list: examination.variants[variant].lists[utterance],
          choices: selections.map { (here: $0[variant][utterance], clean: $0[0][utterance]) }
        )
      }
      for counting in countings {
        let lists = drawn.map { variant, list, choices in
          ChoiceTally.JudgedList(
            list: list,
            texts: counting == .asHeard
              ? list.list.texts : list.correspondence.map { clean[$0].text },
            edits: errors.edits(of: utterance, in: variant, list, counting), choices: choices)
        }
        tallies[counting]!.add(
          lists, clean: clean, reference: reference,
          words: prepared.referenceWords(of: utterance),
          unit: examination.resampling.unit(of: utterance))
      }
      for (_, list, choices) in drawn {
        for (model, choice) in choices.enumerated()
        where list.correspondence[choice.here] == choice.clean {
          kept[model] += 1
        }
      }
    }
    for counting in countings { tallies[counting]!.finish(examination.resampling) }
  }

  /// The choices counted one way.
  ///
  /// - Precondition: as heard, for the clean lists.
  subscript(counting: Counting) -> ChoiceTally { tallies[counting]! }
}

extension CorpusExamination {
  /// The clean lists' tally and those of all conditions whose lists are in ``variants``, in their order.
  ///
  /// - Parameters:
  ///   - selections: by model and variant, the index selected from each list.
  ///   - errors: on these lists.
  func tallies(
    _ selections: [[Choices]], errors: ListErrors, threads: Int
  ) -> (clean: ConditionTally, perturbed: [ConditionTally]) {
    let tallies = ConcurrentMap.map([nil] + conditions.map(Optional.some), threads: threads) {
      ConditionTally($0, of: self, selections, errors: errors)
    }
    return (tallies[0], Array(tallies.dropFirst()))
  }
}
