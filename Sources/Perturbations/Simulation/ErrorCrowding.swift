import Transcripts

/// How much more likely a word is to be misheard after a misheard one than after one that was heard
/// correctly: a recognizer that has lost its way takes several words to recover.
package struct ErrorCrowding: Hashable, Sendable, Codable {
  /// The factor for the odds of an error after a misheard phrase.
  package let afterError: Double
  /// The factor for the odds of an error after a word heard correctly, and at the beginning.
  package let afterHit: Double

  /// No clustering: errors that don't depend on each other.
  package static let none = ErrorCrowding(afterError: 1, afterHit: 1)

  package init(afterError: Double, afterHit: Double) {
    self.afterError = afterError
    self.afterHit = afterHit
  }

  /// The probability of an error whose general probability is `rate`.
  func probability(_ rate: Double, afterError isAfterError: Bool) -> Double {
    Self.scaled(rate, by: isAfterError ? afterError : afterHit)
  }

  private static func scaled(_ rate: Double, by factor: Double) -> Double {
    // A phrase that was always misheard may still be heard right for once.
    let rate = min(max(rate, 0), 0.98)
    return factor * rate / (1 - rate + factor * rate)
  }

  /// Learns the factors with which the expected numbers of errors after errors and after hits equal
  /// the observed ones.
  init(_ places: [Place]) {
    afterError = Self.factor(places.filter(\.isAfterError))
    afterHit = Self.factor(places.filter { !$0.isAfterError })
  }

  /// A place at which a phrase was misheard or a word heard right.
  struct Place {
    /// How often an error begins there in general.
    let rate: Double
    let isAfterError: Bool
    let isMisheard: Bool
  }

  /// The factor with which `places` have the expected number of errors that was observed, by
  /// bisection of its logarithm; 1 without places.
  private static func factor(_ places: [Place]) -> Double {
    let errors = Double(places.count { $0.isMisheard })
    guard errors > 0 else { return 1 }
    var (low, high) = (1.0 / 64, 64.0)
    for _ in 0..<40 {
      let middle = (low * high).squareRoot()
      let expected = places.reduce(0) { $0 + scaled($1.rate, by: middle) }
      if expected < errors { low = middle } else { high = middle }
    }
    return (low * high).squareRoot()
  }
}

extension ErrorCrowding {
  /// Learns from real lists, where each place follows the observed outcome of the previous one.
  ///
  /// - Parameters:
  ///   - limit: the number of hypotheses of each list that are used, best first.
  ///   - phrases: the confusions learned from the same lists with the same splitter.
  ///   - rate: how often a phrase is misheard in general; 0 for a phrase of several words that
  ///     never was.
  init(
    in utterances: some Collection<Utterance>, hypothesesPerList limit: Int,
    phrases: PhraseConfusions,
    splitter: StretchSplitter, rate: (String) -> Double, normalizer: TextNormalizer = .standard
  ) {
    var places: [Place] = []
    for utterance in utterances {
      let reference = normalizer.words(in: utterance.reference)
      let rates = reference.indices.map { start in
        (start..<min(start + phrases.longestPhrase, reference.count)).reduce(0) {
          $0 + rate(reference[start...$1].joined(separator: " "))
        }
      }
      for heard in utterance.nBest.distinctWords(limit, by: normalizer) {
        let lengths = phrases.misheardLengths(reference, heard, splitter: splitter)
        var place = 0
        var isAfterError = false
        while place < reference.count {
          let length = lengths[place]
          places.append(
            Place(rate: rates[place], isAfterError: isAfterError, isMisheard: length > 0))
          isAfterError = length > 0
          place += max(length, 1)
        }
      }
    }
    self.init(places)
  }
}

extension PhraseConfusions {
  /// For each word of a reference, the length of the phrase that begins there and was misheard, or
  /// 0.
  fileprivate func misheardLengths(
    _ reference: [String], _ hypothesis: [String], splitter: StretchSplitter
  ) -> [Int] {
    var lengths = [Int](repeating: 0, count: reference.count)
    for stretch in Self.confusions(reference: reference, hypothesis: hypothesis) {
      let (said, heard) = (Array(stretch.said), Array(stretch.heard))
      let parts = splitter.parts(said: said, heard: heard) {
        entry(for: $0.joined(separator: " ")) != nil
      }
      for part in parts where said[part.said] != heard[part.heard] {
        lengths[stretch.said.startIndex + part.said.lowerBound] = part.said.count
      }
    }
    return lengths
  }
}
