import Lexicons

/// Chooses which of the words that sound like another are considered as its replacements.
struct CandidateChoice: Sendable {
  private let limit: Int
  private let minimumRatio: Double
  private let leavesUnusualOut: Bool
  private let count: @Sendable (String) -> Int

  /// - Parameters:
  ///   - isEnglish: whether the words are English; unusual words are only known for English.
  ///   - count: the count of a word in the frequency table.
  init(
    _ settings: PerturbationSettings, isEnglish: Bool, count: @escaping @Sendable (String) -> Int
  ) {
    limit = settings.candidates
    minimumRatio = settings.minimumRatio
    leavesUnusualOut = settings.unusualWords == .excluded && isEnglish
    self.count = count
  }

  /// The candidates that are considered, in their original order.
  func chosen(among all: some Sequence<WordCandidate>, for word: String) -> [String] {
    // A table that never counted the word doesn't say that others are rarer.
    let least = minimumRatio * Double(count(word))
    var chosen: [String] = []
    for candidate in all where Double(candidate.count) >= least {
      if leavesUnusualOut, UnusualWords.isUnusual(candidate.word, insteadOf: word) { continue }
      chosen.append(candidate.word)
      if chosen.count == limit { break }
    }
    return chosen
  }
}
