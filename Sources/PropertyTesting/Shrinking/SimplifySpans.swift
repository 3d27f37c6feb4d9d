/// Puts the simplest content in the place of a span's, the outermost first.
struct SimplifySpans: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    _ = search.attempt(
      Candidate(search.current.replacing(0..<search.current.count, with: simplest(search.current))))
    var index = 0
    while index < search.spans.count {
      let range = search.spans[index].range
      let content = search.current.choices[range]
      if !content.allSatisfy(\.isSimplest) {
        _ = search.attempt(search.splicing(index, with: content.map(\.simplest)))
      }
      index += 1
    }
  }

  private func simplest(_ choices: ChoiceSequence) -> [Choice] {
    choices.choices.map(\.simplest)
  }
}
