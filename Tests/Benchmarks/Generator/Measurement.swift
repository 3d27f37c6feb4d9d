/// A figure as a line of JSON.
struct Measurement {
  let name: String
  /// Units a second, or seconds.
  let value: Double
  let unit: String

  func report() {
    print("{\"name\":\"\(name)\",\"value\":\(value),\"unit\":\"\(unit)\"}")
  }

  /// Units of work a second: `work` is repeated until a second has passed.
  static func rate(_ name: String, unit: String, of work: () -> Int) -> Measurement {
    _ = work()
    let clock = ContinuousClock()
    let start = clock.now
    var done = 0
    while clock.now - start < .seconds(1) { done += work() }
    return Measurement(
      name: name, value: Double(done) / ((clock.now - start) / .seconds(1)), unit: unit)
  }

  /// The seconds that `work` takes.
  static func time(_ name: String, _ work: () throws -> Void) rethrows -> Measurement {
    Measurement(
      name: name, value: try ContinuousClock().measure(work) / .seconds(1), unit: "s")
  }
}
