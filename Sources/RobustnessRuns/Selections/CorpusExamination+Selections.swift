import Algorithms
import Perturbations
import Rescoring
import Robustness
import Transcripts

extension CorpusExamination {
  /// What was selected from all lists.
  ///
  /// - Parameters:
  ///   - findings: in the order of the models, the first pass first.
  ///   - ownErrors: of each model on its own lists, if it has any.
  func selections(
    _ findings: [ModelFindings], models: [ModelRecord], errors: ListErrors,
    ownErrors: [ListErrors?], threads: Int
  ) -> CorpusSelections {
    let names = models.map(\.identity.name)
    typealias Kind = @Sendable (_ utterance: Int) -> ListSelections
    let kinds = variants.indices.map { variant -> Kind in
      { selections(from: $0, in: variant, findings, names: names, errors) }
    }
    let ownKinds = models.indices.flatMap { model -> [Kind] in
      guard let own = findings[model].own, let errors = ownErrors[model] else { return [] }
      let finding = ModelFindings(
        selections: own.selections, own: nil, discrimination: nil, properties: [],
        cutTexts: nil)
      return own.examination.variants.indices.dropFirst().map { variant in
        {
          own.examination.selections(
            from: $0, in: variant, [finding], names: [names[model]], errors)
        }
      }
    }
    let all = kinds + ownKinds
    return CorpusSelections(
      corpus: prepared.corpus.name,
      lists: SelectedLists(
        kinds: all.count, utterances: prepared.utterances.count,
        isHeld: prepared.utterances.areInMemory, threads: threads
      ) { kind, utterance in all[kind](utterance) },
      discrimination: zip(models, findings).flatMap { model, finding in
        finding.discrimination.map { pairOutcomes($0, model: model.identity.name) } ?? []
      },
      properties: zip(models, findings).flatMap { model, finding in
        finding.properties.map {
          PropertyOutcomes(
            corpus: prepared.corpus.name, model: model.identity.name, property: $0.property,
            cases: $0.cases, failures: $0.failures)
        }
      })
  }

  private func selections(
    from utterance: Int, in variant: Int, _ findings: [ModelFindings], names: [String],
    _ errors: ListErrors
  ) -> ListSelections {
    let perturbed = variants[variant].lists[utterance]
    let isClean = variants[variant].condition == nil
    let clean = prepared.utterances[utterance]
    let edits = Counted { errors.edits(of: utterance, in: variant, perturbed, $0) }
    let baselines = Counted { counting in
      BaselineErrors(
        texts: counting == .asHeard
          ? perturbed.list.texts : perturbed.correspondence.map { clean.nBest[$0].text },
        edits: edits[counting])
    }
    var texts: [String] = []
    func place(of text: String) -> Int {
      if let known = texts.firstIndex(of: text) { return known }
      texts.append(text)
      return texts.count - 1
    }
    let selections = zip(names, findings).map { name, finding in
      let selected = finding.selections[variant][utterance]
      let cleanChoice = finding.selections[0][utterance]
      let text = perturbed.list[selected].text
      let counts = prepared.errors(of: text, in: utterance)
      let staying =
        isClean
        ? nil
        : ChoiceMove.staying(
          from: cleanChoice, cleanText: clean.nBest[cleanChoice].text, in: perturbed)
      return ModelSelection(
        model: name, rank: perturbed.correspondence[selected] + 1, text: place(of: text),
        edits: [counts.substitutions, counts.deletions, counts.insertions],
        chosenErrors: edits.asChosen[selected],
        staying: staying.map { index in
          ModelSelection.Staying(
            text: place(of: perturbed.list[index].text), errors: Counted { edits[$0][index] })
        })
    }
    return ListSelections(
      corpus: prepared.corpus.name, utterance: clean.id, condition: variants[variant].condition,
      draw: isClean ? nil : variants[variant].draw + 1,
      reference: isClean ? clean.reference : nil,
      cluster: isClean ? cluster.flatMap { prepared.corpus.utterances[utterance].field($0) } : nil,
      referenceWords: prepared.referenceWords(of: utterance),
      hypothesisErrors: isClean ? edits.asHeard : nil,
      hypotheses: isClean ? clean.nBest.texts : nil,
      hypothesisRanks: isClean || perturbed.correspondence == Array(0..<clean.nBest.count)
        ? nil : perturbed.correspondence.map { $0 + 1 },
      changed: isClean ? nil : changed(perturbed, from: clean.nBest),
      oracle: Counted { baselines[$0].oracle }, randomPick: Counted { baselines[$0].randomPick },
      firstPass: selected == nil ? nil : Counted { edits[$0][perturbed.firstPassChoice] },
      replaced: perturbed.replacements.isEmpty
        ? nil
        : perturbed.leadingReplacements.map {
          ReplacedPhrase(spoken: $0.original, written: $0.replacement)
        }, parts: isClean ? fieldParts(of: utterance) : nil,
      replacedParts: isClean ? nil : replacedParts(of: utterance, perturbed),
      texts: texts, selections: selections)
  }

  /// The changed texts; nil if no text changed.
  private func changed(
    _ perturbed: PerturbedList, from clean: NBestList
  ) -> [ChangedHypothesis]? {
    let changed = perturbed.list.hypotheses.indices.compactMap { index -> ChangedHypothesis? in
      let text = perturbed.list[index].text
      // By code points: a change of form is a change to whoever reads it.
      return text.utf8.elementsEqual(clean[perturbed.correspondence[index]].text.utf8)
        ? nil : ChangedHypothesis(place: index + 1, text: text)
    }
    return changed.isEmpty ? nil : changed
  }

  /// Nil where no field is asked for.
  private func fieldParts(of utterance: Int) -> [String: String]? {
    let parts = fieldParts.mapValues { $0[utterance].name }
    return parts.isEmpty ? nil : parts
  }

  /// The replaced parts by criterion; nil if there are none.
  private func replacedParts(
    of utterance: Int, _ perturbed: PerturbedList
  ) -> [String: String]? {
    var parts: [String: String] = [:]
    for criterion in replacementParts {
      parts[criterion.by.rawValue] = criterion.parts(utterance, perturbed).first?.name
    }
    return parts.isEmpty ? nil : parts
  }

  /// Counts pairs utterance by utterance, leaving out those that have none.
  private func pairOutcomes(
    _ verdicts: [DiscriminationPairs.Verdict], model: String
  ) -> [PairOutcomes] {
    guard let pairs else { return [] }
    let judged = Array(zip(pairs.pairs, verdicts))
    return judged.chunked { $0.0.utterance == $1.0.utterance }.map { chunk in
      func counts(_ isSpelling: Bool) -> PairOutcomes.Counts {
        let mine = chunk.filter { $0.0.isSpellingVariant == isSpelling && $0.1 != .unread }
        return PairOutcomes.Counts(
          pairs: mine.count, preferred: mine.count { $0.1 == .preferred },
          ties: mine.count { $0.1 == .tie })
      }
      return PairOutcomes(
        corpus: prepared.corpus.name, utterance: prepared.utterances[chunk.first!.0.utterance].id,
        model: model, homophones: counts(false), spellings: counts(true))
    }
  }
}
