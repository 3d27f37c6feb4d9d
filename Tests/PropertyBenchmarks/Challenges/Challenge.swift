package import PropertyTesting

/// One of the Shrinking Challenge's puzzles (`jlink/shrinking-challenge`): a property that fails, and
/// its one smallest failure.
package struct Challenge: Sendable {
  package let name: String
  /// What Hypothesis 6.170 does with it, over 100 seeds.
  package let mark: Mark
  package let solve: @Sendable (UInt64) -> Attempt

  /// The share of seeds that end in the smallest counterexample, in percent, and the mean of the
  /// cases judged after the first failure.
  package struct Mark: Sendable {
    package let share: Double
    package let executions: Double
    /// The mean of all that its engine ran after the first failure, usable or not, where measured.
    package let replays: Double?

    init(share: Double, executions: Double, replays: Double? = nil) {
      (self.share, self.executions, self.replays) = (share, executions, replays)
    }
  }

  /// What came of one seed.
  package struct Attempt: Sendable {
    /// Cases until the first failure.
    package let cases: Int
    /// Candidates replayed after it, usable or not, and the confirmation of the first.
    package let executions: Int
    /// Candidates that the property judged.
    package let judged: Int
    package let isSmallest: Bool
    package let found: String
    package let choices: ChoiceSequence
  }

  init<Value>(
    _ name: String, mark: Mark, _ property: Property<Value, Never>,
    isSmallest: @escaping @Sendable (Value) -> Bool
  ) {
    self.name = name
    self.mark = mark
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
  package static let all: [Challenge] = [
    .bound5, .largeUnionList, .reverse, .calculator, .lengthList, .difference0,
    .differenceSmall, .difference1, .binaryHeap, .coupling, .deletion, .distinct, .nestedLists,
  ]
}

/// Any integer, and lists of them as long as they come.
let anyInteger = Generator<Int>.integer()
let integerList = Generator<[Int]>.array(of: anyInteger, count: 0...30)
