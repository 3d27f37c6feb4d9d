package import Perturbations
import Robustness
import RobustnessRuns

/// One utterance, model, condition and draw of which the model selects another text from the perturbed
/// list than the perturbed form of its clean choice; where that was removed, than the clean choice.
package struct MovedChoice: Hashable, Sendable {
  package let corpus: String
  package let utterance: String
  package let model: String
  package let condition: PerturbationCondition
  /// The number of the draw, counted from 1.
  package let draw: Int
  package let reference: String
  /// What is selected from the clean list.
  package let clean: String
  /// What is selected from the perturbed list.
  package let perturbed: String
  /// The clean choice in its perturbed form; nil where the perturbation removed it.
  package let staying: String?
  /// Word errors of `perturbed` less those of `staying`; nil without `staying`.
  package let addedErrors: Int?
  /// The lists that it chose from; nil where the selections do not hold them.
  package let lists: MovedLists?

  package init(
    corpus: String, utterance: String, model: String, condition: PerturbationCondition, draw: Int,
    reference: String, clean: String, perturbed: String, staying: String?, addedErrors: Int?,
    lists: MovedLists? = nil
  ) {
    self.corpus = corpus
    self.utterance = utterance
    self.model = model
    self.condition = condition
    self.draw = draw
    self.reference = reference
    self.clean = clean
    self.perturbed = perturbed
    self.staying = staying
    self.addedErrors = addedErrors
    self.lists = lists
  }
}

/// A clean list, and what a perturbation made of it.
package struct MovedLists: Hashable, Sendable {
  /// The clean texts in first-pass order.
  package let clean: [String]
  /// For each perturbed hypothesis, the rank, from 1, of the clean one that it is or stands for.
  package let ranks: [Int]
  package let perturbed: [String]

  package init(clean: [String], ranks: [Int], perturbed: [String]) {
    self.clean = clean
    self.ranks = ranks
    self.perturbed = perturbed
  }
}

extension MovedChoice {
  /// Every choice of a run that moved, as heard: by corpus, condition, draw, utterance and model.
  static func all(in selections: RunSelections) -> [MovedChoice] {
    selections.corpora.flatMap { corpus in
      guard let all = corpus.lists.inMemory else { return first(in: corpus.lists) }
      var clean: [String: ListSelections] = [:]
      for list in all where list.condition == nil { clean[list.utterance] = list }
      return all.flatMap { list -> [MovedChoice] in
        guard let before = clean[list.utterance] else { return [] }
        return moved(in: list, from: before)
      }
    }
  }

  /// The largest number of choices that can be browsed if the corpus is not in memory.
  private static let limit = 5_000

  /// The first choices that moved, evenly over the kinds of lists.
  private static func first(in lists: SelectedLists) -> [MovedChoice] {
    guard let utterances = lists.utterances, utterances > 0 else { return [] }
    let kinds = lists.count / utterances
    return (1..<max(1, kinds)).flatMap { kind in
      var found: [MovedChoice] = []
      for utterance in 0..<utterances where found.count < limit / kinds {
        found += moved(in: lists[kind * utterances + utterance], from: lists[utterance])
      }
      return found
    }
  }

  /// What the models selected from a list that differs from what they selected from the clean one.
  private static func moved(in list: ListSelections, from before: ListSelections) -> [MovedChoice] {
    guard let condition = list.condition, let draw = list.draw else { return [] }
    let hypotheses = list.hypotheses(from: before)
    let lists = hypotheses.map {
      MovedLists(
        clean: before.hypotheses ?? [], ranks: $0.map(\.rank), perturbed: $0.map(\.text))
    }
    return list.selections.compactMap { new in
      guard let old = before.selections.first(where: { $0.model == new.model }) else {
        return nil
      }
      let (kept, text) = (before.texts[old.text], list.texts[new.text])
      let staying = new.staying.map { list.texts[$0.text] }
      guard text != staying ?? kept else { return nil }
      return MovedChoice(
        corpus: list.corpus, utterance: list.utterance, model: new.model, condition: condition,
        draw: draw, reference: before.reference ?? "", clean: kept, perturbed: text,
        staying: staying, addedErrors: new.addedErrors(.asHeard), lists: lists)
    }
  }
}
