/// How much of a hypothesis a perturbation changes.
public enum Strength: Hashable, Sendable {
  /// A number of words of each hypothesis in scope, or all changeable words if there are fewer.
  case words(Int)
  /// A share of a hypothesis's changeable words, rounded to the nearest count, but at least one if
  /// any can be changed.
  case share(Double)

  /// The number of words to change out of `changeable`.
  public func count(of changeable: Int) -> Int {
    switch self {
    case .words(let words): min(max(words, 0), changeable)
    case .share(let share):
      changeable == 0 || share <= 0
        ? 0 : min(changeable, max(1, Int((share * Double(changeable)).rounded())))
    }
  }
}

extension Strength: CustomStringConvertible {
  /// "2 words" or "25 % of words".
  public var description: String {
    switch self {
    case .words(1): "1 word"
    case .words(let words): "\(words) words"
    case .share(let share): "\((share * 1000).rounded() / 10) % of words"
    }
  }
}

extension Strength: Codable {
  private enum CodingKeys: String, CodingKey { case words, share }

  /// Reads `{"words": 2}` or `{"share": 0.25}`.
  public init(from decoder: any Decoder) throws {
    try decoder.expectKeys(["words", "share"])
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if container.allKeys.count == 2 {
      try container.refuse(.share, expected: "either \"words\" or \"share\"", found: "both")
    }
    if let words = try container.decodeIfPresent(Int.self, forKey: .words) {
      self = .words(words)
    } else {
      self = .share(try container.decode(Double.self, forKey: .share))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .words(let words): try container.encode(words, forKey: .words)
    case .share(let share): try container.encode(share, forKey: .share)
    }
  }
}
