package import Lexicons

/// Splits a stretch of misheard words into the smallest confusions, by sound.
///
/// The phones that were said and heard are aligned. Where a boundary between words said meets one
/// between words heard, the stretch is split: "wait here" → "weight hear" is "wait" → "weight" and
/// "here" → "hear". Where they don't meet ("recognize speech" → "wreck a nice beach", where one S
/// was heard for two sounds), the nearest boundary can be used instead. If the lexicon lacks a
/// word, letters stand for phones and are spread evenly instead of aligned.
package struct StretchSplitter: Sendable {
  /// A confusion within a stretch, as ranges of its words.
  package struct Part: Hashable, Sendable {
    /// The words that were said; never empty.
    package let said: Range<Int>
    package let heard: Range<Int>

    package init(said: Range<Int>, heard: Range<Int>) {
      self.said = said
      self.heard = heard
    }
  }

  private let lexicon: Lexicon
  private let distances: PhoneDistances

  package init(_ lexicon: Lexicon) {
    self.lexicon = lexicon
    distances = PhoneDistances(lexicon.inventory)
  }

  /// The parts of a stretch in order. Words heard before the first or after the last part belong to
  /// these.
  ///
  /// - Parameters:
  ///   - said: at least one word.
  ///   - isWhole: whether words that were said and that no boundary separates stay together. If
  ///     not, they are split at the nearest boundaries.
  package func parts(
    said: [String], heard: [String], keeping isWhole: (ArraySlice<String>) -> Bool
  ) -> [Part] {
    let cuts = cuts(said, heard)
    var parts: [Part] = []
    var start = 0
    var origin = 0
    for end in 1...said.count where end == said.count || cuts[end - 1].isMet {
      let limit = end == said.count ? heard.count : cuts[end - 1].boundary
      if end - start == 1 || isWhole(said[start..<end]) {
        parts.append(Part(said: start..<end, heard: origin..<limit))
      } else {
        for word in start..<end {
          let next = word + 1 == end ? limit : cuts[word].boundary
          parts.append(Part(said: word..<word + 1, heard: origin..<next))
          origin = next
        }
      }
      start = end
      origin = limit
    }
    return parts
  }

  /// The boundary of words heard that is nearest to a boundary of words said, and whether the two
  /// meet.
  private struct Cut {
    let boundary: Int
    let isMet: Bool
  }

  /// One cut after each word said except the last.
  private func cuts(_ said: [String], _ heard: [String]) -> [Cut] {
    guard said.count > 1 else { return [] }
    guard let spoken = sounds(of: said), let understood = sounds(of: heard) else {
      return evenCuts(said, heard)
    }
    let boundaries = Self.boundaries(understood.map(\.count))
    let pairs = PhoneAlignment.align(
      said: spoken.flatMap(\.self), heard: understood.flatMap(\.self), distances: distances
    ).pairs
    // How many phones may have been heard once so many were said.
    var first = [0]
    var last = [0]
    var place = 0
    for pair in pairs {
      if pair.heard != nil { place += 1 }
      if pair.said != nil {
        first.append(place)
        last.append(place)
      } else {
        last[last.count - 1] = place
      }
    }
    return Self.boundaries(spoken.map(\.count)).dropFirst().dropLast().map { end in
      // What was put in between belongs to the word before it.
      if let met = boundaries.lastIndex(where: { (first[end]...last[end]).contains($0) }) {
        return Cut(boundary: met, isMet: true)
      }
      return Cut(boundary: Self.nearest(to: Double(last[end]), boundaries), isMet: false)
    }
  }

  /// Cuts for evenly spread letters, none of which is certain to meet a boundary.
  private func evenCuts(_ said: [String], _ heard: [String]) -> [Cut] {
    let spoken = Self.boundaries(said.map(\.count))
    let boundaries = Self.boundaries(heard.map(\.count))
    let scale = Double(boundaries.last!) / Double(max(spoken.last!, 1))
    return spoken.dropFirst().dropLast().map {
      Cut(boundary: Self.nearest(to: Double($0) * scale, boundaries), isMet: false)
    }
  }

  private func sounds(of words: [String]) -> [[Phone]]? {
    var sounds: [[Phone]] = []
    for word in words {
      guard let first = lexicon.pronunciations(of: word).first else { return nil }
      sounds.append(first.phones.map(lexicon.inventory.withoutStress))
    }
    return sounds
  }

  /// The positions where words of these lengths begin, and the end of the last.
  private static func boundaries(_ lengths: [Int]) -> [Int] {
    var boundaries = [0]
    for length in lengths { boundaries.append(boundaries[boundaries.count - 1] + length) }
    return boundaries
  }

  private static func nearest(to place: Double, _ boundaries: [Int]) -> Int {
    boundaries.indices.min {
      (abs(Double(boundaries[$0]) - place), $0) < (abs(Double(boundaries[$1]) - place), $1)
    }!
  }
}
