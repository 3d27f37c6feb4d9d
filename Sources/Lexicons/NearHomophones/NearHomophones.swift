/// Finds words that sound almost the same: with one phone replaced, added or left out or, if stress
/// is kept, with one vowel stressed differently.
///
/// Every pronunciation is filed under itself, under itself with each phone left out, and under
/// itself with each phone hidden; a query of `n` phones is `2n + 1` look-ups. Building takes about
/// 0.2 s for CMUdict and a query microseconds, so build it once, and only where it is needed.
///
/// ```swift
/// let near = NearHomophones(lexicon, frequencies: frequencies)
/// near.candidates(for: "weir", minimumCount: 50, limit: 3)
/// ```
public struct NearHomophones: Sendable {
  public let lexicon: Lexicon
  /// The distances by which candidates are ranked.
  public let distances: PhoneDistances

  /// The different pronunciations, one after another, without stress unless it is kept.
  private let phones: [UInt8]
  /// The index at which each pronunciation starts, followed by the end of the last.
  private let starts: [UInt32]
  /// The words of each pronunciation, and each word's pronunciations.
  private let speakers: [UInt32]
  private let speakerStarts: [UInt32]
  private let spoken: [UInt32]
  private let spokenStarts: [UInt32]
  private let whole: HashBuckets
  private let shortened: HashBuckets
  private let holed: HashBuckets
  private let counts: [Int]

  /// Indexes all entries of `lexicon`.
  ///
  /// - Parameters:
  ///   - lexicon: the lexicon.
  ///   - frequencies: the table by which candidates of equal distance are ranked.
  ///   - stress: whether stress distinguishes pronunciations. If it is ignored, words that differ
  ///     only in stress are homophones and not near-homophones.
  ///   - variants: whether all pronunciations count, or each word's first.
  public init(
    _ lexicon: Lexicon, frequencies: WordFrequencies = .empty, stress: Stress = .ignored,
    variants: Variants = .all
  ) {
    self.lexicon = lexicon
    distances = PhoneDistances(lexicon.inventory, stress: stress)
    counts = frequencies.counts(in: lexicon)

    let keys = PronunciationKeys(lexicon, stress: stress, variants: variants)
    let entryPhones = lexicon.phones(stress: stress)
    var phones: [UInt8] = []
    var starts: [UInt32] = [0]
    var pairs: [(word: UInt32, pronunciation: UInt32)] = []
    for pronunciation in 0..<keys.count {
      let entries = keys.entries(of: pronunciation)
      phones += entryPhones[lexicon.phoneRange(of: Int(entries.first!))]
      starts.append(UInt32(phones.count))
      let first = pairs.count
      for entry in entries {
        let word = lexicon.entryWords[Int(entry)]
        if !pairs[first...].contains(where: { $0.word == word }) {
          pairs.append((word, UInt32(pronunciation)))
        }
      }
    }
    (speakers, speakerStarts) = Self.grouped(
      pairs.map { ($0.pronunciation, $0.word) }, groups: keys.count)
    (spoken, spokenStarts) = Self.grouped(
      pairs.map { ($0.word, $0.pronunciation) }, groups: lexicon.wordCount)
    (whole, shortened, holed) = Self.buckets(phones, starts)
    self.phones = phones
    self.starts = starts
  }

  /// The count of a word in the frequency table; 0 also for a word that the lexicon lacks.
  public func count(of word: String) -> Int { lexicon.id(of: word).map { counts[$0] } ?? 0 }

  /// The words one phone away from `word`, nearest first, ties by frequency and then by spelling.
  /// Homophones are left out. Empty if there are none or the lexicon lacks the word.
  ///
  /// - Parameters:
  ///   - word: the word, in lower case.
  ///   - minimumCount: leaves out words with a lower count; 0 keeps all.
  ///   - limit: the largest number of words.
  public func candidates(
    for word: String, minimumCount: Int = 1, limit: Int = .max
  ) -> [WordCandidate] {
    guard let id = lexicon.id(of: word) else { return [] }
    var found = neighbors(of: id).filter { counts[Int($0.word)] >= minimumCount }
    found.sort { left, right in
      if left.distance != right.distance { return left.distance < right.distance }
      let (leftCount, rightCount) = (counts[Int(left.word)], counts[Int(right.word)])
      if leftCount != rightCount { return leftCount > rightCount }
      return lexicon.precedes(Int(left.word), Int(right.word))
    }
    return found.prefix(limit).map {
      WordCandidate(
        word: lexicon.word(Int($0.word)), count: counts[Int($0.word)], distance: $0.distance)
    }
  }

