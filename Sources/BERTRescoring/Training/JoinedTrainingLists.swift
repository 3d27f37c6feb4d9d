/// Lists of several sources as one: real and simulated ones in one training.
///
/// An epoch has all lists of all sources; which comes when is the training's shuffle.
public struct JoinedTrainingLists: TrainingListSource {
  private let sources: [any TrainingListSource]

  /// The index at which each source starts, followed by the end of the last.
  private let starts: [Int]

  public init(_ sources: [any TrainingListSource]) {
    self.sources = sources
    starts = sources.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  public var count: Int { starts[sources.count] }

  public var summary: String { sources.map(\.summary).joined(separator: "; ") }

  public func list(at index: Int) -> TrainingList {
    let source = starts.lastIndex { $0 <= index }!
    return sources[source].list(at: index - starts[source])
  }
}
