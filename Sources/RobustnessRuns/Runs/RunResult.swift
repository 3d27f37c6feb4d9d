/// What a run comes to.
public struct RunResult: Hashable, Sendable {
  /// The figures, which reports are made of.
  public let record: RunRecord
  /// What they were computed from.
  public let selections: RunSelections

  package init(record: RunRecord, selections: RunSelections) {
    self.record = record
    self.selections = selections
  }
}
