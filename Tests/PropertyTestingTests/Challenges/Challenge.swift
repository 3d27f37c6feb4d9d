import PropertyTesting

/// One of the Shrinking Challenge's puzzles: a property that fails, and its one smallest failure.
struct Challenge: Sendable {
  let name: String
  let solve: @Sendable (UInt64) -> Attempt

  /// What came of one seed.
  struct Attempt: Sendable {
    /// Cases until the first failure.
    let cases: Int
    /// Candidates replayed after it.
    let executions: Int
    /// Candidates that the property judged.
    let judged: Int
    let isSmallest: Bool
    let found: String
    let choices: ChoiceSequence
  }

  init<Value>(
    _ name: String, _ property: Property<Value, Never>,
    isSmallest: @escaping @Sendable (Value) -> Bool
  ) {
    self.name = name
    solve = { seed in
      let result = PropertyRunner(seed: Seed(seed).derived(name), cases: 1_000_000).run(property)
      guard case .failed(let failure, let statistics) = result else {
        return Attempt(
          cases: result.statistics.cases, executions: 0, judged: 0, isSmallest: false,
          found: "\(result)", choices: ChoiceSequence())
      }
      return Attempt(
        cases: statistics.cases, executions: failure.shrinking.executions,
        judged: failure.shrinking.judged, isSmallest: isSmallest(failure.smallest.value),
        found: "\(failure.smallest.value)", choices: failure.smallest.choices)
    }
  }

  /// All thirteen.
  static let all: [Challenge] = [
    .bound5, .largeUnionList, .reverse, .calculator, .lengthList, .difference0,
    .differenceSmall, .difference1, .binaryHeap, .coupling, .deletion, .distinct, .nestedLists,
  ]
}

/// Any integer, and lists of them as long as they come.
let anyInteger = Generator<Int>.integer()
let integerList = Generator<[Int]>.array(of: anyInteger, count: 0...30)
