import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import Transcripts

/// The lists that conformance is tried on.
enum ConformanceLists {
  static let all: [NBestList] = [
    list(["tell her we're over there by the weir", "tell her were over their by the we're"]),
    list(["hello"]),
    list(["", "a"]),
    list(["the naïve façade", "the nave facade", "das Mädchen", "日本語 の 文"]),
    list([
      String(repeating: "over and over again ", count: 60) + "then stop", "stop", "over stop",
    ]),
    list(["same", "same", "other"]),
  ]

  /// The same lists, for a model that looks at previous utterances after others; the first is the first of its
  /// recording, and the last stands nowhere.
  static func all(for model: any RescoringModel) -> [NBestList] {
    guard let count = model.previousUtterances else { return all }
    return all.enumerated().map { place, list in
      let previous = all[..<place].suffix(count).map { $0[0].text }
      return place == all.count - 1
        ? list
        : list.standing(in: ListContext(id: "list \(place)", place: place, previous: previous))
    }
  }

  /// Several draws of each list.
  static func cases(
    of property: any RobustnessProperty, from lists: [NBestList] = all
  ) -> [RobustnessCase] {
    lists.enumerated().flatMap { index, list in
      (0..<3).compactMap { draw in
        var source = ChoiceSource.random(seed: Seed(1).derived(index).derived(draw).value)
        let item = RobustnessCase(
          clean: list, perturbed: property.perturbation.perturb(list, source: &source))
        return property.examines(item) ? item : nil
      }
    }
  }

  private static func list(_ texts: [String]) -> NBestList {
    NBestList(
      texts.enumerated().map { rank, text in
        Hypothesis(text: text, costs: FirstPassCosts(total: 10 + Double(rank)))
      })
  }
}
