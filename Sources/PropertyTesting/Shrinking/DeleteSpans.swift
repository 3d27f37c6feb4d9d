/// Deletes spans, and runs of neighboring siblings, the outermost first and from the back.
///
/// Hypothesis's adaptive deletion of examples (MacIver and Donaldson, section 3).
struct DeleteSpans: ShrinkPass {
  func run(on search: inout ShrinkSearch) {
    var parent = -1
    while parent < search.spans.count {
      deleteChildren(of: parent, in: &search)
      parent += 1
    }
  }

  private func deleteChildren(of parent: Int, in search: inout ShrinkSearch) {
    var last = search.children(of: parent).count - 1
    while last >= 0 {
      let children = search.children(of: parent)
      guard last < children.count else {
        last = children.count - 1
        continue
      }
      let (base, spans) = (search.current, search.spans)
      let deleted = search.findInteger(limit: last + 1) { count in
        let range = spans[children[last - count + 1]].start..<spans[children[last]].end
        return range.isEmpty ? nil : Candidate(base.removing(range))
      }
      last -= deleted + 1
    }
  }
}
