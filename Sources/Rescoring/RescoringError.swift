/// Why a model gave no usable costs.
public enum RescoringError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The model returned `found` lists or costs where `expected` were asked for.
  case wrongCount(model: String, expected: Int, found: Int)
  /// A cost is NaN or infinite.
  case notFinite(model: String, text: String, found: Double)
  /// Interpolation weighs a part of the first-pass cost that the list does not carry.
  case missingCost(part: String, text: String)
  /// The model's own failure: a dead process, a damaged file.
  case failed(model: String, reason: String)
  /// The model answered nothing about these lists, in time or at all, but may answer about others.
  case noAnswer(model: String, reason: String)

  public var description: String {
    switch self {
    case .wrongCount(let model, let expected, let found):
      "model \(model): expected \(expected) costs, found \(found)"
    case .notFinite(let model, let text, let found):
      "model \(model): expected a finite cost for \"\(text)\", found \(found)"
    case .missingCost(let part, let text):
      "expected a first-pass \(part) cost for \"\(text)\", found none"
    case .failed(let model, let reason), .noAnswer(let model, let reason):
      "model \(model): \(reason)"
    }
  }
}
