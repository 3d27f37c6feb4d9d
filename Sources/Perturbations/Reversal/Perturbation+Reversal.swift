public import PropertyTesting
public import Transcripts

extension Perturbation {
  /// Returns `choices` if they turn `clean` into `perturbed`, which proves the reversal; otherwise
  /// nil.
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
  /// The choice that `ChoiceSource.index(below:)` records.
  static func index(_ value: Int, below count: Int) -> Choice {
    .integer(value, in: 0...(count - 1), towards: 0)
  }
}

extension Unperturbed {
  public func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence? {
    confirmed(ChoiceSequence(), making: perturbed, from: clean)
  }
}
