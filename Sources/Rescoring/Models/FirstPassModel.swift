import Artifacts
public import Transcripts

/// A second pass that adds nothing, so that the first pass's own choice goes through the same mill
/// as every model's.
public struct FirstPassModel: RescoringModel {
  public let identity = ModelIdentity(
    name: "first-pass", summary: "the recognizer's own ranking",
    digest: .sha256(of: "every cost is 0"))

  public init() {}

  public var scoresEachTextAlone: Bool { true }

  public func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    lists.map { Array(repeating: 0, count: $0.count) }
  }
}
