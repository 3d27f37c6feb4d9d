/// What a corpus says of an utterance beside its texts and costs: a speaker, a signal-to-noise ratio.
public enum FieldValue: Hashable, Sendable {
  case text(String)
  case number(Double)
  case flag(Bool)
}

extension FieldValue: CustomStringConvertible {
  /// The value as it groups utterances and stands in tables: "kal", "12.5", "true".
  public var description: String {
    switch self {
    case .text(let text): text
    case .number(let number): number.shortestDecimal
    case .flag(let flag): "\(flag)"
    }
  }
}

extension FieldValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(booleanLiteral value: Bool) { self = .flag(value) }
}
