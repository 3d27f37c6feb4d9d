public import Lexicons
import Synchronization

/// The homophones that may replace a word, most frequent first, looked up once a word.
public final class HomophoneCandidates: Sendable {
  private let lookUp: @Sendable (String) -> [String]
  private let known = Mutex<[String: [String]]>([:])

  /// - Parameter lookUp: homophones of a normalised word, without the word itself, best first.
  public init(_ lookUp: @escaping @Sendable (String) -> [String]) {
    self.lookUp = lookUp
  }

  /// Homophones from a lexicon.
  ///
  /// - Parameters:
  ///   - limit: at most so many per word, most frequent first.
  ///   - minimumFrequency: leaves out words that the index's frequency table counts less often.
  ///   - variants: leaves other spellings of the same word out of those `limit`; nil takes them for
  ///     homophones.
  public convenience init(
    _ index: HomophoneIndex, limit: Int = 5, minimumFrequency: Int = 50,
    without variants: SpellingVariants? = nil
  ) {
    self.init { word in
      let all = index.candidates(for: word, minimumCount: minimumFrequency, limit: limit)
        .map(\.word)
      guard let variants else { return all }
      return all.filter { !variants.areVariants(word, $0) }
    }
  }

  /// Words one phone apart, nearest first; for a ``HomophoneSubstitution`` with an id of its own.
  public convenience init(
    near index: NearHomophones, limit: Int = 5, minimumFrequency: Int = 50
  ) {
    self.init { word in
      index.candidates(for: word, minimumCount: minimumFrequency, limit: limit).map(\.word)
    }
  }

  /// A table made by hand: every word of a set may become every other, in the set's order.
  public convenience init(sets: [[String]]) {
    var table: [String: [String]] = [:]
    for set in sets {
      for word in set {
        for other in set where other != word && table[word]?.contains(other) != true {
          table[word, default: []].append(other)
        }
      }
    }
    self.init { [table] in table[$0] ?? [] }
  }

  /// Homophones of `word`; empty for a word that the lexicon does not know or that has none.
  public func candidates(for word: String) -> [String] {
    if let found = known.withLock({ $0[word] }) { return found }
    let found = lookUp(word)
    known.withLock { $0[word] = found }
    return found
  }
}
