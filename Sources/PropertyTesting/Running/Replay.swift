/// A case to be judged again: what a failure's line says.
///
///     let replay: Replay = try .replay("t,[0:1000]501,f;")
///     print(property.judge(replay))
public struct Replay: Hashable, Sendable, CustomStringConvertible {
  public let choices: ChoiceSequence

  public init(_ choices: ChoiceSequence) {
    self.choices = choices
  }

  /// The case with those choices, in their text form.
  public static func replay(_ text: String) throws(ChoiceSequenceError) -> Replay {
    Replay(try ChoiceSequence(text: text))
  }

  /// The line to paste: `.replay("t,[0:9]4,f;")`.
  public var description: String { ".replay(\"\(choices.compactDescription)\")" }
}

/// What became of a case that was judged again.
public enum ReplayResult<Value> {
  /// The case is still in the domain and still fails.
  case stillFails(JudgedCase<Value>)
  /// The case is still in the domain, and holds now.
  case passes(JudgedCase<Value>)
  /// The generator no longer makes this case: its verdict would be about another one.
  case outOfDomain
}

extension ReplayResult: Sendable where Value: Sendable {}

extension ReplayResult: CustomStringConvertible {
  public var description: String {
    switch self {
    case .stillFails(let judged):
      "still in the domain, still fails: \(judged.value), margin \(judged.outcome.margin)"
    case .passes(let judged):
      "still in the domain, passes now: \(judged.value), margin \(judged.outcome.margin)"
    case .outOfDomain: "no longer in the domain: the generator does not make this case any more"
    }
  }
}

extension Property {
  /// Judges a case again.
  public func judge(_ replay: Replay) throws(Failure) -> ReplayResult<Value> {
    guard let value = generator.value(replaying: replay.choices, exactly: true) else {
      return .outOfDomain
    }
    let outcome = try evaluate([value])[0]
    let judged = JudgedCase(choices: replay.choices, value: value, outcome: outcome)
    return outcome.isFailure ? .stillFails(judged) : .passes(judged)
  }
}
