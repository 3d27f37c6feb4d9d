/// What a span stands for: "list", "element", "replaced word".
///
/// Spans with equal labels are siblings to the shrinker: it may sort them, or put one in another's
/// place.
public struct SpanLabel: ExpressibleByStringLiteral, Sendable {
  private let text: StaticString

  public init(stringLiteral value: StaticString) {
    text = value
  }

  /// An element of an array, behind the flag that says that there is one.
  @usableFromInline static var element: SpanLabel { "element" }
  /// A step of a program, behind the flag that says that there is one.
  static var step: SpanLabel { "step" }
  /// The flag that says that there is no more element.
  @usableFromInline static var endOfArray: SpanLabel { "end of array" }
}

extension SpanLabel: Hashable, CustomStringConvertible {
  public static func == (left: SpanLabel, right: SpanLabel) -> Bool {
    left.text.withUTF8Buffer { left in
      right.text.withUTF8Buffer { right in
        left.count == right.count
          && (left.baseAddress == right.baseAddress || left.elementsEqual(right))
      }
    }
  }

  public func hash(into hasher: inout Hasher) {
    text.withUTF8Buffer { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  public var description: String { text.description }
}
