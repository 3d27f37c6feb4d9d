import Foundation
import PropertyTesting

/// What an executed case costs that does next to nothing: the engine's own time.
enum Overhead {
  static func print(cases: Int, repetitions: Int) {
    let fixed = Generator<[Int]>.array(of: .integer(), count: 10...10)
    let flagged = Generator<[Int]>.array(of: .integer(), count: 0...20)
    Swift.print(
      """
      Nanoseconds of CPU time per case, median (lowest) of \(repetitions) runs of \(cases) cases:
      """)
    let rows: [(String, (Int) -> Void)] = [
      ("run, list of 10", { run(fixed, cases: cases, seed: $0) }),
      ("run, list of 0-20", { run(flagged, cases: cases, seed: $0) }),
      ("draw only, list of 10", { draw(fixed, cases: cases, seed: $0) }),
    ]
    for (name, body) in rows {
      let times = (0..<repetitions).map { repetition in
        // CPU time: what else runs on the machine is nobody's overhead.
        let start = clock()
        body(repetition)
        return Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1e9 / Double(cases)
      }
      .sorted()
      let padded = name.padding(toLength: 24, withPad: " ", startingAt: 0)
      Swift.print(String(format: "  %@%.0f (%.0f)", padded, times[repetitions / 2], times[0]))
    }
  }

  private static func run(_ generator: Generator<[Int]>, cases: Int, seed: Int) {
    let property = Property("overhead", generator: generator) { $0.count <= 20 }
    let result = PropertyRunner(seed: Seed(UInt64(seed)), cases: cases).run(property)
    precondition(result.statistics.cases == cases, "every case is judged")
  }

  private static func draw(_ generator: Generator<[Int]>, cases: Int, seed: Int) {
    var elements = 0
    for number in 0..<cases {
      var source = ChoiceSource.random(seed: UInt64(seed * cases + number))
      elements += generator.draw(from: &source).count
    }
    precondition(elements == 10 * cases, "every list has ten elements")
  }
}
