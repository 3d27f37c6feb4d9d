public import PropertyTesting
public import Transcripts

extension NBestReordering {
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

extension HypothesisDuplication {
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

extension TextFormChange {
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

extension NBestTruncation {
  public func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence? {
    let cut = clean.count - 1 - perturbed.list.count
    guard limit == nil, clean.count > 1, cut >= 0, cut < clean.count - 1 else {
      return confirmed(ChoiceSequence(), making: perturbed, from: clean)
    }
    return confirmed(
      ChoiceSequence([.index(cut, below: clean.count - 1)]), making: perturbed, from: clean)
  }
}

extension CostSwap {
  public func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence? {
    guard clean.count > 1 else {
      return confirmed(ChoiceSequence(), making: perturbed, from: clean)
    }
    guard perturbed.list.count == clean.count else { return nil }
    let moved = clean.hypotheses.indices.filter { clean[$0].costs != perturbed.list[$0].costs }
    // Equal costs exchanged show nothing; then any two that are equal will do.
    let places = moved.count == 2 ? moved : equalPair(in: clean)
    guard let first = places.first, let second = places.last, moved.count == 2 || moved.isEmpty
    else { return nil }
    return confirmed(
      ChoiceSequence([
        .index(first, below: clean.count), .index(second - 1, below: clean.count - 1),
      ]),
      making: perturbed, from: clean)
  }

  private func equalPair(in list: NBestList) -> [Int] {
    for first in list.hypotheses.indices {
      for second in first + 1..<list.count where list[first].costs == list[second].costs {
        return [first, second]
      }
    }
    return []
  }
}

extension CopyInsertion {
  public func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence? {
    if perturbed.list.count == clean.count { return unchangedChoices(perturbed, clean, base) }
    let order = perturbed.correspondence
    guard perturbed.list.count == clean.count + 1,
      let chosen = zip(order, order.dropFirst()).first(where: { $0 == $1 })?.0
    else { return nil }
    let copy = PerturbedList(
      NBestList([perturbed.list[placement == .above ? chosen : chosen + 1]]),
      replacements: perturbed.replacements.map {
        Replacement(
          hypothesis: 0, position: $0.position, original: $0.original, replacement: $0.replacement)
      })
    return choices(copying: chosen, as: copy, base, perturbed, clean)
  }

  /// The choices for a hypothesis that the base leaves as it is.
  private func unchangedChoices(
    _ perturbed: PerturbedList, _ clean: NBestList, _ base: any Perturbation
  ) -> ChoiceSequence? {
    for chosen in clean.hypotheses.indices {
      let copy = PerturbedList(NBestList([clean[chosen]]))
      if let found = choices(copying: chosen, as: copy, base, perturbed, clean) { return found }
    }
    return nil
  }

  private func choices(
    copying chosen: Int, as copy: PerturbedList, _ base: any Perturbation,
    _ perturbed: PerturbedList, _ clean: NBestList
  ) -> ChoiceSequence? {
    guard let inner = base.choices(making: copy, from: NBestList([clean[chosen]])) else {
      return nil
    }
    return confirmed(
      ChoiceSequence([.index(chosen, below: clean.count)] + inner.choices), making: perturbed,
      from: clean)
  }
}
