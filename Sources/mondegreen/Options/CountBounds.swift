import ArgumentParser

/// Bounds of what options count, which hold before anything is made of the numbers.
///
/// Without them a number with nineteen digits overflows some sum, or takes all memory.
enum CountBounds {
  /// Of what is only counted: cases, steps, lines.
  static let most = 1_000_000_000
  /// Of what has a place in memory each: draws, mutants, threads.
  static let mostHeld = 100_000

  /// - Throws: a `ValidationError` that names the option.
  static func check(
    _ option: String, _ count: Int?, atLeast least: Int = 1, atMost most: Int = most
  ) throws {
    guard let count else { return }
    if count < least {
      throw ValidationError("\(option): expected at least \(least), found \(count)")
    }
    if count > most {
      throw ValidationError("\(option): expected at most \(most), found \(count)")
    }
  }
}
