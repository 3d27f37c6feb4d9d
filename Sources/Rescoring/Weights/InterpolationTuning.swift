import Foundation
public import Transcripts

/// Finds the interpolation weights with the fewest word errors on development lists.
///
/// What is weighed depends on the costs that lists have: acoustic and language costs one by one, totals, or
/// nothing, and then the second pass decides and ranks break ties. Every grid follows the spread of the costs
/// (``CostSpread``), so a constant factor on a kind of cost, or on the model's, changes no selection:
///
///     language = s_a / s_l · 2^(k/4),  k = −8 … 8         (the acoustic weight is 1)
///     secondPass = s_first / s_model · 2^(k/2),  k = −10 … 8
///
/// The grid's points are judged by the errors around them rather than at them alone, since a lone dip is
/// luck. The first pass's own ranking is always a candidate: weights that make more errors on the development
/// lists than it does are never chosen.
public struct InterpolationTuning: Sendable {
  /// The result of tuning.
  public struct Result: Hashable, Sendable, Codable {
    public let interpolation: Interpolation
    /// Word errors of the selected hypotheses.
    public let errors: Int
    public let referenceWords: Int

    public init(interpolation: Interpolation, errors: Int, referenceWords: Int) {
      self.interpolation = interpolation
      self.errors = errors
      self.referenceWords = referenceWords
    }

    /// The errors divided by the reference words.
    public var wordErrorRate: Double { Double(errors) / Double(max(1, referenceWords)) }
  }

  /// The development lists.
  public let lists: [NBestList]
  private let errors: [[Int]]
  private let referenceWords: Int
  /// First-pass weights that are tried, neighbors side by side.
  private let rows: [Interpolation]
  /// First-pass costs of each hypothesis by row and list.
  private let firstPass: [[[Double]]]
  /// The index of the middle row.
  private let firstPassSpread: Double

  /// - Parameters:
  ///   - lists: of the development corpus, in first-pass order; not empty.
  ///   - errors: word errors of each hypothesis.
  ///   - referenceWords: of all lists together.
  ///   - kinds: costs that may be weighed; those that don't tell hypotheses apart are left out anyway.
  public init(
    _ lists: [NBestList], errors: [[Int]], referenceWords: Int, kinds: CostKinds = [.parts, .total]
  ) {
    precondition(!lists.isEmpty, "no development lists to tune on")
    precondition(
      lists.count == errors.count && zip(lists, errors).allSatisfy { $0.count == $1.count },
      "one error count per hypothesis")
    self.lists = lists
    self.errors = errors
    self.referenceWords = referenceWords
    let spread = CostSpread(of: lists)
    let usable = kinds.intersection(CostKinds(spread))
    if usable.contains(.parts), let acoustic = spread.acoustic, let language = spread.language {
      rows = (-8...8).map {
        Interpolation(
          acoustic: 1, language: acoustic / language * pow(2, Double($0) / 4), secondPass: 0)
      }
    } else {
      rows = [Interpolation(total: usable.contains(.total) ? 1 : 0, secondPass: 0)]
    }
    firstPass = rows.map { row in
      lists.map { list in
        list.hypotheses.map { hypothesis in
          row.acoustic * (hypothesis.costs.acoustic ?? 0)
            + row.language * (hypothesis.costs.language ?? 0)
            + row.total * hypothesis.costs.total
        }
      }
    }
    firstPassSpread = CostSpread.spread(firstPass[firstPass.count / 2])
  }

  /// Word errors of the first pass's own choice.
  public var firstPassErrors: Int { errors.reduce(0) { $0 + $1[0] } }

  /// Word errors of the best hypothesis of each list.
  public var oracleErrors: Int { errors.reduce(0) { $0 + ($1.min() ?? 0) } }

  /// The best weights for a model's costs, one array per list.
  ///
  /// A model whose costs tell no hypotheses apart, or whose advice only does harm, gets
  /// ``Interpolation/firstPass``: a weight of 0.
  public func tune(_ costs: [[Double]]) -> Result {
    precondition(costs.count == errors.count, "one array of costs per list")
    let alone = Result(
      interpolation: .firstPass, errors: firstPassErrors, referenceWords: referenceWords)
    let modelSpread = CostSpread.spread(costs)
    guard modelSpread > 0, modelSpread.isFinite else { return alone }
    // Without first-pass costs there is nothing to weigh the model against.
    let unit = firstPassSpread > 0 ? firstPassSpread / modelSpread : 1
    let betas = firstPassSpread > 0 ? (-10...8).map { unit * pow(2, Double($0) / 2) } : [1]
    let grid = firstPass.map { firstPass in betas.map { errors(firstPass, costs, $0) } }
    var best: (row: Int, beta: Int)?
    var fewest = Double(alone.errors)
    for row in grid.indices {
      for beta in betas.indices where grid[row][beta] <= alone.errors {
        let smooth = Self.smooth(grid, row, beta)
        if smooth < fewest {
          fewest = smooth
          best = (row, beta)
        }
      }
    }
    guard let best else { return alone }
    let row = rows[best.row]
    return Result(
      interpolation: Interpolation(
        acoustic: row.acoustic, language: row.language, total: row.total,
        secondPass: betas[best.beta]),
      errors: grid[best.row][best.beta], referenceWords: referenceWords)
  }

  /// Word errors with weights at hand, for instance those that a model brings.
  ///
  /// - Parameters:
  ///   - interpolation: the weights.
  ///   - costs: the model's, one array per list.
  /// - Returns: the errors of each list's selection.
  /// - Throws: ``RescoringError/missingCost(part:text:)``.
  public func errors(
    of interpolation: Interpolation, secondPass costs: [[Double]]
  ) throws(RescoringError) -> [Int] {
    precondition(costs.count == lists.count, "one array of costs per list")
    var selected: [Int] = []
    for (number, list) in lists.enumerated() {
      let weighed = try interpolation.costs(of: list, secondPass: costs[number])
      selected.append(errors[number][Selection.index(in: list, costs: weighed)])
    }
    return selected
  }

  private func errors(_ firstPass: [[Double]], _ costs: [[Double]], _ beta: Double) -> Int {
    var total = 0
    for (index, errors) in errors.enumerated() {
      var best = 0
      var least = Double.infinity
      for hypothesis in errors.indices {
        let cost = firstPass[index][hypothesis] + beta * costs[index][hypothesis]
        if cost < least {
          least = cost
          best = hypothesis
        }
      }
      total += errors[best]
    }
    return total
  }

  /// The mean of the errors at a point, four times, and at its neighbors.
  private static func smooth(_ grid: [[Int]], _ row: Int, _ column: Int) -> Double {
    var (sum, weight) = (0.0, 0.0)
    for nearRow in max(0, row - 1)...min(grid.count - 1, row + 1) {
      for nearColumn in max(0, column - 1)...min(grid[row].count - 1, column + 1) {
        let share = nearRow == row && nearColumn == column ? 4.0 : 1.0
        sum += share * Double(grid[nearRow][nearColumn])
        weight += share
      }
    }
    return sum / weight
  }
}
