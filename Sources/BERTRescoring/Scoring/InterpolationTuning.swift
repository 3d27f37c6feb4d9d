import Foundation
public import Rescoring
import Transcripts

/// Finds the interpolation weights with the fewest word errors on a development corpus.
///
/// The acoustic weight is 1: only ratios matter to the selection. The grid's points are judged by
/// the errors around them rather than at them alone, since a lone dip is luck.
public struct InterpolationTuning: Sendable {
  /// What was found.
  public struct Result: Hashable, Sendable, Codable {
    public let interpolation: Interpolation
    /// Word errors of the selected hypotheses.
    public let errors: Int
    public let referenceWords: Int

    /// Errors over reference words.
    public var wordErrorRate: Double { Double(errors) / Double(max(1, referenceWords)) }
  }

  private let lists: [TrainingList]
  /// Language weights tried; just one entry, for the first pass's total, where a list lacks parts.
  private let languageWeights: [Double?]
  /// First-pass costs of each hypothesis by language weight and list.
  private let firstPass: [[[Double]]]
  private let firstPassSpread: Double

  /// - Parameter lists: the development corpus, not empty.
  public init(_ lists: [TrainingList]) {
    precondition(!lists.isEmpty, "no development lists to tune on")
    self.lists = lists
    let hypotheses = lists.lazy.flatMap { $0.hypotheses.hypotheses }
    let hasParts = hypotheses.allSatisfy { $0.costs.acoustic != nil && $0.costs.language != nil }
    languageWeights = hasParts ? [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 20] : [nil]
    firstPass = languageWeights.map { weight in
      lists.map { list in
        list.hypotheses.hypotheses.map { hypothesis in
          guard let weight else { return hypothesis.costs.total }
          return (hypothesis.costs.acoustic ?? 0) + weight * (hypothesis.costs.language ?? 0)
        }
      }
    }
    firstPassSpread = Self.spread(firstPass[firstPass.count / 2])
  }

  /// Word errors of the first pass's own choice.
  public var firstPassErrors: Int { lists.reduce(0) { $0 + $1.errors[0] } }

  /// Word errors of the best hypothesis of each list.
  public var oracleErrors: Int { lists.reduce(0) { $0 + ($1.errors.min() ?? 0) } }

  /// The best weights for a model's costs, one array per list.
  public func tune(_ costs: [[Double]]) -> Result {
    precondition(costs.count == lists.count, "one array of costs per list")
    let unit = firstPassSpread / max(Self.spread(costs), 1e-9)
    let betas = [0] + (-10...8).map { Self.rounded(unit * pow(2, Double($0) / 2)) }
    let errors = firstPass.map { firstPass in betas.map { self.errors(firstPass, costs, $0) } }
    var best = (language: 0, beta: 0)
    var bestSmooth = Double.infinity
    for language in errors.indices {
      for beta in betas.indices {
        // β = 0 has no neighbours: it is the first pass alone.
        let around = beta == 0 ? 0...0 : max(1, beta - 1)...min(betas.count - 1, beta + 1)
        var sum = 0.0
        var weight = 0.0
        for row in max(0, language - 1)...min(errors.count - 1, language + 1) {
          for column in around {
            let share = row == language && column == beta ? 4.0 : 1.0
            sum += share * Double(errors[row][column])
            weight += share
          }
        }
        if sum / weight < bestSmooth {
          bestSmooth = sum / weight
          best = (language, beta)
        }
      }
    }
    let beta = betas[best.beta]
    let interpolation =
      languageWeights[best.language].map {
        Interpolation(acoustic: 1, language: $0, secondPass: beta)
      } ?? Interpolation(total: 1, secondPass: beta)
    return Result(
      interpolation: interpolation, errors: errors[best.language][best.beta],
      referenceWords: lists.reduce(0) { $0 + $1.referenceWords })
  }

  private func errors(_ firstPass: [[Double]], _ costs: [[Double]], _ beta: Double) -> Int {
    var total = 0
    for (index, list) in lists.enumerated() {
      var best = 0
      var least = Double.infinity
      for hypothesis in list.errors.indices {
        let cost = firstPass[index][hypothesis] + beta * costs[index][hypothesis]
        if cost < least {
          least = cost
          best = hypothesis
        }
      }
      total += list.errors[best]
    }
    return total
  }

  /// The mean over the lists of the costs' standard deviation within a list.
  private static func spread(_ costs: [[Double]]) -> Double {
    let deviations = costs.filter { $0.count > 1 }.map { list in
      let mean = list.reduce(0, +) / Double(list.count)
      let squares = list.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      return (squares / Double(list.count)).squareRoot()
    }
    return deviations.reduce(0, +) / Double(max(1, deviations.count))
  }

  /// Two significant digits: weights that a person can read.
  private static func rounded(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    let digits = Int(log10(value).rounded(.down)) - 1
    let text = String(format: "%.0fe%d", (value / pow(10, Double(digits))).rounded(), digits)
    return Double(text) ?? value
  }
}
