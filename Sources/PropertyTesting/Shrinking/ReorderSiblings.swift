/// Sorts siblings with the same label, the smallest first: all at once, else neighbour by neighbour.
struct ReorderSiblings: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var parent = -1
    while parent < search.spans.count {
      sortChildren(of: parent, in: &search)
      parent += 1
    }
  }

  private func sortChildren(of parent: Int, in search: inout ShrinkSearch) {
    for label in labels(of: search.children(of: parent), in: search) {
      let siblings = siblings(of: parent, label, in: search)
      guard siblings.count > 1 else { continue }
      let contents = siblings.map { content(of: $0, in: search) }
      let sorted = contents.sorted()
      if sorted == contents || search.attempt(placing(sorted, at: siblings, in: search)) {
        continue
      }
      var index = 1
      while index < siblings.count {
        let siblings = self.siblings(of: parent, label, in: search)
        guard index < siblings.count else { break }
        var contents = siblings.map { content(of: $0, in: search) }
        if contents[index] < contents[index - 1] {
          contents.swapAt(index, index - 1)
          if search.attempt(placing(contents, at: siblings, in: search)), index > 1 {
            index -= 1
            continue
          }
        }
        index += 1
      }
    }
  }

  private func labels(of children: [Int], in search: ShrinkSearch) -> [SpanLabel] {
    var seen: Set<SpanLabel> = []
    return children.map { search.spans[$0].label }.filter { seen.insert($0).inserted }
  }

  private func siblings(
    of parent: Int, _ label: SpanLabel, in search: ShrinkSearch
  ) -> [ChoiceSpan] {
    search.children(of: parent).map { search.spans[$0] }
      .filter { $0.label == label && $0.count > 0 }
  }

  private func content(of span: ChoiceSpan, in search: ShrinkSearch) -> ChoiceSequence {
    ChoiceSequence(search.current.choices[span.range])
  }

  private func placing(
    _ contents: [ChoiceSequence], at siblings: [ChoiceSpan], in search: ShrinkSearch
  ) -> ChoiceSequence {
    var result = search.current
    for (span, content) in zip(siblings, contents).reversed() {
      result = result.replacing(span.range, with: content.choices)
    }
    return result
  }
}
