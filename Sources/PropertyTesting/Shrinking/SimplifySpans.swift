/// Puts the simplest content in the place of a span's, the outermost first.
///
/// Not of an array's element: its flag would end the array there, and elements go one by one.
struct SimplifySpans: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var index = 0
    while index < search.spans.count {
      let content = search.current.choices[search.spans[index].range]
      if search.spans[index].label != .element, !content.allSatisfy(\.isSimplest) {
        _ = search.attempt(replacing: index, withEach: [content.map(\.simplest)])
      }
      index += 1
    }
  }
}
