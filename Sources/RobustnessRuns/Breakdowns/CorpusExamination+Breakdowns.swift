import Artifacts
import Perturbations
import Rescoring
import Robustness
import Transcripts

/// The lists of one condition, and what the models that saw them chose.
private struct JudgedLists {
  /// The examination that the lists are of, and which of its variants they are: a draw each.
  let examination: CorpusExamination
  let variants: [Int]
  let errors: ListErrors
  /// The places of the models, and by variant what each selected from each list.
  let models: [(place: Int, selections: [Choices])]
}

/// What became of each part of a breakdown, by model, and of all parts together.
private struct PartTallies {
  let criterion: ListParts
  var parts: [[ListParts.Part: BreakdownTally]]
  var wholes: [BreakdownTally]

  /// Pairs of words are many: their figures have no intervals.
  var isPairs: Bool { criterion.by == .wordPair }

  init(_ criterion: ListParts, models: Int) {
    self.criterion = criterion
    parts = Array(repeating: [:], count: models)
    wholes = Array(repeating: BreakdownTally(isResampled: true), count: models)
  }
}

extension CorpusExamination {
  /// Word pairs of a breakdown that are kept.
  private static let pairLimit = 20

  /// Breaks the corpus down under the middle strength of each perturbation and scope.
  ///
  /// - Parameters:
  ///   - findings: of all models, the first pass's first.
  ///   - ownErrors: of each model on its own lists, if it has any.
  func breakdowns(
    of findings: [ModelFindings], models: [ModelRecord], errors: ListErrors,
    ownErrors: [ListErrors?], threads: Int
  ) -> [BreakdownRecord] {
    let criteria = criteria
    return ConcurrentMap.map(PerturbationCondition.middles(of: planned), threads: threads) {
      condition in
      let judged = judgedLists(of: findings, errors, ownErrors, under: condition)
      return tallies(by: criteria, judged, models: models.count)
        .map { breakdown($0, under: condition, models: models) }
    }.flatMap(\.self)
  }

  private var criteria: [ListParts] {
    [.wordPairs] + replacementParts + [.referenceLengths(in: prepared)]
      + (configuration.breakdownFields ?? []).map { .field($0, fieldParts[$0]) }
  }

  /// The lists of a condition: one for all models, or one for each where what it selects is perturbed.
  private func judgedLists(
    of findings: [ModelFindings], _ errors: ListErrors, _ ownErrors: [ListErrors?],
    under condition: PerturbationCondition
  ) -> [JudgedLists] {
    func lists(
      _ examination: CorpusExamination, _ errors: ListErrors,
      _ models: [(place: Int, selections: [Choices])]
    ) -> JudgedLists {
      JudgedLists(
        examination: examination,
        variants: examination.variants.indices.filter {
          examination.variants[$0].condition == condition
        }, errors: errors, models: models)
    }
    guard condition.scope == .selected else {
      return [lists(self, errors, findings.enumerated().map { ($0, $1.selections) })]
    }
    return findings.indices.compactMap { model in
      guard let own = findings[model].own, let errors = ownErrors[model] else { return nil }
      return lists(own.examination, errors, [(model, own.selections)])
    }
  }

  /// Goes through the lists once for all criteria and models, since lists may be made anew each time.
  private func tallies(
    by criteria: [ListParts], _ judged: [JudgedLists], models: Int
  ) -> [PartTallies] {
    var tallies = criteria.map { PartTallies($0, models: models) }
    for lists in judged {
      for utterance in prepared.utterances.indices {
        let unit = resampling.unit(of: utterance)
        let words = prepared.referenceWords(of: utterance)
        let clean = lists.errors.cleanEdits(of: utterance)
        for variant in lists.variants {
          let list = lists.examination.variants[variant].lists[utterance]
          let edits = lists.errors.edits(of: utterance, in: variant, list, .asHeard)
          for place in tallies.indices {
            let isPairs = tallies[place].isPairs
            for part in tallies[place].criterion.parts(utterance, list) {
              for (model, selections) in lists.models {
                func add(to tally: inout BreakdownTally) {
                  tally.add(
                    utterance, unit: unit, words: words,
                    errors: edits[selections[variant][utterance]],
                    cleanErrors: clean[selections[0][utterance]])
                }
                add(
                  to: &tallies[place].parts[model][
                    part, default: BreakdownTally(isResampled: !isPairs)])
                add(to: &tallies[place].wholes[model])
              }
            }
          }
        }
      }
    }
    return tallies
  }

