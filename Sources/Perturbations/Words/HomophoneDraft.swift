import PropertyTesting
import Transcripts

/// A list while words of it become homophones.
///
/// Words are looked up once a list, kept as ranges of bytes (``ListWords``), and a text is put
/// together once.
struct HomophoneDraft: ~Copyable {
  private let list: NBestList
  private let words: ListWords
  private let languageCosts: LanguageCosts
  private var hypotheses: [Hypothesis] = []
  private var replacements: [Replacement] = []

  /// - Parameter count: how many hypotheses may change, the first ones.
  init(
    _ list: NBestList, count: Int, candidates: HomophoneCandidates, targets: WordTargets,
    languageCosts: LanguageCosts
  ) {
    self.list = list
    self.languageCosts = languageCosts
    words = ListWords(list, count: count, candidates: candidates, targets: targets)
    hypotheses.reserveCapacity(list.count)
    replacements.reserveCapacity(count)
  }

  /// One drawn order of the list's changeable words, one drawn homophone for each.
  mutating func replaceConsistently(_ strength: Strength, source: inout ChoiceSource) {
    let count = words.changeable.count
    withUnsafeTemporaryAllocation(of: Drawn.self, capacity: count) { drawn in
      drawn.initialize(repeating: Drawn(rank: -1, homophone: 0))
      withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { order in
        // Under targets a word may be changeable nowhere.
        for place in 0..<words.range(of: words.count - 1).upperBound {
          let number = Int(words.word(place).number)
          if number >= 0 { drawn[number].rank = 0 }
        }
        var open = 0
        for number in 0..<count where drawn[number].rank == 0 {
          order.initializeElement(at: open, to: number)
          open += 1
        }
        for rank in 0..<open {
          source.span("replaced word") { source in
            order.swapAt(rank, rank + source.index(below: open - rank))
            let number = order[rank]
            let homophones = words.changeable[number].homophones.count
            drawn[number] = Drawn(rank: rank, homophone: source.index(below: homophones))
          }
        }
      }
      var chosen: [Chosen] = []
      for index in 0..<words.count {
        choose(strength, in: index, UnsafeMutableBufferPointer(rebasing: drawn[...]), &chosen)
        replace(index, &chosen)
      }
    }
  }

  /// What was drawn for a changeable word.
  private struct Drawn {
    var rank: Int
    let homophone: Int
  }

  /// A place that changes, and the index of the homophone that it becomes.
  private struct Chosen {
    let place: Int
    let homophone: Int
  }

  /// The first places of a hypothesis by rank, then by position.
  private func choose(
    _ strength: Strength, in index: Int, _ drawn: UnsafeMutableBufferPointer<Drawn>,
    _ chosen: inout [Chosen]
  ) {
    chosen.removeAll(keepingCapacity: true)
    let range = words.range(of: index)
    var changeable = 0
    for place in range where words.word(place).number >= 0 { changeable += 1 }
    let wanted = strength.count(of: changeable)
    guard wanted > 0 else { return }
    func rank(_ place: Int) -> Int { drawn[Int(words.word(place).number)].rank }
    // Insertion into a short sorted list.
    for place in range {
      let number = Int(words.word(place).number)
      guard number >= 0 else { continue }
      if chosen.count == wanted {
        if rank(chosen[wanted - 1].place) <= drawn[number].rank { continue }
        chosen.removeLast()
      }
      var slot = chosen.count
      while slot > 0, rank(chosen[slot - 1].place) > drawn[number].rank { slot -= 1 }
      chosen.insert(Chosen(place: place, homophone: drawn[number].homophone), at: slot)
    }
  }

  /// Every hypothesis draws its own places and homophones.
  mutating func replaceIndependently(_ strength: Strength, source: inout ChoiceSource) {
    var open: [Int] = []
    var chosen: [Chosen] = []
    for index in 0..<words.count {
      open.removeAll(keepingCapacity: true)
      chosen.removeAll(keepingCapacity: true)
      for place in words.range(of: index) where words.word(place).number >= 0 {
        open.append(place)
      }
      let wanted = strength.count(of: open.count)
      source.span("hypothesis") { source in
        for _ in 0..<wanted {
          source.span("replaced word") { source in
            let place = open.remove(at: source.index(below: open.count))
            let number = Int(words.word(place).number)
            let homophones = words.changeable[number].homophones.count
            chosen.append(Chosen(place: place, homophone: source.index(below: homophones)))
          }
        }
      }
      replace(index, &chosen)
    }
  }

  /// Adds the hypothesis with its chosen places replaced.
  private mutating func replace(_ index: Int, _ chosen: inout [Chosen]) {
    guard !chosen.isEmpty else {
      hypotheses.append(list[index])
      return
    }
    if chosen.count > 1 { chosen.sort { $0.place < $1.place } }
    let clean = list[index]
    let first = words.range(of: index).lowerBound
    var size = clean.text.utf8.count
    for item in chosen {
      let word = words.word(item.place)
      let entry = words.changeable[Int(word.number)]
      let other = entry.homophones[item.homophone]
      size += other.utf8.count - Int(word.end - word.start)
      replacements.append(
        Replacement(
          hypothesis: index, position: item.place - first, original: entry.word,
          replacement: other))
    }
    let text = words.text(of: index)
    let changed = String(unsafeUninitializedCapacity: size) { result in
      guard let target = result.baseAddress else { return 0 }
      var read = text.lowerBound
      var written = 0
      for item in chosen {
        let word = words.word(item.place)
        words.copy(read..<word.start, to: target + written)
        written += Int(word.start - read)
        var other = words.changeable[Int(word.number)].homophones[item.homophone]
        other.withUTF8 { other in
          guard let base = other.baseAddress else { return }
          (target + written).update(from: base, count: other.count)
          written += other.count
        }
        read = word.end
      }
      words.copy(read..<text.upperBound, to: target + written)
      return written + Int(text.upperBound - read)
    }
    hypotheses.append(
      Hypothesis(text: changed, costs: languageCosts.costs(of: changed, replacing: clean)))
  }

  /// The perturbed list; hypotheses out of scope stay.
  consuming func result() -> PerturbedList {
    if hypotheses.count < list.count {
      hypotheses += list.hypotheses.dropFirst(hypotheses.count)
    }
    return PerturbedList(NBestList(hypotheses), replacements: replacements)
  }
}
