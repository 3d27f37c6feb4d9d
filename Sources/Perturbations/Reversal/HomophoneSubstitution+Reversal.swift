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

  /// The choices hypothesis by hypothesis: which of the changeable places were replaced, first to
  /// last.
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

  /// The choices of an order of the list's changeable words in which every hypothesis replaces its
  /// first ones.
  ///
  /// Words that differ only in case and punctuation count as one word, as they do when lists are
  /// drawn.
  private func consistentChoices(
    making perturbed: PerturbedList, from clean: NBestList
  ) -> ChoiceSequence? {
    var order: [String] = []
    /// For each word, the index of the homophone that it becomes.
    var becomes: [String: Int] = [:]
    /// For each word, the words that must come before it.
    var before: [String: Set<String>] = [:]
    for index in clean.hypotheses.indices {
      let (old, new) = (clean.words(of: index), perturbed.list.words(of: index))
      guard old.count == new.count else { return nil }
      let entries = old.map { candidates.entry(for: $0) }
      let places = old.indices.filter { !entries[$0].homophones.isEmpty }
      for place in places where !order.contains(entries[place].key) {
        order.append(entries[place].key)
      }
      let replaced = places.filter { !old[$0].isSameCodePoints(as: new[$0]) }
      for place in replaced {
        guard let other = entries[place].homophones.firstIndex(of: new[place]) else { return nil }
        let known = becomes.updateValue(other, forKey: entries[place].key)
        guard known == nil || known == other else { return nil }
      }
      for place in places where !replaced.contains(place) {
        for first in replaced where entries[first].key != entries[place].key {
          before[entries[place].key, default: []].insert(entries[first].key)
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
      choices.append(.index(next - rank, below: order.count - rank))
      choices.append(
        .index(
          becomes[current[rank]] ?? 0,
          below: candidates.candidates(for: current[rank]).count))
    }
    return ChoiceSequence(choices)
  }
}