  private func breakdown(
    _ tallies: PartTallies, under condition: PerturbationCondition, models: [ModelRecord]
  ) -> BreakdownRecord {
    let criterion = tallies.criterion
    if let reason = criterion.reason {
      return BreakdownRecord(
        by: criterion.by, field: criterion.field, condition: condition, parts: [],
        reason: reason)
    }
    let isPairs = tallies.isPairs
    let parts = isPairs ? mostHarmful(tallies.parts, models) : inOrder(tallies.parts)
    let names = models.map(\.identity.name)
    let records = parts.prefix(isPairs ? Self.pairLimit : .max).map { part in
      BreakdownRecord.Part(
        name: part.name,
        models: tallies.parts.indices.compactMap { model in
          tallies.parts[model][part]?.figures(of: names[model], resampling)
        })
    }
    return BreakdownRecord(
      by: criterion.by, field: criterion.field, condition: condition,
      parts: Array(records), omitted: isPairs ? parts.count - records.count : nil,
      averages: isPairs ? averages(of: tallies, names) : nil,
      reason: records.isEmpty ? "nothing was replaced" : nil)
  }

  private func inOrder(_ tallies: [[ListParts.Part: BreakdownTally]]) -> [ListParts.Part] {
    Set(tallies.flatMap(\.keys)).sorted { ($0.place, $0.name) < ($1.place, $1.name) }
  }

  /// The parts with most errors added over all rescorers, ties by the number of lists.
  private func mostHarmful(
    _ tallies: [[ListParts.Part: BreakdownTally]], _ models: [ModelRecord]
  ) -> [ListParts.Part] {
    let rescorers = tallies.indices.filter { models[$0].role != .firstPass }
    let known = inOrder(tallies).map { part in
      (
        part: part, added: rescorers.reduce(0) { $0 + (tallies[$1][part]?.addedErrors ?? 0) },
        lists: rescorers.reduce(0) { $0 + (tallies[$1][part]?.lists ?? 0) }
      )
    }
    return known.enumerated().sorted {
      (-$0.element.added, -$0.element.lists, $0.offset)
        < (-$1.element.added, -$1.element.lists, $1.offset)
    }.map(\.element.part)
  }

  private func averages(
    of tallies: PartTallies, _ names: [String]
  ) -> BreakdownRecord.Averages {
    var micro: [BreakdownRecord.Figures] = []
    var macro: [BreakdownRecord.Means] = []
    for ((name, parts), whole) in zip(zip(names, tallies.parts), tallies.wholes)
    where !parts.isEmpty {
      let pairs = inOrder([parts]).map { parts[$0]! }
      micro.append(whole.figures(of: name, resampling))
      let figures = pairs.map { $0.figures(of: name, resampling) }.filter { $0.referenceWords > 0 }
      guard !figures.isEmpty else { continue }
      func mean(_ ratio: (BreakdownRecord.Figures) -> Double?) -> Double {
        figures.reduce(0) { $0 + (ratio($1) ?? 0) } / Double(figures.count)
      }
      macro.append(
        BreakdownRecord.Means(
          model: name, pairs: figures.count, wer: mean(\.werValue), cleanWER: mean(\.cleanWER),
          addedErrors: mean(\.addedValue)))
    }
    return BreakdownRecord.Averages(micro: micro, macro: macro)
  }
}
