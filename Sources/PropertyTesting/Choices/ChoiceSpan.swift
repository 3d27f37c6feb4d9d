/// A stretch of a choice sequence that belongs together: a list, one of its elements, one attempt.
public struct ChoiceSpan: Hashable, Sendable {
  public internal(set) var label: SpanLabel
  /// The index of the span's first choice.
  public let start: Int
  /// The index after the span's last choice.
  public internal(set) var end: Int
  /// The index of the enclosing span, or −1.
  public let parent: Int
  /// Whether the generator threw away what it made here, so that it can go without trace.
  public internal(set) var isDiscarded: Bool

  public var range: Range<Int> { start..<end }
  public var count: Int { end - start }
}
