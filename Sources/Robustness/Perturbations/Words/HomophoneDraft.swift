import PropertyTesting
import Transcripts

/// A list while words of it become homophones.
///
/// This is the inner loop of perturbation, so words are looked up once a list, kept as ranges of
/// UTF-8, and a text is put together once.
struct HomophoneDraft {
  /// A word of a hypothesis that may be replaced.
  private struct Place {
    /// Index of the word in its hypothesis.
    let position: Int
    /// Which of the list's changeable words it is.
    let number: Int
    let bytes: Range<Int>
  }

  /// A word of the list that has homophones, in order of first sight.
  private struct Changeable {
    let word: String
    let homophones: [String]
  }

  private let list: NBestList
  private var changeable: [Changeable] = []
  /// The changeable places of all hypotheses, one after the other.
  private var places: [Place] = []
  /// Where each hypothesis's places start; one more at the end.
  private var starts: [Int] = [0]
  private var hypotheses: [Hypothesis] = []
  private var replacements: [Replacement] = []
  private let languageCosts: LanguageCosts

  /// - Parameter count: how many hypotheses may change, the first ones.
  init(
    _ list: NBestList, count: Int, candidates: HomophoneCandidates, targets: WordTargets,
    languageCosts: LanguageCosts
  ) {
    self.list = list
    self.languageCosts = languageCosts
    hypotheses.reserveCapacity(list.count)
    replacements.reserveCapacity(list.count)
    places.reserveCapacity(8 * count)
    starts.reserveCapacity(count + 1)
    var table = ListWords()
    for hypothesis in list.hypotheses.prefix(count) {
      var text = hypothesis.text
      text.withUTF8 { bytes in
        let total = targets == .all ? 0 : ListWords.count(in: bytes)
        ListWords.visit(bytes) { position, range in
          let number = table.number(of: UnsafeBufferPointer(rebasing: bytes[range])) { word in
            let homophones = candidates.candidates(for: word)
            guard !homophones.isEmpty else { return nil }
            changeable.append(Changeable(word: word, homophones: homophones))
            return changeable.count - 1
          }
          guard let number else { return }
          if targets != .all,
            !targets.include(changeable[number].word, at: position, of: total)
          {
            return
          }
          places.append(Place(position: position, number: number, bytes: range))
        }
      }
      starts.append(places.count)
    }
  }

  /// One drawn order of the list's changeable words, one drawn homophone for each.
  mutating func replaceConsistently(_ strength: Strength, source: inout ChoiceSource) {
    // Under targets a word may be changeable nowhere.
    var isPlaced = [Bool](repeating: false, count: changeable.count)
    for place in places { isPlaced[place.number] = true }
    var order = changeable.indices.filter { isPlaced[$0] }
    var ranks = [Int](repeating: 0, count: changeable.count)
    var homophones = [Int](repeating: 0, count: changeable.count)
    for rank in order.indices {
      source.span("replaced word") { source in
        order.swapAt(rank, rank + source.index(below: order.count - rank))
        let number = order[rank]
        ranks[number] = rank
        homophones[number] = source.index(below: changeable[number].homophones.count)
      }
    }
    var chosen: [(place: Int, homophone: Int)] = []
    for index in 0..<starts.count - 1 {
      let wanted = strength.count(of: starts[index + 1] - starts[index])
      chosen.removeAll(keepingCapacity: true)
      // The first by rank, then by position: insertion into a short sorted list.
      for place in starts[index]..<starts[index + 1] where wanted > 0 {
        let number = places[place].number
        let rank = ranks[number]
        if chosen.count == wanted {
          if ranks[places[chosen[wanted - 1].place].number] <= rank { continue }
          chosen.removeLast()
        }
        var slot = chosen.count
        while slot > 0, ranks[places[chosen[slot - 1].place].number] > rank { slot -= 1 }
        chosen.insert((place, homophones[number]), at: slot)
      }
      replace(index, &chosen)
    }
  }

