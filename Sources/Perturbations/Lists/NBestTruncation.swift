public import PropertyTesting
public import Transcripts

/// Cuts the list off after some of its hypotheses, as a narrower beam would have.
public struct NBestTruncation: Perturbation {
  /// The number of hypotheses that stay; nil draws it.
  public let limit: Int?

  /// Makes the perturbation.
  ///
  /// - Precondition: `limit` is at least 1.
  public init(limit: Int? = nil) {
    precondition(limit.map { $0 >= 1 } ?? true, "at least one hypothesis stays")
    self.limit = limit
  }

  public var id: String { "truncation" }
  public var summary: String {
    "the list truncated to \(limit.map(String.init) ?? "some") of its hypotheses"
  }

  public var recipe: PerturbationRecipe {
    guard let limit else { return .shipped(PerturbationSettings().with(.truncation)) }
    return .custom(CustomPerturbation(id: id, parameters: ["limit": "\(limit)"]))
  }

  /// Draws how many hypotheses are cut off if there is no limit; the simplest choice is one.
  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    guard list.count > 1 else { return PerturbedList(list) }
    let kept = limit ?? list.count - 1 - source.index(below: list.count - 1)
    return PerturbedList(list.prefix(kept))
  }
}

extension Perturbation where Self == NBestTruncation {
  public static var truncation: Self { NBestTruncation() }
}
