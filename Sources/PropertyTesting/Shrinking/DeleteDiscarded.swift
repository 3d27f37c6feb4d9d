/// Deletes what the generator threw away: all of it at once, else attempt by attempt.
///
/// Hypothesis's `remove_discarded`.
struct DeleteDiscarded: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    let discarded = search.spans.filter { $0.isDiscarded && $0.count > 0 }
    guard !discarded.isEmpty else { return }
    var kept = search.current
    // From the back, so that the places of those in front stay right; nested ones go with theirs.
    var limit = kept.count
    for span in discarded.sorted(by: { ($0.end, $1.start) > ($1.end, $0.start) })
    where span.end <= limit {
      kept = kept.removing(span.range)
      limit = span.start
    }
    if search.attempt(kept) { return }
    var index = search.spans.count - 1
    while index >= 0 {
      if index < search.spans.count {
        let span = search.spans[index]
        if span.isDiscarded, span.count > 0 {
          _ = search.attempt(search.current.removing(span.range))
        }
      }
      index -= 1
    }
  }
}
