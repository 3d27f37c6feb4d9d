import PropertyTesting
import Rescoring
import Transcripts

/// A list in which words are being replaced by homophones.
///
/// Words are looked up once per list and kept as ranges of bytes (``ListWords``), and each text is
/// assembled once.
struct HomophoneDraft: ~Copyable {
  private let list: NBestList
  private let words: ListWords
  private let languageCosts: LanguageCosts
  private let weigher: CandidateWeigher?
  private var hypotheses: [Hypothesis] = []
  private var replacements: [Replacement] = []

  /// Starts a draft.
  ///
  /// - Parameter count: the number of hypotheses that may change, from the first.
  init(
    _ list: NBestList, count: Int, candidates: HomophoneCandidates, targets: WordTargets,
    languageCosts: LanguageCosts
  ) {
    self.list = list
    self.languageCosts = languageCosts
    weigher = candidates.weigher
    words = ListWords(list, count: count, candidates: candidates, targets: targets)
    hypotheses.reserveCapacity(list.count)
    replacements.reserveCapacity(count)
  }

  /// Draws one order of the list's changeable words and one homophone for each of them.
  mutating func replaceConsistently(_ strength: Strength, source: inout ChoiceSource) {
    let count = words.changeable.count
    withUnsafeTemporaryAllocation(of: Drawn.self, capacity: count) { drawn in
      drawn.initialize(repeating: Drawn(rank: -1, homophone: 0))
      withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { order in
        var weights = WordWeights(count: weigher == nil ? 0 : count)
        // Under targets a word may be changeable nowhere.
        for row in 0..<words.count {
          let range = words.range(of: row)
          for place in range {
            guard let number = words.group(of: place), drawn[number].rank < 0 else { continue }
            drawn[number].rank = 0
            // Where the best-ranked hypothesis that holds the word first has it.
            if let weigher { weigh(place, in: range, by: weigher, as: number, in: &weights) }
          }
        }
        var open = 0
        for number in 0..<count where drawn[number].rank == 0 {
          order.initializeElement(at: open, to: number)
          open += 1
        }
        if weigher != nil { weights.arrange(order[..<open]) }
        for rank in 0..<open {
          source.span("replaced word") { source in
            let next = rank + weights.drawPlace(from: rank, of: open, &source)
            order.swapAt(rank, next)
            let number = order[rank]
            let homophones = words.changeable[number].homophones.count
            drawn[number] = Drawn(
              rank: rank, homophone: weights.drawCandidate(of: number, count: homophones, &source))
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

  /// Records how plausible the candidates in the place of a word are, and how likely the word is to
  /// change.
  private func weigh(
    _ place: Int, in range: Range<Int>, by weigher: CandidateWeigher, as number: Int,
    in weights: inout WordWeights
  ) {
    guard let word = words.changeable[Int(words.word(place).number)].weighed else { return }
    let context = context(of: place, in: range, for: weigher)
    weights.add(number) { weigher.appendScores(of: word, in: context, to: &$0) }
  }

  private func context(
    of place: Int, in range: Range<Int>, for weigher: CandidateWeigher
  ) -> CandidateWeigher.Context {
    guard let model = weigher.model else {
      return CandidateWeigher.Context(before: (0, 0), next: 0, afterNext: nil)
    }
    let beginning = model.beginning
    let second = place > range.lowerBound ? words.languageNumber(place - 1) : beginning.1
    let first =
      switch place - range.lowerBound {
      case 0: beginning.0
      case 1: beginning.1
      default: words.languageNumber(place - 2)
      }
    let left = range.upperBound - place
    return CandidateWeigher.Context(
      before: (first, second), next: left > 1 ? words.languageNumber(place + 1) : model.end,
      afterNext: left > 2 ? words.languageNumber(place + 2) : left > 1 ? model.end : nil)
  }

  /// The homophone drawn for a changeable word, and its rank.
  private struct Drawn {
    var rank: Int
    let homophone: Int
  }

  /// A place that changes, and the index of its homophone.
  private struct Chosen {
    let place: Int
    let homophone: Int
  }

  /// Chooses the first places of a hypothesis by rank, then by position.
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
    func rank(_ place: Int) -> Int { drawn[words.groups[Int(words.word(place).number)]].rank }
    // Insertion into a short sorted list.
    for place in range {
      guard let number = words.group(of: place) else { continue }
      if chosen.count == wanted {
        if rank(chosen[wanted - 1].place) <= drawn[number].rank { continue }
        chosen.removeLast()
      }
      var slot = chosen.count
      while slot > 0, rank(chosen[slot - 1].place) > drawn[number].rank { slot -= 1 }
      chosen.insert(Chosen(place: place, homophone: drawn[number].homophone), at: slot)
    }
  }

  /// Draws places and homophones for every hypothesis independently.
  mutating func replaceIndependently(_ strength: Strength, source: inout ChoiceSource) {
    var open: [Int] = []
    var chosen: [Chosen] = []
    for index in 0..<words.count {
      open.removeAll(keepingCapacity: true)
      chosen.removeAll(keepingCapacity: true)
      let range = words.range(of: index)
      var weights = WordWeights(count: weigher == nil ? 0 : range.count)
      for place in range where words.word(place).number >= 0 {
        open.append(place)
        if let weigher {
          weigh(place, in: range, by: weigher, as: place - range.lowerBound, in: &weights)
        }
      }
      if weigher != nil { weights.arrange(open, from: range.lowerBound) }
      let wanted = strength.count(of: open.count)
      source.span("hypothesis") { source in
        for _ in 0..<wanted {
          source.span("replaced word") { source in
            let place = open.remove(at: weights.drawPlace(removingFrom: open.count, &source))
            let number = Int(words.word(place).number)
            let homophones = words.changeable[number].homophones.count
            chosen.append(
              Chosen(
                place: place,
                homophone: weights.drawCandidate(
                  of: place - range.lowerBound, count: homophones, &source)))
          }
        }
      }
      replace(index, &chosen)
    }
  }

  /// Changes every place with a probability of its own or, if consistent, every word of the list.
  mutating func replaceByOdds(
    scaledBy scale: Double, isConsistent: Bool, source: inout ChoiceSource
  ) {
    var fates: [Int: Int?] = [:]
    var chosen: [Chosen] = []
    for index in 0..<words.count {
      chosen.removeAll(keepingCapacity: true)
      let range = words.range(of: index)
      for place in range where words.word(place).number >= 0 {
        let key = isConsistent ? words.groups[Int(words.word(place).number)] : place
        if fates[key] == nil { fates[key] = .some(fate(of: place, in: range, scale, &source)) }
        if let homophone = fates[key]! { chosen.append(Chosen(place: place, homophone: homophone)) }
      }
      replace(index, &chosen)
    }
  }

  /// Draws the homophone that a place changes to; nil if it stays.
  private func fate(
    of place: Int, in range: Range<Int>, _ scale: Double, _ source: inout ChoiceSource
  ) -> Int? {
    let count = words.changeable[Int(words.word(place).number)].homophones.count
    var weights = WordWeights(count: weigher == nil ? 0 : 1)
    if let weigher { weigh(place, in: range, by: weigher, as: 0, in: &weights) }
    let odds = scale * weights.odds(of: 0)
    return source.span("replaced word") { source in
      source.boolean(probability: odds / (1 + odds))
        ? weights.drawCandidate(of: 0, count: count, &source) : nil
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

  /// The perturbed list; hypotheses out of scope are unchanged.
  consuming func result() -> PerturbedList {
    if hypotheses.count < list.count {
      hypotheses += list.hypotheses.dropFirst(hypotheses.count)
    }
    return PerturbedList(NBestList(hypotheses), replacements: replacements)
  }
}
