package import Perturbations
package import Transcripts

/// References beside their copies with one word replaced by a homophone or by another spelling of
/// the same word: what ``DiscriminationResult`` counts, each kind apart.
package struct DiscriminationPairs: Sendable {
  /// A reference and one copy of it.
  package struct Pair: Hashable, Sendable {
    /// The index of the utterance.
    package let utterance: Int
    /// The word in the reference, without case and punctuation.
    package let spoken: String
    /// The word in the copy.
    package let homophone: String
    /// Whether that is the same word in another spelling.
    package let isSpellingVariant: Bool
    /// The copy.
    package let text: String
  }

  /// How one pair came out, as a digit in a journal.
  package enum Verdict: UInt8 {
    case preferred = 0x30
    case tie = 0x31
    case wrong = 0x32
    /// The model does not read as far as the word in question.
    case unread = 0x33
  }

  /// The references of utterances that have pairs, as models read them.
  private let references: [Int: String]
  /// The pairs in the order of utterances, positions and candidates.
  package let pairs: [Pair]
  /// Where each utterance stands; nil where no model asked.
  private let contexts: (@Sendable (Int) -> ListContext?)?

  /// Every word of every reference, with each of its candidates and then its other spellings.
  ///
  /// - Parameters:
  ///   - references: as models read them, with their utterances, in the order of these.
  ///   - contexts: where each utterance stands, for models that ask.
  ///   - spellings: nil where `candidates` hold them, too.
  package init(
    references: [(utterance: Int, text: String)], candidates: HomophoneCandidates,
    contexts: (@Sendable (Int) -> ListContext?)? = nil, spellings: (any PhraseConfuser)? = nil
  ) {
    self.contexts = contexts
    var pairs: [Pair] = []
    var concerned: [Int: String] = [:]
    for (utterance, reference) in references {
      let words = reference.spacedWords
      for position in words.indices {
        let variants = spellings?.alternatives(for: words[position])?.alternatives ?? []
        for (others, isVariant) in [
          (candidates.candidates(for: words[position]), false), (variants.map(\.text), true),
        ] {
          for other in others {
            concerned[utterance] = reference
            var copy = words
            copy[position] = other
            pairs.append(
              Pair(
                utterance: utterance, spoken: WordDress.key(of: words[position]),
                homophone: WordDress.keys(of: other),
                isSpellingVariant: isVariant, text: copy.joined(separator: " ")))
          }
        }
      }
    }
    self.pairs = pairs
    self.references = concerned
  }

  private init(_ all: DiscriminationPairs, pairs: [Pair]) {
    references = all.references
    contexts = all.contexts
    self.pairs = pairs
  }

  /// The pairs that satisfy a condition.
  package func selecting(_ isIncluded: (Pair) -> Bool) -> DiscriminationPairs {
    DiscriminationPairs(self, pairs: pairs.filter(isIncluded))
  }

  /// Each utterance's reference followed by its copies; utterances without a copy are left out.
  package var lists: [NBestList] {
    var lists: [NBestList] = []
    var start = 0
    while start < pairs.count {
      let utterance = pairs[start].utterance
      let end = pairs[start...].firstIndex { $0.utterance != utterance } ?? pairs.count
      let texts = [references[utterance]!] + pairs[start..<end].map(\.text)
      lists.append(
        NBestList(
          texts.map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) },
          context: contexts?(utterance)))
      start = end
    }
    return lists
  }

  /// Compares the costs of ``lists``, pair by pair.
  ///
  /// - Parameter readPart: what a model reads of a text, nil if all of it: pairs that it reads alike are
  ///   no pairs for it.
  package func verdicts(
    _ costs: [[Double]], readPart: (String) -> String? = { _ in nil }
  ) -> [Verdict] {
    let verdicts = costs.flatMap { row in
      row.dropFirst().map { copy -> Verdict in
        copy > row[0] ? .preferred : copy == row[0] ? .tie : .wrong
      }
    }
    let cut = references.compactMapValues(readPart)
    return zip(pairs, verdicts).map { pair, verdict in
      guard let read = cut[pair.utterance], readPart(pair.text) == read else { return verdict }
      return .unread
    }
  }

  /// The counts of the homophones or of the spelling variants; nil if there are no such pairs.
  package func result(
    _ verdicts: [Verdict], ofSpellingVariants: Bool = false, resampling: Resampling,
    hardest limit: Int = 10
  ) -> DiscriminationResult? {
    let counted = zip(pairs, verdicts).filter {
      $0.0.isSpellingVariant == ofSpellingVariants && $0.1 != .unread
    }
    guard !counted.isEmpty else { return nil }
    var preferred = [Int](repeating: 0, count: resampling.units)
    var compared = preferred
    var tallies: [[String]: (pairs: Int, wrong: Int)] = [:]
    for (pair, verdict) in counted {
      let unit = resampling.unit(of: pair.utterance)
      compared[unit] += 1
      if verdict == .preferred { preferred[unit] += 1 }
      tallies[[pair.spoken, pair.homophone], default: (0, 0)].pairs += 1
      if verdict != .preferred { tallies[[pair.spoken, pair.homophone]]!.wrong += 1 }
    }
    // There are pairs, so there is a rate.
    guard
      let rate = resampling.rate(ofTotals: preferred, among: compared, else: .noReferenceWords)
        .estimate
    else { return nil }
    let hardest = tallies.filter { $0.value.wrong > 0 }
      .map { key, tally in
        WordPairTally(
          spoken: key[0], homophone: key[1], pairs: tally.pairs, wrong: tally.wrong)
      }
      .sorted {
        // Most errors first, then the larger share, then by the words.
        ($1.wrong, $0.pairs, $0.spoken, $0.homophone)
          < ($0.wrong, $1.pairs, $1.spoken, $1.homophone)
      }
    return DiscriminationResult(
      pairs: counted.count, preferred: counted.count { $0.1 == .preferred },
      ties: counted.count { $0.1 == .tie }, rate: rate,
      hardest: Array(hardest.prefix(limit)))
  }
}
