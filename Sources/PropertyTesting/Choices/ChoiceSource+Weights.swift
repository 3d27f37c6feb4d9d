import Artifacts

extension ChoiceSource {
  /// An index into `weights`, drawn in proportion to them; 0 is the simplest.
  ///
  /// It is recorded like ``index(below:)``, so that a replayed or shrunk sequence means the same index
  /// whatever the weights have become. Where no weight is above 0 every index is equally likely.
  ///
  /// - Precondition: there is a weight, and none is negative, NaN or infinite.
  public mutating func index(weights: Span<Double>) -> Int {
    precondition(!weights.isEmpty, "there is no index into an empty collection")
    guard status == .valid else { return 0 }
    let value: Int
    switch next() {
    case .replayed(.integer(let recorded, _, _)) where recorded >= 0 && recorded < weights.count:
      value = recorded
    case .replayed, .simplest: value = 0
    case .random: value = drawn(from: weights)
    case .none: return 0
    }
    choices.append(.integer(value, in: 0...(weights.count - 1), towards: 0))
    return value
  }

  private mutating func drawn(from weights: Span<Double>) -> Int {
    var total = 0.0
    for place in weights.indices { total += weights[place] }
    guard total > 0 else { return Int(random.below(UInt64(weights.count))) }
    var ticket = random.unit() * total
    var last = 0
    for place in weights.indices where weights[place] > 0 {
      ticket -= weights[place]
      if ticket < 0 { return place }
      last = place
    }
    // Rounding may leave a little of the ticket.
    return last
  }
}
