/// How far a run is.
public struct RunProgress: Hashable, Sendable {
  /// Units of work that are done, those read from the journal included.
  public let completed: Int
  public let total: Int
  /// What was just done: "messaging-test · lora · 2 words, nBest".
  public let label: String

  package init(completed: Int, total: Int, label: String) {
    self.completed = completed
    self.total = total
    self.label = label
  }
}
