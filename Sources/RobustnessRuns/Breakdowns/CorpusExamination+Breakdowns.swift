import Perturbations
import Rescoring
import Robustness
import Transcripts

/// What one model saw and chose under one condition.
private struct JudgedLists {
  let lists: PerturbedLists
  /// Errors of the selection from each list.
  let errors: Choices
}

extension CorpusExamination {
  /// Word pairs of a breakdown that are kept.
  private static let pairLimit = 20

  /// Breaks the corpus down under the middle strength of each perturbation and scope.
  ///
  /// - Parameters:
  ///   - findings: of all models, the first pass's first.
  ///   - ownErrors: of each model on its own lists, if it has any.
  ///   - clean: errors of each model's choice from each clean list.
  func breakdowns(
    of findings: [ModelFindings], models: [ModelRecord], errors: ListErrors,
    ownErrors: [ListErrors?], clean: [[Int]]
  ) -> [BreakdownRecord] {
    let criteria = criteria
    return PerturbationCondition.middles(of: planned).flatMap { condition in
      let judged = findings.indices.map { model -> [JudgedLists] in
        guard condition.scope == .selected else {
          return judgedLists(findings[model].selections, errors, under: condition)
        }
        guard let own = findings[model].own, let errors = ownErrors[model] else { return [] }
        return own.examination.judgedLists(own.selections, errors, under: condition)
      }
      return criteria.map {
        breakdown(by: $0, under: condition, judged, models: models, clean: clean)
      }
    }
  }

  private var criteria: [ListParts] {
    [.wordPairs] + replacementParts + [.referenceLengths(in: prepared)]
      + (configuration.breakdownFields ?? []).map { .field($0, fieldParts[$0]) }
  }

  /// The judged lists, draw by draw.
  private func judgedLists(
    _ selections: [Choices], _ errors: ListErrors, under condition: PerturbationCondition
  ) -> [JudgedLists] {
    variants.indices.filter { variants[$0].condition == condition }.map { variant in
      JudgedLists(
        lists: variants[variant].lists,
        errors: Choices(
          prepared.utterances.indices.lazy.map {
            errors.edits(of: $0, in: variant, .asHeard)[selections[variant][$0]]
          }))
    }
  }

  private func breakdown(
    by criterion: ListParts, under condition: PerturbationCondition, _ judged: [[JudgedLists]],
    models: [ModelRecord], clean: [[Int]]
  ) -> BreakdownRecord {
    if let reason = criterion.reason {
      return BreakdownRecord(
        by: criterion.by, field: criterion.field, condition: condition, parts: [],
        reason: reason)
    }
    // By model, and of all parts together.
    var wholes = judged.map { _ in BreakdownTally() }
    let tallies = judged.indices.map { model in
      var parts: [ListParts.Part: BreakdownTally] = [:]
      for utterance in prepared.utterances.indices {
        for draw in judged[model] {
          for part in criterion.parts(utterance, draw.lists[utterance]) {
            func add(to tally: inout BreakdownTally) {
              tally.add(
                utterance, unit: resampling.unit(of: utterance),
                words: prepared.referenceWords(of: utterance), errors: draw.errors[utterance],
                cleanErrors: clean[model][utterance])
            }
            add(to: &parts[part, default: BreakdownTally()])
            add(to: &wholes[model])
          }
        }
      }
      return parts
    }
    let isPairs = criterion.by == .wordPair
    let parts = isPairs ? mostHarmful(tallies, models) : inOrder(tallies)
    let names = models.map(\.identity.name)
    let records = parts.prefix(isPairs ? Self.pairLimit : .max).map { part in
      BreakdownRecord.Part(
        name: part.name,
        models: tallies.indices.compactMap { model in
          tallies[model][part]?.figures(of: names[model], isPairs ? nil : resampling)
        })
    }
    return BreakdownRecord(
      by: criterion.by, field: criterion.field, condition: condition, parts: Array(records),
      omitted: isPairs ? parts.count - records.count : nil,
      averages: isPairs ? averages(of: tallies, wholes, names) : nil,
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
    of tallies: [[ListParts.Part: BreakdownTally]], _ wholes: [BreakdownTally], _ names: [String]
  ) -> BreakdownRecord.Averages {
    var micro: [BreakdownRecord.Figures] = []
    var macro: [BreakdownRecord.Means] = []
    for ((name, parts), whole) in zip(zip(names, tallies), wholes) where !parts.isEmpty {
      let pairs = inOrder([parts]).map { parts[$0]! }
      micro.append(whole.figures(of: name, resampling))
      let figures = pairs.map { $0.figures(of: name, nil) }.filter { $0.referenceWords > 0 }
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
