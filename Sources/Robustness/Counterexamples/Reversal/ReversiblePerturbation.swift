public import PropertyTesting
public import Transcripts

/// A perturbation that can be run backwards: from what it makes to the choices by which it makes it.
///
/// So a list that came from a file, or from a recogniser in production, can be told to be in the
/// perturbation's domain or not, replayed like a drawn one, and shrunk further.
public protocol ReversiblePerturbation: Perturbation {
  /// Choices by which ``Perturbation/perturb(_:source:)`` makes `perturbed` of `clean`; nil if none
  /// do.
  ///
  /// Texts, costs and correspondence are made again exactly. Of several sequences one that is simple
  /// is given, always the same.
  func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence?
}

extension Perturbation {
  /// `choices` if they make `perturbed` of `clean`: the proof of a reversal.
  func confirmed(
    _ choices: ChoiceSequence, making perturbed: PerturbedList, from clean: NBestList
  ) -> ChoiceSequence? {
    var source = ChoiceSource.replay(choices)
    let made = perturb(clean, source: &source)
    guard source.status == .valid, source.recorded == choices,
      made.correspondence == perturbed.correspondence,
      zip(made.list.hypotheses, perturbed.list.hypotheses).allSatisfy({ made, wanted in
        made.text.isSameCodePoints(as: wanted.text) && made.costs == wanted.costs
      })
    else { return nil }
    return choices
  }
}

extension Choice {
  /// What `ChoiceSource.index(below:)` records.
  static func index(_ value: Int, below count: Int) -> Choice {
    .integer(value, in: 0...(count - 1), towards: 0)
  }
}

extension Unperturbed: ReversiblePerturbation {
  public func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence? {
    confirmed(ChoiceSequence(), making: perturbed, from: clean)
  }
}
