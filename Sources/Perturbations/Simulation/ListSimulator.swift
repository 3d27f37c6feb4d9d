package import PropertyTesting

/// Makes any number of training lists from text: a sentence among homophone, near-homophone and
/// learned corruptions of itself.
///
/// This way a rescorer learns from text alone which words belong together. Most lists hold the
/// sentence itself; in the others every hypothesis shares one error, since in real lists the
/// reference is often missing and the least wrong hypothesis must be found.
package struct ListSimulator: Sendable {
  /// Words that sound the same as, or nearly like, a given one; most plausible first.
  package typealias Alternatives = @Sendable (String) -> [String]

  /// How often each kind of corruption is tried first, in shares of 1.
  package struct Mixture: Hashable, Sendable, Codable {
    /// Mishearings learned from a recognizer.
    package let learned: Double
    /// Words with the same pronunciation.
    package let homophones: Double
    /// Words with nearly the same pronunciation, which get the rest of 1.
    package var nearHomophones: Double { 1 - learned - homophones }

    package init(learned: Double = 0.5, homophones: Double = 0.2) {
      precondition(learned >= 0 && homophones >= 0 && learned + homophones <= 1)
      self.learned = learned
      self.homophones = homophones
    }
  }

  private let confusions: PhraseConfusions?
  private let homophones: Alternatives
  private let nearHomophones: Alternatives
  private let mixture: Mixture
  private let listLength: Int

  /// - Parameters:
  ///   - confusions: learned mishearings, if there are any.
  ///   - homophones: finds the words that sound the same as a word.
  ///   - nearHomophones: finds the words that sound nearly the same.
  ///   - listLength: the largest number of hypotheses in a list.
  package init(
    confusions: PhraseConfusions?, homophones: @escaping Alternatives,
    nearHomophones: @escaping Alternatives, mixture: Mixture = Mixture(), listLength: Int = 8
  ) {
    precondition(listLength >= 2, "a list needs something to choose from")
    self.confusions = confusions
    self.homophones = homophones
    self.nearHomophones = nearHomophones
    self.mixture = mixture
    self.listLength = listLength
  }

  /// A list for the sentence `words`; nil if nothing in it can be misheard.
  package func list(for words: [String], using source: inout ChoiceSource) -> SimulatedList? {
    var base = words
    if source.boolean(probability: 0.3), let corrupted = corrupt(words, using: &source) {
      base = corrupted
    }
    var hypotheses = [base]
    var failures = 0
    while hypotheses.count < listLength, failures < listLength {
      var hypothesis = base
      var remaining = 1
      while remaining > 0 {
        guard let next = corrupt(hypothesis, using: &source) else { break }
        hypothesis = next
        remaining -= 1
        if source.boolean(probability: 0.4) { remaining += 1 }
      }
      if hypothesis.isEmpty || hypotheses.contains(hypothesis) {
        failures += 1
      } else {
        hypotheses.append(hypothesis)
      }
    }
    return hypotheses.count < 2 ? nil : SimulatedList(reference: words, hypotheses: hypotheses)
  }

  /// The sentence `words` with one corruption, or nil if three tries found none.
  private func corrupt(_ words: [String], using source: inout ChoiceSource) -> [String]? {
    guard !words.isEmpty else { return nil }
    for _ in 0..<3 {
      let kind = source.float(in: 0...1)
      if kind < mixture.learned {
        if let result = mishear(words, using: &source) { return result }
      } else {
        let position = source.index(below: words.count)
        let alternatives =
          kind < mixture.learned + mixture.homophones
          ? homophones(words[position]) : nearHomophones(words[position])
        guard !alternatives.isEmpty else { continue }
        var result = words
        result[position] = alternatives[frontHeavyIndex(below: alternatives.count, using: &source)]
        return result
      }
    }
    return nil
  }

  /// The sentence `words` with one phrase as the recognizer mishears it; phrases that it mishears
  /// often are chosen more often.
  private func mishear(_ words: [String], using source: inout ChoiceSource) -> [String]? {
    guard let confusions else { return nil }
    var candidates: [(range: Range<Int>, entry: PhraseConfusions.Entry)] = []
    for start in words.indices {
      for end in start..<min(start + confusions.longestPhrase, words.count) {
        if let entry = confusions.entry(for: words[start...end].joined(separator: " ")) {
          candidates.append((start..<end + 1, entry))
        }
      }
    }
    guard !candidates.isEmpty else { return nil }
    var ticket = source.float(in: 0...1) * candidates.reduce(0) { $0 + $1.entry.rate }
    var chosen = candidates[candidates.count - 1]
    for candidate in candidates {
      ticket -= candidate.entry.rate
      if ticket <= 0 {
        chosen = candidate
        break
      }
    }
    var count = source.index(below: chosen.entry.errors)
    for alternative in chosen.entry.alternatives {
      count -= alternative.count
      if count < 0 {
        var result = words
        result.replaceSubrange(
          chosen.range, with: alternative.text.split(separator: " ").map(String.init))
        return result
      }
    }
    return nil
  }

  /// An index that is usually small, since alternatives come most plausible first.
  private func frontHeavyIndex(below count: Int, using source: inout ChoiceSource) -> Int {
    min(source.index(below: count), source.index(below: count))
  }
}
