import Foundation

/// What the scores of a corpus file are; inside the program they are costs, and lower is better.
public enum ScoreDirection: String, Hashable, Sendable, Codable, CaseIterable {
  /// Negative log-likelihoods or anything else of which less is better.
  case cost
  /// Log-probabilities or log-likelihoods: more is better. They change their sign.
  case logProbability = "log-probability"
  /// Probabilities above 0 and up to 1: more is better. Their cost is `−ln p`.
  case probability
  /// Scores are ignored, and the order of each list is its ranking.
  case none

  /// The costs that these scores stand for; nil if one of them can't be a score of this kind.
  func costs(of scores: FirstPassCosts) -> FirstPassCosts? {
    switch self {
    case .cost: return scores
    case .none: return FirstPassCosts(total: 0)
    case .logProbability:
      // Adding zero turns −0 into 0.
      return FirstPassCosts(
        acoustic: scores.acoustic.map { 0 - $0 }, language: scores.language.map { 0 - $0 },
        total: 0 - scores.total)
    case .probability:
      let all = [scores.acoustic, scores.language, scores.total].compactMap(\.self)
      guard all.allSatisfy({ $0 > 0 && $0 <= 1 }) else { return nil }
      return FirstPassCosts(
        acoustic: scores.acoustic.map { 0 - log($0) },
        language: scores.language.map { 0 - log($0) },
        total: 0 - log(scores.total))
    }
  }
}
