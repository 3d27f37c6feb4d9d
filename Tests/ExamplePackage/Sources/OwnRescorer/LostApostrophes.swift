import Perturbations
import PropertyTesting
import Transcripts

/// A perturbation of one's own: the recognizer writes "were" for "we're" and "its" for "it's".
///
/// Each apostrophe in scope is lost or kept; the simplest draw keeps all.
public struct LostApostrophes: Perturbation {
  public let scope: PerturbationScope

  public init(scope: PerturbationScope = .nBest) {
    self.scope = scope
  }

  public var id: String { "lost-apostrophes" }
  public var summary: String {
    switch scope {
    case .oneBest: "some words of the top hypothesis written without their apostrophes"
    case .nBest: "some words written without their apostrophes"
    case .selected: "some words of what the model selects written without their apostrophes"
    }
  }

  /// What fixtures keep of it. Raise the version when the same choices make other lists.
  public var recipe: PerturbationRecipe {
    .custom(CustomPerturbation(id: id, version: 1, parameters: ["scope": scope.rawValue]))
  }

  /// Its row in reports: one for each scope.
  public var condition: PerturbationCondition {
    PerturbationCondition(perturbation: id, scope: scope, strength: nil)
  }

  /// What the shrinker may put in a word's place, as well.
  public func alternatives(for phrase: String) -> [String] {
    let bare = phrase.filter { $0 != "'" }
    return bare == phrase || bare.isEmpty ? [] : [bare]
  }

  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    var replacements: [Replacement] = []
    let hypotheses = list.hypotheses.enumerated().map { index, hypothesis -> Hypothesis in
      guard index == 0 || scope == .nBest else { return hypothesis }
      var words = hypothesis.text.split(separator: " ").map(String.init)
      for place in words.indices {
        guard let bare = alternatives(for: words[place]).first, source.boolean() else { continue }
        replacements.append(
          Replacement(
            hypothesis: index, position: place, original: words[place], replacement: bare))
        words[place] = bare
      }
      return Hypothesis(text: words.joined(separator: " "), costs: hypothesis.costs)
    }
    return PerturbedList(NBestList(hypotheses), replacements: replacements)
  }
}
