import Algorithms
import Foundation
public import PropertyTesting
public import Transcripts

/// Replaces phrases by what may be heard instead. It implements junctures, learned confusions,
/// spelling variants, number forms, and dropped, inserted and repeated words.
///
/// Strength counts phrases: `.words(2)` replaces two phrases of each hypothesis in scope, and a
/// share replaces that share of the hypothesis's changeable phrases (those that fit beside each
/// other, from the left). Phrases that are misheard more readily are drawn more often, and so are
/// alternatives that are heard more readily. For junctures the first pass's language model decides
/// this (``Plausibility``). Under ``PerturbationScope/nBest`` with consistency, one order of
/// phrases is drawn for the list, and each hypothesis replaces the phrases that it contains.
///
/// The acoustic cost never changes, and the language cost is kept or recomputed
/// (``LanguageCosts``).
public struct PhraseSubstitution: Perturbation {
  public let id: String
  public let scope: PerturbationScope
  public let strength: Strength
  public let isConsistent: Bool
  public let confuser: any PhraseConfuser
  public let targets: WordTargets
  public let languageCosts: LanguageCosts
  /// The recipe's settings for the confuser; nil for a confuser from elsewhere.
  let settings: PerturbationSettings?
  /// Weighs alternatives by the words around them; nil if only their own weights count.
  let weigher: CandidateWeigher?

  /// - Parameters:
  ///   - id: the name of the kind of confusion, such as "junctures".
  ///   - scope: the hypotheses that change.
  ///   - strength: the number of phrases to change in each, or their share.
  ///   - confuser: knows what a phrase can be heard as.
  ///   - isConsistent: whether equal phrases of a list change alike.
  ///   - targets: the words that may be replaced; a phrase may be replaced if all its words may.
  ///   - languageCosts: how the first pass's language costs are treated.
  public init(
    _ id: String, scope: PerturbationScope = .nBest, strength: Strength = .words(1),
    confuser: any PhraseConfuser, isConsistent: Bool = true, targets: WordTargets = .all,
    languageCosts: LanguageCosts = .kept
  ) {
    self.init(
      id, settings: nil, scope: scope, strength: strength, confuser: confuser, weigher: nil,
      isConsistent: isConsistent, targets: targets, languageCosts: languageCosts)
  }

  init(
    _ id: String, settings: PerturbationSettings?, scope: PerturbationScope, strength: Strength,
    confuser: any PhraseConfuser, weigher: CandidateWeigher?, isConsistent: Bool,
    targets: WordTargets, languageCosts: LanguageCosts
  ) {
    self.id = id
    self.scope = scope
    self.strength = strength
    self.confuser = confuser
    self.isConsistent = isConsistent
    self.targets = targets
    self.languageCosts = languageCosts
    self.settings = settings
    self.weigher = weigher
  }

  public var summary: String {
    let whom = scope.hypotheses
    let count =
      switch strength {
      case .words(1): "1 phrase"
      case .words(let count): "\(count) phrases"
      case .share(let share): "\((share * 1000).rounded() / 10) % of phrases"
      }
    return "\(count) of \(whom) replaced by \(id)"
  }

  /// A shipped recipe if a kit made the perturbation, and a custom one for a confuser from
  /// elsewhere.
  public var recipe: PerturbationRecipe {
    .substitution(
      id, settings, scope: scope, strength: strength, isConsistent: isConsistent,
      targets: targets, languageCosts: languageCosts)
  }

  public var condition: PerturbationCondition {
    PerturbationCondition(perturbation: id, scope: scope, strength: strength)
  }

  public var longestPhrase: Int { confuser.longestPhrase }

  public var unlimited: any Perturbation {
    PhraseSubstitution(
      id, settings: settings, scope: .nBest, strength: .words(.max), confuser: confuser,
      weigher: weigher, isConsistent: false, targets: targets, languageCosts: languageCosts)
  }

  public func domain(of perturbed: PerturbedList, from clean: NBestList) -> DomainVerdict {
    let rules = ReplacementRules(
      scope: scope, strength: strength, isConsistent: isConsistent, targets: targets,
      languageCosts: languageCosts)
    return verdict(on: perturbed, from: clean) { list throws(OutsideDomain) in
      try rules.check(list, alternatives: alternatives(for:))
    }
  }

  public func alternatives(for phrase: String) -> [String] {
    confuser.alternatives(for: phrase)?.alternatives.map(\.text) ?? []
  }

  public func costs(of text: String, replacing clean: Hypothesis) -> FirstPassCosts {
    languageCosts.costs(of: text, replacing: clean)
  }

