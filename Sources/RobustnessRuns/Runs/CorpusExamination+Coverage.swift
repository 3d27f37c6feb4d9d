import Artifacts
import Perturbations
import Transcripts

extension CorpusExamination {
  /// How much each condition changed.
  ///
  /// - Parameter models: the examinations of the models' own lists.
  func coverage(with models: [CorpusExamination], threads: Int) -> [CoverageRecord] {
    ConcurrentMap.map(planned, threads: threads) { condition in
      let examinations = conditions.contains(condition) ? [self] : models
      let parts = examinations.map { $0.coverage(of: condition) }
      let none = CoverageRecord(
        condition: condition, lists: 0, changedLists: 0, hypotheses: 0, replacedWords: 0, words: 0)
      return parts.first.map { parts.dropFirst().reduce($0, +) } ?? none
    }
  }

  private func coverage(of condition: PerturbationCondition) -> CoverageRecord {
    let variants = variants.filter { $0.condition == condition }
    let perturbation = perturbations.first { $0.condition == condition }
    var (changed, hypotheses, replaced, words, merged) = (0, 0, 0, 0, 0)
    var changeable: Int? = 0
    for variant in variants {
      for (place, perturbed) in variant.lists.enumerated() {
        let clean = prepared.utterances[place].nBest
        let scope =
          switch condition.scope {
          case .oneBest: 0..<1
          case .nBest: clean.hypotheses.indices
          case .selected: (selected?[place] ?? 0)..<((selected?[place] ?? 0) + 1)
          }
        // Lists compare by canonical equivalence; a change of code points is a replacement.
        if !perturbed.replacements.isEmpty || perturbed.list != clean { changed += 1 }
        hypotheses += scope.count
        replaced += perturbed.replacements.count
        merged += perturbed.newlyEqual(in: clean).count
        for index in scope {
          words += clean.words(of: index).count
          changeable = changeable.flatMap { sum in
            perturbation?.changeableWords(in: clean[index].text).map { sum + $0 }
          }
        }
      }
    }
    return CoverageRecord(
      condition: condition, lists: variants.count * prepared.utterances.count,
      changedLists: changed, hypotheses: hypotheses, replacedWords: replaced, words: words,
      changeableWords: changeable, mergedTexts: merged)
  }
}

extension CoverageRecord {
  /// The sum of two coverages of the same condition.
  fileprivate static func + (left: Self, right: Self) -> Self {
    CoverageRecord(
      condition: left.condition, lists: left.lists + right.lists,
      changedLists: left.changedLists + right.changedLists,
      hypotheses: left.hypotheses + right.hypotheses,
      replacedWords: left.replacedWords + right.replacedWords, words: left.words + right.words,
      changeableWords: sum(left.changeableWords, right.changeableWords),
      mergedTexts: sum(left.mergedTexts, right.mergedTexts))
  }

  private static func sum(_ left: Int?, _ right: Int?) -> Int? {
    left.flatMap { left in right.map { left + $0 } }
  }
}
