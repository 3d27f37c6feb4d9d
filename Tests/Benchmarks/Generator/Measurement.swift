import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A figure as a line of JSON.
struct Measurement {
  let name: String
  /// Units a second, or seconds.
  let value: Double
  let unit: String

  func report() {
    print("{\"name\":\"\(name)\",\"value\":\(value),\"unit\":\"\(unit)\"}")
  }

  /// The processor time that the process has used, in seconds: unlike the clock on the wall it means
  /// the same on a busy machine.
  static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Units of work a second of processor time: `work` is repeated until half a second has passed.
  static func rate(_ name: String, unit: String, of work: () -> Int) -> Measurement {
    _ = work()
    let start = processorSeconds
    var done = 0
    while processorSeconds - start < 0.5 { done += work() }
    return Measurement(
      name: name, value: Double(done) / (processorSeconds - start), unit: unit)
  }

  /// The seconds of processor time that `work` takes.
  static func time(_ work: () throws -> Void) rethrows -> Double {
    let start = processorSeconds
    try work()
    return processorSeconds - start
  }
}
