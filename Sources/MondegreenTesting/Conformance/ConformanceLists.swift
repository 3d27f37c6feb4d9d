import Perturbations
import PropertyTesting
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

  /// Several draws of each list.
  static func cases(of property: any RobustnessProperty) -> [RobustnessCase] {
    all.enumerated().flatMap { index, list in
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
