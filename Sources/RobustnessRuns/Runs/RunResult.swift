/// The result of a run.
public struct RunResult: Hashable, Sendable {
  /// The figures, which reports are made of.
  public let record: RunRecord
  /// The selections that the record was computed from.
  public let selections: RunSelections

  package init(record: RunRecord, selections: RunSelections) {
    self.record = record
    self.selections = selections
  }
}
