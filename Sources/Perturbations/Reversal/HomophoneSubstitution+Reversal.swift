public import PropertyTesting
public import Transcripts

extension HomophoneSubstitution {
  public func choices(making perturbed: PerturbedList, from clean: NBestList) -> ChoiceSequence? {
    guard perturbed.correspondence == Array(0..<clean.count) else { return nil }
    let choices =
      scope == .nBest && isConsistent
      ? consistentChoices(making: perturbed, from: clean)
      : independentChoices(making: perturbed, from: clean)
    return choices.flatMap { confirmed($0, making: perturbed, from: clean) }
  }

  /// Hypothesis by hypothesis: which of the changeable places were replaced, first to last.
  private func independentChoices(
    making perturbed: PerturbedList, from clean: NBestList
  ) -> ChoiceSequence? {
    var choices: [Choice] = []
    for index in 0..<scope.count(of: clean.count) {
      let (old, new) = (clean.words(of: index), perturbed.list.words(of: index))
      guard old.count == new.count else { return nil }
      var places = old.indices.filter { !candidates.candidates(for: old[$0]).isEmpty }
      let replaced = places.filter { !old[$0].isSameCodePoints(as: new[$0]) }
      guard replaced.count == strength.count(of: places.count) else { return nil }
      for place in replaced {
        let others = candidates.candidates(for: old[place])
        guard let which = places.firstIndex(of: place),
          let other = others.firstIndex(of: new[place])
        else { return nil }
        choices.append(.index(which, below: places.count))
        choices.append(.index(other, below: others.count))
        places.remove(at: which)
      }
    }
    return ChoiceSequence(choices)
  }

  /// The list's changeable words in an order in which every hypothesis replaces its first ones.
  private func consistentChoices(
    making perturbed: PerturbedList, from clean: NBestList
  ) -> ChoiceSequence? {
    var order: [String] = []
    var becomes: [String: String] = [:]
    /// For each word those that must come before it.
    var before: [String: Set<String>] = [:]
    for index in clean.hypotheses.indices {
      let (old, new) = (clean.words(of: index), perturbed.list.words(of: index))
      guard old.count == new.count else { return nil }
      let places = old.indices.filter { !candidates.candidates(for: old[$0]).isEmpty }
      for place in places where !order.contains(old[place]) { order.append(old[place]) }
      let replaced = places.filter { !old[$0].isSameCodePoints(as: new[$0]) }
      for place in replaced {
        let known = becomes.updateValue(new[place], forKey: old[place])
        guard known == nil || known == new[place] else { return nil }
      }
      for place in places where !replaced.contains(place) {
        for first in replaced where old[first] != old[place] {
          before[old[place], default: []].insert(old[first])
        }
      }
    }
    var current = order
    var choices: [Choice] = []
    for rank in current.indices {
      let placed = Set(current[..<rank])
      let next = current[rank...].firstIndex { before[$0, default: []].isSubset(of: placed) }
      // Words that must each come before the other: no order has made this list.
      guard let next else { return nil }
      current.swapAt(rank, next)
      let others = candidates.candidates(for: current[rank])
      guard let other = becomes[current[rank]].map({ others.firstIndex(of: $0) }) ?? 0 else {
        return nil
      }
      choices.append(.index(next - rank, below: order.count - rank))
      choices.append(.index(other, below: others.count))
    }
    return ChoiceSequence(choices)
  }
}
