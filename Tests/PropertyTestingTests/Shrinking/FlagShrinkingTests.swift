import PropertyTesting
import Testing

/// Cases that are a fixed row of flags, each for something kept: the reduction of a given value.
@Suite struct FlagShrinkingTests {
  private static let rows = Generator<[[Bool]]> { source in
    (0..<20).map { _ in
      source.span("row") { source in (0..<10).map { _ in source.boolean() } }
    }
  }

  @Test func `flags are lowered in runs, whole rows first`() {
    let property = Property("kept", generator: Self.rows) { rows in
      !(rows[3][4] && rows[17][0] && rows[17][9])
    }
    let whole = ChoiceSequence(Array(repeating: Choice.boolean(true), count: 200))
    guard case .shrunk(let smallest, let statistics) = Shrinker(property: property).shrink(whole)
    else {
      Issue.record("all flags set fails")
      return
    }
    #expect(smallest.value.joined().count { $0 } == 3)
    #expect(statistics.judged < 60)
  }
}