  /// Every hypothesis draws its own places and homophones.
  mutating func replaceIndependently(_ strength: Strength, source: inout ChoiceSource) {
    for index in 0..<starts.count - 1 {
      var open = Array(starts[index]..<starts[index + 1])
      let wanted = strength.count(of: open.count)
      var chosen: [(place: Int, homophone: Int)] = []
      source.span("hypothesis") { source in
        for _ in 0..<wanted {
          source.span("replaced word") { source in
            let place = open.remove(at: source.index(below: open.count))
            let count = changeable[places[place].number].homophones.count
            chosen.append((place, source.index(below: count)))
          }
        }
      }
      replace(index, &chosen)
    }
  }

  /// Adds the hypothesis with its chosen places replaced.
  private mutating func replace(_ index: Int, _ chosen: inout [(place: Int, homophone: Int)]) {
    guard !chosen.isEmpty else {
      hypotheses.append(list[index])
      return
    }
    if chosen.count > 1 { chosen.sort { $0.place < $1.place } }
    let clean = list[index]
    var text = clean.text
    var size = text.utf8.count
    for item in chosen {
      let place = places[item.place]
      let word = changeable[place.number]
      let other = word.homophones[item.homophone]
      size += other.utf8.count - place.bytes.count
      replacements.append(
        Replacement(
          hypothesis: index, position: place.position, original: word.word, replacement: other))
    }
    let changed = text.withUTF8 { bytes in
      String(unsafeUninitializedCapacity: size) { result in
        var read = 0
        var written = 0
        func copy(_ source: UnsafeBufferPointer<UInt8>) {
          guard let base = source.baseAddress else { return }
          (result.baseAddress! + written).update(from: base, count: source.count)
          written += source.count
        }
        for item in chosen {
          let place = places[item.place]
          copy(UnsafeBufferPointer(rebasing: bytes[read..<place.bytes.lowerBound]))
          var other = changeable[place.number].homophones[item.homophone]
          other.withUTF8 { copy($0) }
          read = place.bytes.upperBound
        }
        copy(UnsafeBufferPointer(rebasing: bytes[read...]))
        return written
      }
    }
    hypotheses.append(
      Hypothesis(text: changed, costs: languageCosts.costs(of: changed, replacing: clean)))
  }

  /// The perturbed list; hypotheses out of scope stay.
  func result() -> PerturbedList {
    PerturbedList(
      NBestList(
        hypotheses.count == list.count
          ? hypotheses : hypotheses + list.hypotheses.dropFirst(hypotheses.count)),
      replacements: replacements)
  }
}

/// The different words of one list, numbered by a small hash table over their bytes.
private struct ListWords {
  /// Where each word's bytes stand in `bytes`, and the number it was given, or −1 for none.
  private var words: [(start: Int, count: Int, number: Int)] = []
  private var bytes: [UInt8] = []
  /// Index into `words` plus one, or 0.
  private var slots = [UInt32](repeating: 0, count: 256)

  init() {
    words.reserveCapacity(64)
    bytes.reserveCapacity(512)
  }

  /// Visits the words between spaces with their positions.
  static func visit(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (Int, Range<Int>) -> Void
  ) {
    var position = 0
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x20 { end += 1 }
      if end > start {
        body(position, start..<end)
        position += 1
      }
      start = end + 1
    }
  }

  static func count(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    visit(bytes) { _, _ in count += 1 }
    return count
  }

  /// The number of a word; `first` is asked when it is new, and nil is remembered, too.
  mutating func number(
    of word: UnsafeBufferPointer<UInt8>, first: (String) -> Int?
  ) -> Int? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while slots[place] != 0 {
      let known = words[Int(slots[place]) - 1]
      if known.count == word.count, isEqual(known.start, word) {
        return known.number < 0 ? nil : known.number
      }
      place = (place + 1) & mask
    }
    let number = first(String(decoding: word, as: UTF8.self))
    words.append((bytes.count, word.count, number ?? -1))
    bytes.append(contentsOf: word)
    slots[place] = UInt32(words.count)
    if words.count * 2 > slots.count { grow() }
    return number
  }

  private func isEqual(_ start: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, word) in words.enumerated() {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in bytes[word.start..<word.start + word.count] {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      }
      var place = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = UInt32(index + 1)
    }
  }
}
