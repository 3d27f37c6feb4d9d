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

extension NBestReordering: ReversiblePerturbation {
  public func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence? {
    let order = perturbed.correspondence
    guard order.sorted() == Array(0..<clean.count) else { return nil }
    var left = Array(0..<clean.count)
    var choices: [Choice] = []
    for rank in order.dropLast() {
      guard let place = left.firstIndex(of: rank) else { return nil }
      choices.append(.index(place, below: left.count))
      left.remove(at: place)
    }
    return confirmed(ChoiceSequence(choices), making: perturbed, from: clean)
  }
}

extension HypothesisDuplication: ReversiblePerturbation {
  public func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence? {
    let order = perturbed.correspondence
    guard order.count == clean.count + 1 else { return nil }
    // The copy is one of the two that are equal; taking either out must leave the list as it was.
    for place in order.indices {
      var rest = order
      let copied = rest.remove(at: place)
      guard rest == Array(0..<clean.count) else { continue }
      return confirmed(
        ChoiceSequence([.index(copied, below: clean.count), .index(place, below: clean.count + 1)]),
        making: perturbed, from: clean)
    }
    return nil
  }
}

extension TextFormChange: ReversiblePerturbation {
  public func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence? {
    if let unchanged = confirmed(ChoiceSequence(), making: perturbed, from: clean) {
      return unchanged
    }
    // At most as many forms show as there are.
    for count in 1...forms.count {
      for form in 0..<count {
        let choices = ChoiceSequence([.index(form, below: count)])
        if let found = confirmed(choices, making: perturbed, from: clean) { return found }
      }
    }
    return nil
  }
}
