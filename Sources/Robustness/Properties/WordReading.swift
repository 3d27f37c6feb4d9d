import Perturbations
import PropertyTesting

/// One text with its words left out, made unknown, said twice and spelled otherwise, one by one: which of them does a
/// model read?
struct WordReading {
  /// What was done to a word.
  enum Change: Hashable {
    case none
    case leftOut(Int)
    case unknown(Int)
    case twice(Int)
    case spelled(Int, WordPart)

    var place: Int? {
      switch self {
      case .none: nil
      case .leftOut(let place), .unknown(let place), .twice(let place), .spelled(let place, _):
        place
      }
    }
  }

  let words: [String]
  /// The text first, unchanged.
  let changes: [(change: Change, text: String)]

  init(_ text: String) {
    let words = text.spacedWords
    self.words = words
    let count = words.count
    let places =
      count <= 24
      ? Array(0..<count)
      : Set(
        Array(0..<8) + Array(count - 8..<count) + (0..<12).map { 8 + $0 * (count - 16) / 12 }
      ).sorted()
    let unknown = Nonsense.words[0]
    var changes: [(change: Change, text: String)] = [(.none, words.joined(separator: " "))]
    for place in places {
      changes.append((.unknown(place), words.replacing(place, with: unknown)))
      // A word beside its like may be either of them.
      var less = words
      less.remove(at: place)
      changes.append((.leftOut(place), less.joined(separator: " ")))
    }
    for place in Set([0, count / 2, count - 1]).filter({ (0..<count).contains($0) }).sorted() {
      changes.append(
        (.twice(place), words.replacing(place, with: "\(words[place]) \(words[place])")))
    }
    for place in Self.longest(of: words) {
      for part in WordPart.allCases {
        changes.append(
          (.spelled(place, part), words.replacing(place, with: part.misspelling(words[place]))))
      }
    }
    self.changes = changes.filter { $0.change == .none || $0.text != changes[0].text }
  }

  /// Places of the three longest words that are all letters, of those that any model may be expected to read whole.
  private static func longest(of words: [String]) -> [Int] {
    words.indices.filter {
      (5...24).contains(words[$0].count) && words[$0].allSatisfy(\.isLetter)
    }.sorted { (words[$0].count, $1) > (words[$1].count, $0) }.prefix(3).sorted()
  }

  private var text: String { changes[0].text }

  /// Changes that left the cost as it was, although the model reads so far.
  func doubts(_ costs: [Double], _ variants: TextVariants) -> [Change] {
    let tolerance = tolerance(costs)
    return changes.indices.dropFirst().filter {
      abs(costs[$0] - costs[0]) <= tolerance && !variants.readsAlike(text, changes[$0].text)
    }.map { changes[$0].change }
  }

  /// Within it a cost is the same.
  private func tolerance(_ costs: [Double]) -> Double {
    let spread = (costs.max() ?? 0) - (costs.min() ?? 0)
    return max(1e-6 * spread, 0x1p-44 * abs(costs[0]))
  }

  private static let common = ["the", "to", "you", "a", "it", "in", "is", "and"]

  /// Texts, in groups, of which those of one group cost the same if the doubt is right.
  ///
  /// The first group tells whether the model knows the word at all.
  func settling(_ doubt: Change) -> [[String]] {
    let unknown = Nonsense.words[0]
    func three(_ word: String) -> String { [word, word, word].joined(separator: " ") }
    switch doubt {
    case .none: return []
    case .twice(let place): return [[three(words[place]), three(unknown)]]
    case .leftOut: return [["", three(unknown)]]
    case .spelled(let place, let part):
      let word = words[place]
      // A model to which whole words of a script are unknown takes the reversed word for the same, and one to which
      // both the word's letters and the unlikely ones are unlikely knows others.
      return [
        [word, unknown, String(word.reversed())].map(three),
        ([part.misspelling(word)] + part.likelySpellings(word)).map(three),
      ]
    case .unknown(let place):
      let others = (words + Self.common).filter { $0 != words[place] }
      var groups = [
        [three(words[place]), three(unknown)],
        Array(others.prefix(12) + Self.common).map { words.replacing(place, with: $0) },
      ]
      if place > 0 {
        for before in Self.common.prefix(3) {
          var other = words
          other[place - 1] = before
          groups.append(
            (Self.common.prefix(4) + [words[place], unknown]).map {
              other.replacing(place, with: $0)
            })
        }
      }
      return groups
    }
  }

  /// The doubts that remain.
  func settle(_ doubts: [Change], _ costs: [Double], by more: [Double]) -> [Change] {
    var rest = more[...]
    let tolerance = tolerance(costs)
    return doubts.filter { doubt in
      let groups = settling(doubt).map { group in
        defer { rest = rest.dropFirst(group.count) }
        return Array(rest.prefix(group.count))
      }
      switch doubt {
      case .none: return false
      // A model that says the same of everything is another property's matter.
      case .twice: return costs.contains { $0 != costs[0] } && groups[0][0] != groups[0][1]
      case .leftOut: return groups[0][0] != groups[0][1]
      case .spelled:
        let word = groups[0][0]
        return groups[0].dropFirst().allSatisfy { abs($0 - word) > tolerance }
          && groups[1].allSatisfy { abs($0 - word) <= tolerance }
      case .unknown:
        let isKnown = groups[0][0] != groups[0][1]
        return isKnown
          && (groups[1].allSatisfy { abs($0 - costs[0]) <= tolerance })
          && groups.dropFirst(2).allSatisfy { group in
            group.allSatisfy { abs($0 - group[0]) <= tolerance }
          }
      }
    }
  }

  func outcome(_ costs: [Double], _ doubts: [Change]) -> PropertyOutcome {
    let tolerance = tolerance(costs)
    guard let doubt = doubts.first, let place = doubt.place else {
      let changes = costs.dropFirst().map { abs($0 - costs[0]) }
      return PropertyOutcome(margin: max(0, (changes.min() ?? 0) - tolerance))
    }
    let how: String
    switch doubt {
    case .none, .unknown: how = "is another or not"
    case .leftOut: how = "is left out or not"
    case .twice: how = "stands there once or twice"
    case .spelled(_, let part): how = "is spelled \"\(part.misspelling(words[place]))\" or not"
    }
    let told = CostTexts.one(costs[0])
    return PropertyOutcome(
      margin: -max(tolerance, .leastNonzeroMagnitude),
      note: "\"\(text)\" costs \(told) whether its word \(place + 1) of \(words.count), "
        + "\"\(words[place])\", \(how)")
  }
}
