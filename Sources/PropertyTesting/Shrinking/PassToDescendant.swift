/// Puts a descendant in the place of a span of the same label: a subtree for its tree.
///
/// Hypothesis's `pass_to_descendant`.
struct PassToDescendant: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var index = 0
    while index < search.spans.count {
      let (base, spans) = (search.current, search.spans)
      let span = spans[index]
      let descendants = spans.indices.filter { other in
        other > index && spans[other].end <= span.end && spans[other].label == span.label
          && spans[other].count < span.count && spans[other].count > 0
      }
      // The largest first would be the surest, the smallest first the boldest: bold pays.
      let ordered = descendants.sorted { (spans[$0].count, $0) < (spans[$1].count, $1) }
      let contents = ordered.map { Array(base.choices[spans[$0].range]) }
      if !search.attempt(replacing: index, withEach: contents) { index += 1 }
    }
  }
}
