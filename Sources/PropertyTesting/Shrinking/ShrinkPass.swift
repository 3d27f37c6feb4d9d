/// One way of making cases smaller, tried wherever it applies.
///
/// Each pass says where it comes from; most are Hypothesis's (MacIver and Donaldson, "Test-Case
/// Reduction via Test-Case Generation: Insights from the Hypothesis Reducer", ECOOP 2020), written
/// anew.
protocol ShrinkPass: Sendable {
  /// Tries all its edits of the current case, going on from every success.
  func run(on search: inout ShrinkSearch)
}

/// The passes in the order in which they run: first those that take much away at once.
let shrinkPasses: [any ShrinkPass] = [
  DeleteDiscarded(),
  SimplifySpans(),
  DeleteSpans(),
  PassToDescendant(),
  SimplifyChoices(),
  DeleteWithCount(),
  DeleteChoices(),
  Renumber(),
  ReorderSiblings(),
  ShortenTextsTogether(),
  LowerDuplicates(),
  LowerPairs(),
  MinimizeChoices(),
  ShiftIntegers(),
  RedistributePairs(),
  SwapNumbers(),
  MergeSiblings(),
  MoveLetters(),
  SparseIntegers(),
  DeleteStepPairs(),
]
