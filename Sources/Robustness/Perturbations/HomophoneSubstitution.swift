public import PropertyTesting
public import Transcripts

/// Replaces words by words that sound the same.
///
/// The first pass could as well have written them: the acoustic cost stays. The language cost is
/// kept or moved by an n-gram (``LanguageCosts``). Words without a homophone are left alone.
///
/// Strength counts words of each hypothesis in scope. Under ``PerturbationScope/oneBest`` only the
/// first pass's top hypothesis changes. Under ``PerturbationScope/nBest`` all do, in one of two ways:
///
/// - *consistently*: the list's changeable words are put in one drawn order, each with one drawn
///   homophone; every hypothesis replaces those of its words that come first in that order. So
///   hypotheses that share words change alike, as when a language model prefers the wrong spelling
///   throughout;
/// - *independently*: every hypothesis draws its own places and homophones.
///
/// With candidates one phone apart it substitutes *near-homophones*; the acoustic cost then stays,
/// too, though a recogniser would charge a little for the difference.
public struct HomophoneSubstitution: Perturbation {
  public let id: String
  public let scope: PerturbationScope
  public let strength: Strength
  /// Whether a word becomes the same homophone wherever it is replaced.
  public let isConsistent: Bool
  public let candidates: HomophoneCandidates
  public let languageCosts: LanguageCosts

  /// - Parameter id: another one where `candidates` are no homophones: "near-homophones".
  public init(
    _ id: String = "homophones", scope: PerturbationScope, strength: Strength,
    candidates: HomophoneCandidates,
    isConsistent: Bool = true, languageCosts: LanguageCosts = .kept
  ) {
    self.id = id
    self.scope = scope
    self.strength = strength
    self.candidates = candidates
    self.isConsistent = isConsistent
    self.languageCosts = languageCosts
  }

  public var summary: String {
    let whom = scope == .oneBest ? "the first pass's top hypothesis" : "every hypothesis"
    return "\(strength) of \(whom) replaced by \(id)"
  }

  public var usesLexicon: Bool { true }

  public func alternatives(for word: String) -> [String] { candidates.candidates(for: word) }

  public func costs(of text: String, replacing clean: Hypothesis) -> FirstPassCosts {
    languageCosts.costs(of: text, replacing: clean)
  }

  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    switch (scope, isConsistent) {
    case (.oneBest, _), (.nBest, false):
      perturbIndependently(list, count: scope == .oneBest ? 1 : list.count, source: &source)
    case (.nBest, true):
      perturbConsistently(list, source: &source)
    }
  }

  private func perturbIndependently(
    _ list: NBestList, count: Int, source: inout ChoiceSource
  ) -> PerturbedList {
    var edits = ListEdits(list)
    for index in 0..<count {
      var words = list.words(of: index)
      var places = words.indices.filter { !candidates.candidates(for: words[$0]).isEmpty }
      let wanted = strength.count(of: places.count)
      source.span("hypothesis") { source in
        for _ in 0..<wanted {
          source.span("replaced word") { source in
            let place = places.remove(at: source.index(below: places.count))
            let others = candidates.candidates(for: words[place])
            let other = others[source.index(below: others.count)]
            edits.note(index, place, words[place], other)
            words[place] = other
          }
        }
      }
      if wanted > 0 { edits.replace(index, words, costs: costs) }
    }
    return edits.result()
  }

  private func perturbConsistently(
    _ list: NBestList, source: inout ChoiceSource
  ) -> PerturbedList {
    let texts = list.hypotheses.indices.map { list.words(of: $0) }
    var order: [String] = []
    var seen: Set<String> = []
    for words in texts {
      for word in words
      where seen.insert(word).inserted && !candidates.candidates(for: word).isEmpty {
        order.append(word)
      }
    }
    var priorities: [String: (rank: Int, homophone: String)] = [:]
    for rank in order.indices {
      source.span("replaced word") { source in
        order.swapAt(rank, rank + source.index(below: order.count - rank))
        let others = candidates.candidates(for: order[rank])
        priorities[order[rank]] = (rank, others[source.index(below: others.count)])
      }
    }
    var edits = ListEdits(list)
    for (index, text) in texts.enumerated() {
      var words = text
      let places = words.indices.compactMap { place in
        priorities[words[place]].map { (rank: $0.rank, place: place, homophone: $0.homophone) }
      }
      let wanted = strength.count(of: places.count)
      guard wanted > 0 else { continue }
      for chosen in places.sorted(by: { ($0.rank, $0.place) < ($1.rank, $1.place) }).prefix(wanted)
      {
        edits.note(index, chosen.place, words[chosen.place], chosen.homophone)
        words[chosen.place] = chosen.homophone
      }
      edits.replace(index, words, costs: costs)
    }
    return edits.result()
  }
}

extension Perturbation where Self == HomophoneSubstitution {
  /// Homophones from `candidates`, at a scope and strength.
  public static func homophones(
    _ candidates: HomophoneCandidates, scope: PerturbationScope = .nBest,
    strength: Strength = .words(1)
  ) -> Self {
    HomophoneSubstitution(scope: scope, strength: strength, candidates: candidates)
  }

  /// Words one phone apart from `candidates`, at a scope and strength.
  public static func nearHomophones(
    _ candidates: HomophoneCandidates, scope: PerturbationScope = .nBest,
    strength: Strength = .words(1)
  ) -> Self {
    HomophoneSubstitution(
      "near-homophones", scope: scope, strength: strength, candidates: candidates)
  }
}

/// A list while words of it are replaced.
struct ListEdits {
  private let clean: NBestList
  private var hypotheses: [Hypothesis]
  private var replacements: [Replacement] = []

  init(_ list: NBestList) {
    clean = list
    hypotheses = list.hypotheses
  }

  mutating func note(_ hypothesis: Int, _ position: Int, _ original: String, _ other: String) {
    replacements.append(
      Replacement(
        hypothesis: hypothesis, position: position, original: original, replacement: other))
  }

  mutating func replace(
    _ index: Int, _ words: [String], costs: (String, Hypothesis) -> FirstPassCosts
  ) {
    let text = words.joined(separator: " ")
    hypotheses[index] = Hypothesis(text: text, costs: costs(text, clean[index]))
  }

  func result() -> PerturbedList {
    PerturbedList(
      NBestList(hypotheses),
      replacements: replacements.sorted {
        ($0.hypothesis, $0.position) < ($1.hypothesis, $1.position)
      })
  }
}
