/// What somebody says of a corpus that its files don't say themselves.
///
/// ```swift
/// var declared = CorpusDeclaration()
/// declared.scores = .logProbability
/// let corpus = try Corpus(contentsOf: "lists.json", declared: declared)
/// ```
public struct CorpusDeclaration: Sendable {
  /// What becomes of hypotheses whose text stands in their list before.
  public enum Duplicates: String, Hashable, Sendable, CaseIterable {
    /// Duplicates stay, and the survey counts them.
    case keep
    /// Only the first hypothesis with each text stays, for lists that were padded with copies.
    case drop
  }

  /// The costs that are kept.
  public enum Costs: String, Hashable, Sendable, CaseIterable {
    /// Acoustic and language costs and the total.
    case all
    /// Only the total is kept.
    case total
  }

  /// The treatment of marked words.
  public enum Markup: String, Hashable, Sendable, CaseIterable {
    /// Marks are words like any others.
    case keep
    /// Words in `<…>` and `[…]` are dropped from references and hypotheses.
    case drop
    /// References have alternations `{ a / b / @ }` and optional words `(a)`, as SCTK counts them.
    case sctk
  }

  /// What the scores are; nil takes the format's word for it.
  public var scores: ScoreDirection?
  /// What becomes of duplicates; nil does what the format says.
  public var duplicates: Duplicates?
  public var costs = Costs.all
  /// What becomes of marked words; nil keeps them, or does what the source of references says.
  public var markup: Markup?
  /// What was said, by id, in place of what the corpus itself says.
  public var references: CorpusReferences?

  public init(scores: ScoreDirection? = nil) {
    self.scores = scores
  }
}
