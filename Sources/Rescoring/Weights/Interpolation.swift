public import Transcripts

/// How first-pass and second-pass costs are weighed against each other.
///
/// The interpolated cost of hypothesis *i* is
///
///     s_i = acoustic · a_i + language · l_i + total · t_i + secondPass · m_i
///
/// with the first pass's acoustic, language and total costs `a`, `l`, `t` and the model's cost `m`,
/// all negative log-likelihoods. LoRB and RescoreBERT (arXiv 2309.15223, 2202.01094) write it as
/// `s_i = s^a_i + β s^l_i`: here `secondPass` is β. Weights are tuned on a development corpus, never
/// on the one that is reported.
public struct Interpolation: Hashable, Sendable, Codable {
  /// Weight of the first pass's acoustic cost.
  public let acoustic: Double
  /// Weight of the first pass's language-model cost.
  public let language: Double
  /// Weight of the cost that the first pass ranked by.
  public let total: Double
  /// Weight β of the second pass's cost.
  public let secondPass: Double

  /// Weighs the parts of the first pass's cost one by one.
  public init(acoustic: Double, language: Double, secondPass: Double) {
    self.init(acoustic: acoustic, language: language, total: 0, secondPass: secondPass)
  }

  /// Takes the first pass's total as it is and adds `secondPass` times the model's cost.
  public init(total: Double = 1, secondPass: Double) {
    self.init(acoustic: 0, language: 0, total: total, secondPass: secondPass)
  }

  /// Weighs everything; a weight of 0 leaves its part out, also where the list does not carry it.
  public init(acoustic: Double, language: Double, total: Double, secondPass: Double) {
    self.acoustic = acoustic
    self.language = language
    self.total = total
    self.secondPass = secondPass
  }

  /// The first pass alone: what it ranked by, and nothing else.
  public static let firstPass = Interpolation(total: 1, secondPass: 0)

  /// The model alone, blind to what the first pass thought.
  public static let secondPassAlone = Interpolation(total: 0, secondPass: 1)

  /// Interpolated costs, one per hypothesis, in the list's order.
  ///
  /// - Parameters:
  ///   - list: the list, with the first pass's costs.
  ///   - costs: the model's costs, one per hypothesis.
  /// - Throws: ``RescoringError/missingCost(part:text:)`` when a part with a weight other than 0 is
  ///   not in the list.
  /// - Precondition: there are as many costs as hypotheses.
  public func costs(
    of list: NBestList, secondPass costs: [Double]
  ) throws(RescoringError) -> [Double] {
    precondition(costs.count == list.count, "one second-pass cost per hypothesis")
    var result: [Double] = []
    result.reserveCapacity(costs.count)
    for (hypothesis, cost) in zip(list.hypotheses, costs) {
      result.append(try firstPassCost(of: hypothesis) + secondPass * cost)
    }
    return result
  }

  /// The first pass's share of a hypothesis's interpolated cost.
  ///
  /// - Throws: ``RescoringError/missingCost(part:text:)``.
  public func firstPassCost(of hypothesis: Hypothesis) throws(RescoringError) -> Double {
    var cost = total == 0 ? 0 : total * hypothesis.costs.total
    if acoustic != 0 {
      guard let part = hypothesis.costs.acoustic else {
        throw .missingCost(part: "acoustic", text: hypothesis.text)
      }
      cost += acoustic * part
    }
    if language != 0 {
      guard let part = hypothesis.costs.language else {
        throw .missingCost(part: "language", text: hypothesis.text)
      }
      cost += language * part
    }
    return cost
  }
}
