public import Rescoring
public import Transcripts

/// A model together with the weights it is used with: what selects.
public struct SecondPass: Sendable {
  public let model: any RescoringModel
  public let interpolation: Interpolation
  /// The origin of the weights; nil if it is unknown.
  public let weights: WeightSource?

  public init(
    model: any RescoringModel, interpolation: Interpolation, weights: WeightSource? = nil
  ) {
    self.model = model
    self.interpolation = interpolation
    self.weights = weights
  }

  /// The recognizer's own choice.
  public static let firstPass = SecondPass(model: FirstPassModel(), interpolation: .firstPass)

  public var name: String { model.identity.name }

  /// Second-pass and interpolated costs of each hypothesis of each list.
  ///
  /// - Throws: `RescoringError`.
  public func judge(_ lists: [NBestList]) throws(RescoringError) -> [ListCosts] {
    let costs = try model.validatedCosts(for: lists)
    var judged: [ListCosts] = []
    judged.reserveCapacity(lists.count)
    for (list, row) in zip(lists, costs) {
      judged.append(
        ListCosts(
          secondPass: row, interpolated: try interpolation.costs(of: list, secondPass: row)))
    }
    return judged
  }
}

extension [SecondPass] {
  /// How many previous utterances any of the models asks for; nil where none looks at where a list stands.
  package var previousUtterances: Int? { compactMap(\.model.previousUtterances).max() }
}

/// What a second pass thinks of a list, one figure per hypothesis.
public struct ListCosts: Hashable, Sendable {
  /// The model's costs.
  public let secondPass: [Double]
  /// The interpolated costs, by which a hypothesis is selected.
  public let interpolated: [Double]

  public init(secondPass: [Double], interpolated: [Double]) {
    self.secondPass = secondPass
    self.interpolated = interpolated
  }
}