  /// The numbers of all words one phone away, each with its smallest distance.
  func neighbors(of word: Lexicon.WordID) -> [(word: UInt32, distance: Double)] {
    var found: [(word: UInt32, distance: Double)] = []
    let own = spoken[Int(spokenStarts[word])..<Int(spokenStarts[word + 1])]
    phones.withUnsafeBufferPointer { phones in
      for pronunciation in own {
        // Homophones, the word itself among them, are at distance 0 and so sort first.
        found += speakers(of: pronunciation).map { ($0, 0) }
        visitNeighbors(of: Int(pronunciation), in: phones) { neighbor, distance in
          found += speakers(of: neighbor).map { ($0, distance) }
        }
      }
    }
    found.sort { ($0.word, $0.distance) < ($1.word, $1.distance) }
    var nearest: [(word: UInt32, distance: Double)] = []
    var previous = UInt32.max
    for candidate in found where candidate.word != previous {
      previous = candidate.word
      if candidate.distance > 0 { nearest.append(candidate) }
    }
    return nearest
  }

  private func speakers(of pronunciation: UInt32) -> ArraySlice<UInt32> {
    let pronunciation = Int(pronunciation)
    return speakers[Int(speakerStarts[pronunciation])..<Int(speakerStarts[pronunciation + 1])]
  }

  private func range(of pronunciation: Int) -> Range<Int> {
    Int(starts[pronunciation])..<Int(starts[pronunciation + 1])
  }

  private func visitNeighbors(
    of pronunciation: Int, in phones: UnsafeBufferPointer<UInt8>,
    _ visit: (UInt32, Double) -> Void
  ) {
    let own = UnsafeBufferPointer(rebasing: phones[range(of: pronunciation)])
    func other(_ candidate: UInt32) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: phones[range(of: Int(candidate))])
    }
    for place in 0..<own.count {
      for candidate in holed[PhoneHash.of(own, hiding: place)] {
        let other = other(candidate)
        if other.count == own.count, own.differs(from: other, onlyAt: place) {
          visit(
            candidate,
            distances.substitution(Phone(code: own[place]), Phone(code: other[place])))
        }
      }
      // Leaving out either of two equal neighbors gives the same word.
      if place > 0, own[place] == own[place - 1] { continue }
      for candidate in whole[PhoneHash.of(own, leavingOut: place)]
      where other(candidate).equals(own, leavingOut: place) {
        visit(candidate, distances.gap(Phone(code: own[place])))
      }
    }
    for candidate in shortened[PhoneHash.of(own)] {
      let other = other(candidate)
      guard other.count == own.count + 1 else { continue }
      let place = zip(own, other).enumerated().first { $1.0 != $1.1 }?.offset ?? own.count
      if own.equals(other, leavingOut: place) {
        visit(candidate, distances.gap(Phone(code: other[place])))
      }
    }
  }

  private static func grouped(
    _ pairs: [(group: UInt32, value: UInt32)], groups: Int
  ) -> (values: [UInt32], starts: [UInt32]) {
    var starts = [UInt32](repeating: 0, count: groups + 1)
    for pair in pairs { starts[Int(pair.group) + 1] += 1 }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    var next = starts
    var values = [UInt32](repeating: 0, count: pairs.count)
    for pair in pairs {
      values[Int(next[Int(pair.group)])] = pair.value
      next[Int(pair.group)] += 1
    }
    return (values, starts)
  }

  private static func buckets(
    _ phones: [UInt8], _ starts: [UInt32]
  ) -> (whole: HashBuckets, shortened: HashBuckets, holed: HashBuckets) {
    var wholes: [UInt64] = []
    var numbers: [UInt32] = []
    var shortened: (hashes: [UInt64], numbers: [UInt32]) = ([], [])
    var holed: (hashes: [UInt64], numbers: [UInt32]) = ([], [])
    holed.hashes.reserveCapacity(phones.count)
    holed.numbers.reserveCapacity(phones.count)
    phones.withUnsafeBufferPointer { phones in
      for number in 0..<(starts.count - 1) {
        let own = UnsafeBufferPointer(
          rebasing: phones[Int(starts[number])..<Int(starts[number + 1])])
        wholes.append(PhoneHash.of(own))
        numbers.append(UInt32(number))
        for place in 0..<own.count {
          holed.hashes.append(PhoneHash.of(own, hiding: place))
          holed.numbers.append(UInt32(number))
          if place > 0, own[place] == own[place - 1] { continue }
          shortened.hashes.append(PhoneHash.of(own, leavingOut: place))
          shortened.numbers.append(UInt32(number))
        }
      }
    }
    return (
      HashBuckets(hashes: wholes, values: numbers),
      HashBuckets(hashes: shortened.hashes, values: shortened.numbers),
      HashBuckets(hashes: holed.hashes, values: holed.numbers)
    )
  }
}
