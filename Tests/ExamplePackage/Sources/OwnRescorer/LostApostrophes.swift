import PropertyTesting
import Robustness
import Transcripts

/// A perturbation of one's own: the recogniser writes "were" for "we're" and "its" for "it's".
///
/// Each apostrophe of the list is lost or kept; the simplest draw keeps all.
public struct LostApostrophes: Perturbation {
  public init() {}

  public var id: String { "lost-apostrophes" }
  public var summary: String { "some words written without their apostrophes" }

  /// What the shrinker may put in a word's place, as well.
  public func alternatives(for word: String) -> [String] {
    let bare = word.filter { $0 != "'" }
    return bare == word || bare.isEmpty ? [] : [bare]
  }

  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    var replacements: [Replacement] = []
    let hypotheses = list.hypotheses.enumerated().map { index, hypothesis -> Hypothesis in
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
