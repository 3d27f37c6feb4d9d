import Algorithms
import Perturbations
import PropertyTesting
package import Robustness
package import Transcripts

/// Texts that a corpus does not hold but a recognizer may write, made of its own words: so that a corpus of
/// short lower-case sentences still shows defects of long or capitalized ones.
///
/// Each is an utterance of its own. Its reference is the probe; its list holds the probe behind spoiled copies of
/// it, with first-pass costs of a list of the corpus, so that any weights can be applied to them.
package struct ProbeTexts: Sendable {
  /// One probe and what it is.
  package struct Probe: Sendable {
    package let kind: ProbeKind
    package let utterance: Utterance
  }

  package let probes: [Probe]

  /// The utterances in which something was said.
  private struct Spoken: RandomAccessCollection {
    private let utterances: Utterances
    private let places: [Int]

    init(_ utterances: Utterances) {
      self.utterances = utterances
      places = utterances.indices.filter { !utterances[$0].reference.isEmpty }
    }

    var startIndex: Int { 0 }
    var endIndex: Int { places.count }
    subscript(position: Int) -> Utterance { utterances[places[position]] }
  }

  /// Lengths of long probes, in words.
  static let longLengths = [16, 20, 27, 40, 66, 110, 200]
  /// The number of probes of each kind.
  static let perKind = 14
  /// Of those that hold the vocabulary.
  private static let textsPerList = 60
  private static let wordsPerText = 12

  /// - Parameter utterances: of these the words are taken, as models read them.
  package init(from utterances: Utterances, corpus: String) {
    let spoken = Spoken(utterances)
    guard !spoken.isEmpty else {
      probes = []
      return
    }
    let seed = Seed(1).derived(corpus, "probes")
    let drawn = ProbeKind.allCases.filter { $0 != .vocabulary && $0 != .frequent }.flatMap { kind in
      (0..<Self.perKind).map { number in
        var source = ChoiceSource.random(seed: seed.derived(kind.rawValue).derived(number).value)
        let text = Self.text(kind, number, of: spoken, source: &source)
        return Probe(
          kind: kind,
          utterance: Self.utterance(
            "probe-\(kind.rawValue)-\(number + 1)", text,
            like: spoken[number * spoken.count / Self.perKind], source: &source))
      }
    }
    probes = drawn + Self.frequent(in: spoken, seed) + Self.vocabulary(of: utterances)
  }

  /// Texts of the most frequent words of what was said, two dozen at a time, the most frequent first.
  private static func frequent(in utterances: Spoken, _ seed: Seed) -> [Probe] {
    var counts: [String: Int] = [:]
    for utterance in utterances {
      for word in utterance.reference.spacedWords { counts[word, default: 0] += 1 }
    }
    let words = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    return words.chunks(ofCount: 24).prefix(perKind).enumerated().map { number, words in
      var source = ChoiceSource.random(
        seed: seed.derived(ProbeKind.frequent.rawValue).derived(number).value)
      return Probe(
        kind: .frequent,
        utterance: utterance(
          "probe-\(ProbeKind.frequent.rawValue)-\(number + 1)", words.joined(separator: " "),
          like: utterances[number * utterances.count / perKind], source: &source))
    }
  }

  /// Lists of up to 60 texts of a dozen words, until every word of the corpus has its place or there are as many
  /// lists as there are probes of a kind.
  private static func vocabulary(of utterances: Utterances) -> [Probe] {
    var known: Set<String> = []
    var words: [String] = []
    for utterance in utterances {
      guard words.count < perKind * textsPerList * wordsPerText else { break }
      for word in ([utterance.reference] + utterance.nBest.texts).flatMap(\.spacedWords)
      where known.insert(word).inserted {
        words.append(word)
      }
    }
    let texts = words.chunks(ofCount: wordsPerText).map { $0.joined(separator: " ") }
    let costs = utterances[0].nBest[0].costs
    return texts.chunks(ofCount: textsPerList).prefix(perKind).enumerated().map { number, texts in
      Probe(
        kind: .vocabulary,
        utterance: Utterance(
          id: "probe-vocabulary-\(number + 1)", reference: texts.first ?? "",
          nBest: NBestList(texts.map { Hypothesis(text: $0, costs: costs) })))
    }
  }

  /// The probes of these kinds, one of each kind in turn.
  package func utterances(of kinds: [ProbeKind]) -> [Utterance] {
    let rows = kinds.map { kind in probes.filter { $0.kind == kind }.map(\.utterance) }
    return (0..<Self.perKind).flatMap { number in
      rows.compactMap { number < $0.count ? $0[number] : nil }
    }
  }

  private static func text(
    _ kind: ProbeKind, _ number: Int, of utterances: Spoken, source: inout ChoiceSource
  ) -> String {
    let start = source.index(below: utterances.count)
    var words = utterances[start].reference.spacedWords
    let place = source.index(below: words.count)
    func insert(_ others: [String], _ words: inout [String]) {
      words.insert(others[number % others.count], at: place)
      words.append(others[(number + 1) % others.count])
    }
    switch kind {
    case .long:
      let length = longLengths[number % longLengths.count] + (number / longLengths.count)
      var next = start + 1
      while words.count < length {
        words += utterances[next % utterances.count].reference.spacedWords
        next += 1
      }
      words = Array(words.prefix(length))
    case .short:
      words = Array((words + words).dropFirst(place).prefix(1 + number % 3))
    case .repeated:
      words.insert(words[place], at: place)
      if number % 2 == 1 { words.insert(words[place], at: place) }
    case .cased:
      words =
        switch number % 3 {
        case 0: words.map { $0.uppercased() }
        case 1: words.map { $0.prefix(1).uppercased() + $0.dropFirst() }
        default: [words[0].prefix(1).uppercased() + words[0].dropFirst()] + words.dropFirst()
        }
    case .punctuated:
      words[place] += [",", ";", "-", "!", "…"][number % 5]
      // Something stands behind a comma.
      if words.count > 2 { words[words.count / 3] += "," }
      words[words.count - 1] += "."
      if number % 3 == 0 { words[0] = "\"\(words[0])\"" }
    case .numbered: insert(["5", "12", "1984", "3.5", "10:30"], &words)
    case .nonASCII: insert(["café", "naïve", "Straße", "ελα", "мир", "你好"], &words)
    // Made by themselves.
    case .vocabulary, .frequent: break
    case .outOfVocabulary: insert(["blorptic", "xandreel", "vromish", "qeloot"], &words)
    }
    return words.joined(separator: " ")
  }

  private static func utterance(
    _ id: String, _ text: String, like other: Utterance, source: inout ChoiceSource
  ) -> Utterance {
    let words = text.spacedWords
    var texts: [String] = []
    if words.count > 1 {
      texts.append(words.dropLast().joined(separator: " "))
      let place = source.index(below: words.count - 1)
      var swapped = words
      swapped.swapAt(place, place + 1)
      texts.append(swapped.joined(separator: " "))
    }
    texts.append("\(text) \(words.first ?? "uh")")
    let costs = other.nBest.hypotheses.map(\.costs)
    // Spoiled copies that happen to be the text would be the probe twice.
    let all = [text] + texts.filter { $0 != text }
    return Utterance(
      id: id, reference: text,
      nBest: NBestList(
        all.enumerated().map { rank, text in
          Hypothesis(text: text, costs: costs[min(rank, costs.count - 1)])
        }))
  }
}
