import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// What one run of a program measured, as a line of JSON.
struct Measurement: Encodable {
  let name: String
  let threads: Int
  /// Units of work a second on the clock on the wall.
  let wall: Double
  /// Units of work a second of processor time, all threads together.
  let processor: Double
  /// Mebibytes.
  let peakMemory: Double

  /// Repeats `work` for at least `seconds`, after once to warm up; the medians of its rates.
  ///
  /// - Parameter work: returns how many units it did.
  init(_ name: String, threads: Int, seconds: Double, _ work: () throws -> Int) rethrows {
    _ = try work()
    var walls: [Double] = [], processors: [Double] = []
    let end = Self.seconds(CLOCK_MONOTONIC) + seconds
    repeat {
      let wall = Self.seconds(CLOCK_MONOTONIC), processor = Self.seconds(CLOCK_PROCESS_CPUTIME_ID)
      let units = Double(try work())
      walls.append(units / (Self.seconds(CLOCK_MONOTONIC) - wall))
      processors.append(units / (Self.seconds(CLOCK_PROCESS_CPUTIME_ID) - processor))
    } while Self.seconds(CLOCK_MONOTONIC) < end
    self.init(name, threads: threads, walls: walls, processors: processors)
  }

  /// The medians of rates measured elsewhere.
  init(_ name: String, threads: Int, walls: [Double], processors: [Double]) {
    self.name = name
    self.threads = threads
    wall = Self.median(walls)
    processor = Self.median(processors)
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    peakMemory = Double(usage.ru_maxrss) / 1024
  }

  func report() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    print(String(decoding: try encoder.encode(self), as: UTF8.self))
  }

  static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func median(_ values: [Double]) -> Double { quantile(0.5, of: values) }

  /// The value that a share of all, from 0 to 1, lie below; 0 of none.
  static func quantile(_ share: Double, of values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[min(Int(Double(sorted.count) * share), sorted.count - 1)]
  }
}
