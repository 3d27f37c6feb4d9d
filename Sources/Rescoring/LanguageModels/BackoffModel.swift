public import Transcripts

/// A trigram language model with backoff, as ARPA files hold it (Katz 1987).
///
/// With α the weights of backing off,
///
///     P(w | u v) = the trigram's probability where the model has it
///                = α(u v) · P(w | v) where it has not
///
/// and likewise from bigrams to words; α is 1 for a context that the model doesn't have. A word that it
/// doesn't know is as rare as the rarest that it knows, unless the model has `<unk>`.
///
/// N-grams lie in columns sorted by context and word: 8 bytes a trigram, 16 a bigram. Looking one up is a
/// binary search among the words that follow its context.
public struct BackoffModel: LanguageModel {
  public let identity: ModelIdentity
  let words: WordNumbers
  let columns: BackoffColumns
  private let start: UInt32
  public let end: UInt32
  public let unknown: UInt32
  /// `ln P` of a word that the model doesn't know, before backing off.
  private let unknownCost: Double
  private let normalizer = TextNormalizer.standard

  /// What stands where no word stands, as before the start of a text.
  static let none = UInt32.max

  public var scoresEachTextAlone: Bool { true }
  public var beginning: (UInt32, UInt32) { (Self.none, start) }

  /// The number of words, marks for the start and end of a text included.
  public var wordCount: Int { columns.unigrams.count }
  /// The number of bigrams.
  public var bigramCount: Int { columns.bigramWords.count }
  /// The number of trigrams.
  public var trigramCount: Int { columns.trigramWords.count }

  init(identity: ModelIdentity, words: WordNumbers, columns: BackoffColumns) {
    self.identity = identity
    self.words = words
    self.columns = columns
    start = words.find(BackoffMark.start) ?? Self.none
    end = words.find(BackoffMark.end) ?? Self.none
    let rarest = columns.unigrams.lazy.filter { $0 > -99 }.min().map(Double.init) ?? 0
    if let unknown = words.find(BackoffMark.unknown) {
      self.unknown = unknown
      unknownCost = Double(columns.unigrams[Int(unknown)])
    } else {
      unknown = Self.none
      unknownCost = rarest
    }
  }

  /// The same model under another name.
  public func named(_ name: String) -> BackoffModel {
    BackoffModel(
      identity: ModelIdentity(name: name, summary: identity.summary, digest: identity.digest),
      words: words, columns: columns)
  }

  public func number(of word: String) -> UInt32 { words.find(word) ?? unknown }

  /// Whether the model knows a normalized word.
  public func knows(_ word: String) -> Bool { words.find(word) != nil }

  public func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    lists.map { list in
      list.hypotheses.map { cost(ofNormalized: normalizer.normalize($0.text)) }
    }
  }

  public func cost(ofNormalized text: String) -> Double {
    var text = text
    return text.withUTF8 { text in
      let bytes = UnsafeRawBufferPointer(text)
      var (first, second) = beginning
      var cost = 0.0
      var place = 0
      while place < bytes.count {
        let begin = place
        while place < bytes.count, bytes[place] != 0x20 { place += 1 }
        if place > begin {
          let word = words.find(UnsafeRawBufferPointer(rebasing: bytes[begin..<place])) ?? unknown
          cost -= logProbability(of: word, after: first, second)
          (first, second) = (second, word)
        }
        place += 1
      }
      return cost - logProbability(of: end, after: first, second)
    }
  }

  public func logProbability(of word: UInt32, after first: UInt32, _ second: UInt32) -> Double {
    guard second != Self.none else { return unigram(word) }
    if first != Self.none, let context = columns.bigram(first, second) {
      if let trigram = columns.trigram(context, word) {
        return Double(columns.trigramCosts[trigram])
      }
      return Double(columns.bigramBackoffs[context]) + bigram(word, after: second)
    }
    return bigram(word, after: second)
  }

  private func bigram(_ word: UInt32, after second: UInt32) -> Double {
    if let bigram = columns.bigram(second, word) { return Double(columns.bigramCosts[bigram]) }
    return Double(columns.unigramBackoffs[Int(second)]) + unigram(word)
  }

  public func logProbability(of word: UInt32) -> Double { unigram(word) }

  private func unigram(_ word: UInt32) -> Double {
    word == Self.none ? unknownCost : Double(columns.unigrams[Int(word)])
  }
}

/// Words of a language model that are no words.
enum BackoffMark {
  static let start = "<s>"
  static let end = "</s>"
  static let unknown = "<unk>"
}
