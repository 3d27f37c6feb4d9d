/// The progress of a run.
public struct RunProgress: Hashable, Sendable {
  /// Units of work that are done, those read from the journal included.
  public let completed: Int
  /// The number of units of work.
  public let total: Int
  /// The part of the run's expected work that is done, from 0 to 1. Units differ: clean lists are a model's
  /// longest, and the first pass takes no time at all, so that units alone tell nothing of the time left.
  public let share: Double
  /// The part of ``share`` that this process did itself, rather than read from the journal.
  public let freshShare: Double
  /// What was just done: "lora on messaging-test: homophones in the top hypothesis, 2 words, draw 1". Where a corpus's
  /// figures are begun and done, "figures of messaging-test".
  public let label: String

  package init(completed: Int, total: Int, share: Double, freshShare: Double, label: String) {
    self.completed = completed
    self.total = total
    self.share = share
    self.freshShare = freshShare
    self.label = label
  }
}
