/// An edited stretch of a replayed sequence, whose choices may be too many or too few for what is
/// then drawn there.
///
/// Missing choices are made up, superfluous ones are skipped: what stands behind the stretch is
/// replayed as it was.
struct Splice: Hashable, Sendable {
  /// What is drawn in the stretch.
  enum Fill: Hashable, Sendable {
    /// The edited choices, then the simplest ones.
    case simplest
    /// Random choices from the start.
    case random(seed: UInt64)
  }

  /// The number of the span that the stretch is, in the order in which spans are opened; −1 for a
  /// single choice.
  let span: Int
  /// The end of the edited choices of the stretch.
  let end: Int
  let fill: Fill

  init(span: Int, end: Int, fill: Fill = .simplest) {
    self.span = span
    self.end = end
    self.fill = fill
  }

  /// A single choice, the one at `place`.
  init(choice place: Int, fill: Fill) {
    self.init(span: -1, end: place + 1, fill: fill)
  }
}
