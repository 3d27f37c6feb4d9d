import Transcripts

/// Looks phrases up without case and punctuation and restores these in the alternatives: "Right,
/// it" becomes "Write, it" if "right" may become "write".
struct DressedConfuser: PhraseConfuser {
  let base: any PhraseConfuser
  /// Whether the base knows words with hyphens between them.
  private let joinsHyphens: Bool

  init(_ base: any PhraseConfuser, joinsHyphens: Bool = false) {
    self.base = base
    self.joinsHyphens = joinsHyphens
  }

  private func dress(_ word: String) -> WordDress? { WordDress(word, joinsHyphens: joinsHyphens) }

  var longestPhrase: Int { base.longestPhrase }

  func places(in words: [String]) -> [Range<Int>]? {
    guard let found = base.places(in: words.map { dress($0)?.key ?? $0 }) else { return nil }
    return found.filter { words[$0].count == 1 || keys(of: Array(words[$0])) != nil }
  }

  func alternatives(for phrase: String) -> PhraseAlternatives? {
    if let found = base.alternatives(for: phrase) { return found }
    let words = phrase.spacedWords
    guard !words.allSatisfy(WordDress.isPlain), let dressed = keys(of: words),
      let found = base.alternatives(for: dressed.map(\.key).joined(separator: " "))
    else { return nil }
    let (first, last) = (dressed[0], dressed[dressed.count - 1])
    // Punctuation around nothing would be a word of its own.
    let kept = found.alternatives.filter {
      !$0.text.isEmpty || !(first.hasBefore || last.hasBehind)
    }
    guard !kept.isEmpty else { return nil }
    return PhraseAlternatives(
      kept.map { .init(WordDress.dress($0.text, from: first, to: last), weight: $0.weight) },
      weight: found.weight)
  }

  /// The words without what surrounds the phrase; nil if there is something inside it.
  private func keys(of words: [String]) -> [WordDress]? {
    let dressed = words.compactMap(dress)
    guard !dressed.isEmpty, dressed.count == words.count,
      dressed.dropLast().allSatisfy({ !$0.hasBehind }),
      dressed.dropFirst().allSatisfy({ !$0.hasBefore })
    else { return nil }
    return dressed
  }
}
