/// The parts of a smallest case that matter, and those that are only there because something has to
/// be.
///
/// The idea is Hypothesis's *explain* phase: redraw a part, leave the rest, and see whether the
/// case still fails. A part for which it always does may vary freely: "or any other word here".
public struct Explanation<Value> {
  /// The parts that may vary, in the order of their choices. None lies in another that may be
  /// anything.
  public let freeParts: [FreePart<Value>]
  /// Whether the case went on failing with all those drawn anew at the same time that may be
  /// anything; `nil` with fewer than two of them, or when the limit was reached before.
  public let varyTogether: Bool?
  /// Whether every part was looked at; not so when a limit was reached before.
  public let isComplete: Bool
  /// Values that it took to find out: for a part that matters up to the first that held. Does not
  /// depend on the size of batches, which may judge a few more.
  public let executions: Int

  public init(
    freeParts: [FreePart<Value>], varyTogether: Bool?, isComplete: Bool = true, executions: Int
  ) {
    self.freeParts = freeParts
    self.varyTogether = varyTogether
    self.isComplete = isComplete
    self.executions = executions
  }
}

extension Explanation: Sendable where Value: Sendable {}

/// A part of a case that may be anything, or most things.
public struct FreePart<Value> {
  /// The label of the span that the part is; `nil` for a single choice.
  public let label: SpanLabel?
  /// The indices of the part's choices.
  public let range: Range<Int>
  /// Other values that failed as well, with this part redrawn; no two have equal choices.
  public let alternatives: [JudgedCase<Value>]
  /// The number of values that were tried.
  public let tried: Int

  public init(
    label: SpanLabel?, range: Range<Int>, alternatives: [JudgedCase<Value>], tried: Int
  ) {
    self.label = label
    self.range = range
    self.alternatives = alternatives
    self.tried = tried
  }

  /// Whether all that were tried failed.
  public var isFree: Bool { alternatives.count == tried }
}

extension FreePart: Sendable where Value: Sendable {}

extension Explanation: CustomStringConvertible {
  /// A line for each part that may vary, with another value that fails as well.
  public var description: String {
    guard !freeParts.isEmpty || !isComplete else { return "every part matters" }
    var lines = freeParts.map { part in
      let name = part.label.map { "\"\($0)\"" } ?? "a value"
      let other = part.alternatives.first.map { ", as in \($0.value)" } ?? ""
      let share =
        part.isFree ? "or any other" : "or \(part.alternatives.count) of \(part.tried) others"
      return
        "\(name) (choices \(part.range.lowerBound)..<\(part.range.upperBound)): \(share)\(other)"
    }
    if let varyTogether {
      lines.append(
        varyTogether ? "all of them at the same time" : "one of them at a time, not all at once")
    }
    if !isComplete { lines.append("the limit was reached before every part was tried") }
    return lines.joined(separator: "\n")
  }
}
