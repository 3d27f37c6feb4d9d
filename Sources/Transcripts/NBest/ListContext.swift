/// Where a list stands in its corpus: what a rescorer may want to know besides the list itself.
///
/// It always comes from the corpus as it was read. Whatever a perturbation does to a list, the context stays
/// clean, and it doesn't depend on which lists are examined, nor in which order.
public struct ListContext: Hashable, Sendable, Codable {
  /// The utterance's id.
  public let id: String
  /// The number of utterances before this one in the same recording.
  public let place: Int
  /// The first pass's choices in the utterances right before it, the latest last; fewer than a model asks for
  /// where the recording has no more.
  public let previous: [String]

  public init(id: String, place: Int, previous: [String]) {
    self.id = id
    self.place = place
    self.previous = previous
  }
}

extension NBestList {
  /// The same list at a place in a corpus; nil for a list that stands nowhere.
  public func standing(in context: ListContext?) -> NBestList {
    NBestList(hypotheses, context: context)
  }

  /// Other hypotheses at the same place in the corpus.
  public func replacing(_ hypotheses: [Hypothesis]) -> NBestList {
    NBestList(hypotheses, context: context)
  }
}

// MARK: - Equality

extension NBestList {
  /// Lists are equal if their hypotheses are, wherever they stand.
  public static func == (left: NBestList, right: NBestList) -> Bool {
    left.hypotheses == right.hypotheses
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(hypotheses) }
}