  public func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    var drafts = list.hypotheses.indices.prefix(scope.count(of: list.count)).map {
      PhraseDraft(words: list.words(of: $0), confuser: confuser, targets: targets)
    }
    for index in drafts.indices { drafts[index].wanted = strength.count(of: drafts[index].places) }
    if scope == .nBest, isConsistent {
      replace(in: &drafts, drafts.indices, source: &source)
    } else {
      for index in drafts.indices {
        source.span("hypothesis") { source in
          replace(in: &drafts, index..<index + 1, source: &source)
        }
      }
    }
    var edits = ListEdits(list)
    for (index, draft) in drafts.enumerated() where !draft.replaced.isEmpty {
      for phrase in draft.replaced {
        edits.note(index, phrase.range.lowerBound, phrase.original, phrase.text)
      }
      edits.replace(index, draft.text.spacedWords, costs: costs)
    }
    return edits.result()
  }

  /// Draws phrases that occur in some of the drafts until each draft has enough.
  private func replace(
    in drafts: inout [PhraseDraft], _ range: Range<Int>, source: inout ChoiceSource
  ) {
    var phrases: [String] = []
    for index in range where drafts[index].wanted > 0 {
      phrases += drafts[index].phrases.map(\.text)
    }
    var order = Array(phrases.uniqued())
    var known = order.map { confuser.alternatives(for: $0)! }
    if let weigher {
      var weighed = order.map { phrase in
        weights(of: phrase, in: drafts[range], by: weigher)
      }
      while !order.isEmpty, range.contains(where: { drafts[$0].isWanting }) {
        let (phrase, other) = source.span("replaced phrase") { source in
          // Held by a name: the compiler would let a span outlive an array without one.
          let odds = weighed.map(\.odds)
          let place = source.index(weights: odds.span)
          let phrase = order.remove(at: place)
          let others = known.remove(at: place).alternatives
          let weights = weighed.remove(at: place).alternatives
          return (phrase, others[source.index(weights: weights.span)].text)
        }
        for index in range { drafts[index].replace(phrase, by: other) }
      }
      return
    }
    while !order.isEmpty, range.contains(where: { drafts[$0].isWanting }) {
      let (phrase, other) = source.span("replaced phrase") { source in
        let place = source.weightedIndex(known.map(\.weight))
        let phrase = order.remove(at: place)
        let others = known.remove(at: place).alternatives
        return (phrase, others[source.weightedIndex(others.map(\.weight))].text)
      }
      for index in range { drafts[index].replace(phrase, by: other) }
    }
  }
}

extension PhraseSubstitution {
  /// How plausible a phrase's alternatives are at its first occurrence in the best-ranked
  /// hypothesis that contains it.
  private func weights(
    of phrase: String, in drafts: ArraySlice<PhraseDraft>, by weigher: CandidateWeigher
  ) -> (odds: Double, alternatives: [Double]) {
    let others = confuser.alternatives(for: phrase)!.alternatives
    for draft in drafts where draft.wanted > 0 {
      guard let range = draft.phrases.first(where: { $0.text == phrase })?.range else { continue }
      let context = weigher.context(of: range, in: draft.words)
      var scores = [weigher.score(phrase: phrase.spacedWords, in: context)]
      for other in others {
        scores.append(
          weigher.score(phrase: other.text.spacedWords, in: context) + log(other.weight))
      }
      let odds = scores.withUnsafeMutableBufferPointer { CandidateWeigher.weigh($0) }
      return (odds, Array(scores.dropFirst()))
    }
    return (1, others.map(\.weight))
  }
}

/// A hypothesis in which phrases are being replaced.
private struct PhraseDraft {
  let words: [String]
  /// The phrases that may be replaced, by start and length.
  let phrases: [(range: Range<Int>, text: String)]
  /// The number of phrases that fit beside each other.
  let places: Int
  var wanted = 0
  private(set) var replaced: [(range: Range<Int>, original: String, text: String)] = []

  var isWanting: Bool { replaced.count < wanted }

  init(words: [String], confuser: any PhraseConfuser, targets: WordTargets) {
    self.words = words
    if let chosen = confuser.places(in: words) {
      phrases = chosen.compactMap { range in
        let isTarget = range.allSatisfy { targets.include(words[$0], at: $0, of: words.count) }
        let text = words[range].joined(separator: " ")
        return isTarget && confuser.alternatives(for: text) != nil ? (range, text) : nil
      }
      places = phrases.count
      return
    }
    var phrases: [(range: Range<Int>, text: String)] = []
    var places = 0
    var end = 0
    for start in words.indices {
      var text = ""
      for length in 1...max(confuser.longestPhrase, 1) where start + length <= words.count {
        let place = start + length - 1
        guard targets.include(words[place], at: place, of: words.count) else { break }
        text += (length > 1 ? " " : "") + words[place]
        guard confuser.alternatives(for: text) != nil else { continue }
        phrases.append((start..<start + length, text))
        if start >= end {
          places += 1
          end = start + length
        }
      }
    }
    self.phrases = phrases
    self.places = places
  }

  mutating func replace(_ phrase: String, by other: String) {
    for candidate in phrases where isWanting && candidate.text == phrase {
      let isFree = replaced.allSatisfy { !$0.range.overlaps(candidate.range) }
      if isFree { replaced.append((candidate.range, phrase, other)) }
    }
  }

  var text: String {
    var result: [String] = []
    var place = 0
    for phrase in replaced.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += words[place..<phrase.range.lowerBound]
      if !phrase.text.isEmpty { result.append(phrase.text) }
      place = phrase.range.upperBound
    }
    return (result + words[place...]).joined(separator: " ")
  }
}

extension ChoiceSource {
  /// Draws an index by weight; the simplest is 0.
  ///
  /// With equal weights it is an ordinary index, which shrinks through all values one by one.
  mutating func weightedIndex(_ weights: [Double]) -> Int {
    guard let first = weights.first, weights.contains(where: { $0 != first }) else {
      return index(below: weights.count)
    }
    let total = weights.reduce(0, +)
    guard total > 0 else { return index(below: weights.count) }
    var ticket = float(in: 0...1) * total
    for (index, weight) in weights.enumerated() {
      ticket -= weight
      if ticket < 0 { return index }
    }
    return weights.lastIndex { $0 > 0 }!
  }
}
