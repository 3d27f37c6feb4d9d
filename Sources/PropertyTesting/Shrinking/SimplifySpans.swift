/// Puts the simplest content in the place of a span's, the outermost first, and of as many of the
/// siblings behind it as it can.
///
/// Not of an array's element: its flag would end the array there, and elements go one by one.
///
/// Hypothesis's `try_trivial_spans`, made adaptive.
struct SimplifySpans: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var index = 0
    while index < search.spans.count {
      let content = search.current.choices[search.spans[index].range]
      if search.spans[index].label != .element, !content.allSatisfy(\.isSimplest),
        search.attempt(replacing: index, withEach: [content.map(\.simplest)])
      {
        simplifySiblings(behind: index, in: &search)
      }
      index += 1
    }
  }

  private func simplifySiblings(behind index: Int, in search: inout ShrinkSearch) {
    guard index < search.spans.count else { return }
    let (base, spans) = (search.current, search.spans)
    let siblings = spans.indices.filter { other in
      other > index && spans[other].parent == spans[index].parent
        && spans[other].label == spans[index].label
        && !base.choices[spans[other].range].allSatisfy(\.isSimplest)
    }
    _ = search.findInteger(limit: siblings.count) { count in
      var choices = base.choices
      for sibling in siblings.prefix(count) {
        for place in spans[sibling].range { choices[place] = choices[place].simplest }
      }
      return Candidate(ChoiceSequence(storage: choices))
    }
  }
}
