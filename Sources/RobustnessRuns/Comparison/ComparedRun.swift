/// A run as it is compared with others.
public struct ComparedRun: Sendable {
  /// The run's name in the outputs.
  public let name: String
  public let record: RunRecord
  /// What was selected; without it nothing can be paired.
  public let selections: RunSelections?

  public init(name: String, record: RunRecord, selections: RunSelections?) {
    self.name = name
    self.record = record
    self.selections = selections
  }

  /// A corpus's lists; nil where the selections are not there.
  func selections(of corpus: String) -> CorpusSelections? {
    selections?.corpora.first { $0.corpus == corpus }
  }
}
