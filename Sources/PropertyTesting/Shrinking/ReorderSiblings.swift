/// Sorts siblings with the same label, the simplest first: all at once, else neighbor by
/// neighbor. Then sorts them together with the children of one of them, as far as these have that
/// label too: in a tree, that moves a branch to another depth.
///
/// The first half is Hypothesis's `reorder_spans`.
struct ReorderSiblings: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var parent = -1
    while parent < search.spans.count {
      for label in labels(of: search.children(of: parent), in: search) {
        sort(label, under: parent, in: &search)
        sortWithNephews(label, under: parent, in: &search)
      }
      parent += 1
    }
  }

  private func sort(_ label: SpanLabel, under parent: Int, in search: inout ShrinkSearch) {
    if sortAtOnce(siblings(label, under: parent, in: search), in: &search) { return }
    var index = 1
    while true {
      let siblings = siblings(label, under: parent, in: search)
      guard index < siblings.count else { return }
      var contents = contents(of: siblings, in: search)
      if contents[index].lexicographicallyPrecedes(contents[index - 1]) {
        contents.swapAt(index, index - 1)
        if search.attempt(placing(contents, at: siblings, in: search)), index > 1 {
          index -= 1
          continue
        }
      }
      index += 1
    }
  }

  private func sortWithNephews(
    _ label: SpanLabel, under parent: Int, in search: inout ShrinkSearch
  ) {
    var index = 0
    while true {
      let siblings = siblings(label, under: parent, in: search)
      guard index < siblings.count else { return }
      let nephews = self.siblings(label, under: siblings[index], in: search)
      if siblings.count > 1, !nephews.isEmpty {
        reorder(siblings[..<index] + nephews + siblings[(index + 1)...], in: &search)
      }
      index += 1
    }
  }

  /// Tries all smaller orders of a few spans, only the sorted one of many.
  private func reorder(_ spans: some Collection<Int>, in search: inout ShrinkSearch) {
    guard spans.count <= 3 else {
      _ = sortAtOnce(spans, in: &search)
      return
    }
    let base = search
    let orders = permutations(of: contents(of: spans, in: search))
      .map { placing($0, at: spans, in: base) }.sorted()
    _ = search.firstSuccess(orders.count) { Candidate(orders[$0]) }
  }

  private func permutations<Element>(of elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { first in
      var rest = elements
      let element = rest.remove(at: first)
      return permutations(of: rest).map { [element] + $0 }
    }
  }

  /// Whether there is nothing left to sort.
  private func sortAtOnce(
    _ spans: some Collection<Int>, in search: inout ShrinkSearch
  ) -> Bool {
    let contents = contents(of: spans, in: search)
    // Their total length stays, so what counts is what stands in front.
    let sorted = contents.sorted { $0.lexicographicallyPrecedes($1) }
    return sorted == contents || search.attempt(placing(sorted, at: spans, in: search))
  }

  private func labels(of children: [Int], in search: ShrinkSearch) -> [SpanLabel] {
    var seen: Set<SpanLabel> = []
    return children.map { search.spans[$0].label }.filter { seen.insert($0).inserted }
  }

  private func siblings(
    _ label: SpanLabel, under parent: Int, in search: ShrinkSearch
  ) -> [Int] {
    search.children(of: parent).filter {
      search.spans[$0].label == label && search.spans[$0].count > 0
    }
  }

  private func contents(
    of spans: some Collection<Int>, in search: ShrinkSearch
  ) -> [ContiguousArray<Choice>.SubSequence] {
    spans.map { search.current.choices[search.spans[$0].range] }
  }

  private func placing(
    _ contents: [ContiguousArray<Choice>.SubSequence], at spans: some Collection<Int>,
    in search: ShrinkSearch
  ) -> ChoiceSequence {
    var result = search.current
    for (span, content) in zip(spans, contents).reversed() {
      result = result.replacing(search.spans[span].range, with: content)
    }
    return result
  }
}
