import Counterexamples
import Perturbations
import Robustness
import Transcripts

/// What failing cases have in common and cases that hold have not: a word, a length, a position or a form.
///
/// It describes, and proves nothing: a shrunk list shows what is enough to fail, this what failures look like.
public struct CommonTrait: Hashable, Sendable, Codable {
  /// "a text of 61 words or more"
  public let text: String
  /// Failing cases of the cause that have it, and how many there are.
  public let failing: Int
  public let failures: Int
  /// Cases of the property that hold and have it, too, and how many hold.
  public let holding: Int
  public let held: Int

  /// "14 of 14 have a text of 61 words or more; of the cases that hold, 2 of 86 do"
  public var sentence: String {
    let rest = held == 0 ? "no case holds" : "of the cases that hold, \(holding) of \(held) do"
    return "\(failing) of \(failures) have \(text); \(rest)"
  }

  /// The trait that tells failing cases best from those that hold; nil if none does.
  ///
  /// A trait is worth telling if at least nine tenths of the failing cases have it, and of those that hold at
  /// most half as large a share.
  ///
  /// - Parameters:
  ///   - failing: cases of one cause.
  ///   - holding: cases of the same property.
  static func best(of failing: [RobustnessCase], holding: [RobustnessCase]) -> CommonTrait? {
    guard failing.count > 2 else { return nil }
    let sizes = (failing.map(CaseSizes.init), holding.map(CaseSizes.init))
    var traits: [(text: String, failing: Int, holding: Int)] = []
    for size in CaseSizes.all {
      let (mine, others) = (sizes.0.map(size.of), sizes.1.map(size.of))
      // From the tenth that is smallest on: a few may be failures of another kind.
      let least = mine.sorted()[mine.count / 10]
      guard least > size.trivial else { continue }
      traits.append(
        (size.text(least), mine.count { $0 >= least }, others.count { $0 >= least }))
    }
    let (forms, other) = (failing.map(CaseFeatures.init), holding.map(CaseFeatures.init))
    var counts: [String: Int] = [:]
    for feature in forms.flatMap(\.all) { counts[feature, default: 0] += 1 }
    for (feature, count) in counts.sorted(by: { $0.key < $1.key }) {
      traits.append((feature, count, other.count { $0.all.contains(feature) }))
    }
    let telling = traits.filter { trait in
      let share = Double(trait.holding) / Double(max(1, holding.count))
      return 10 * trait.failing >= 9 * failing.count && (holding.isEmpty || share <= 0.5)
    }
    // The rarest among cases that hold; of equal ones the one that most failing cases have, then the first.
    guard
      let best = telling.enumerated().min(by: {
        ($0.element.holding, -$0.element.failing, $0.offset)
          < ($1.element.holding, -$1.element.failing, $1.offset)
      })?.element
    else { return nil }
    return CommonTrait(
      text: best.text, failing: best.failing, failures: failing.count, holding: best.holding,
      held: holding.count)
  }
}

/// How large a case is, in several ways.
private struct CaseSizes {
  let words: Int
  let bytes: Int
  let hypotheses: Int

  init(_ item: RobustnessCase) {
    words = item.clean.texts.map(\.spacedWords.count).max() ?? 0
    bytes = item.clean.texts.map(\.utf8.count).max() ?? 0
    hypotheses = item.clean.count
  }

  struct Size: Sendable {
    let of: @Sendable (CaseSizes) -> Int
    let text: @Sendable (Int) -> String
    /// The size that every case has at least.
    let trivial: Int
  }

  static let all = [
    Size(of: { $0.words }, text: { "a text of \($0) words or more" }, trivial: 1),
    Size(of: { $0.bytes }, text: { "a text of \($0) bytes or more" }, trivial: 1),
    Size(of: { $0.hypotheses }, text: { "\($0) hypotheses or more" }, trivial: 1),
  ]
}

/// Words, positions and forms of a case.
private struct CaseFeatures {
  let all: Set<String>

  init(_ item: RobustnessCase) {
    var all: Set<String> = []
    for one in item.perturbed.replacements {
      all.insert("\"\(one.original)\" replaced by \"\(one.replacement)\"")
      all.insert("\"\(one.original)\" replaced")
      let count = item.clean.words(of: one.hypothesis).count
      if one.position == 0 { all.insert("the first word replaced") }
      if one.position + one.original.spacedWords.count == count {
        all.insert("the last word replaced")
      }
      if one.hypothesis == 0 { all.insert("the first hypothesis changed") }
    }
    for text in item.clean.texts {
      let words = text.spacedWords
      for word in words { all.insert("the word \"\(word)\"") }
      if let first = words.first { all.insert("a text that begins with \"\(first)\"") }
      if let last = words.last { all.insert("a text that ends with \"\(last)\"") }
      if zip(words, words.dropFirst()).contains(where: ==) {
        all.insert("a word said twice in a row")
      }
      if words.isEmpty { all.insert("a text without words") }
      if words.count == 1 { all.insert("a text of one word") }
      all.formUnion(WordForm.all(of: text).map(\.rawValue))
    }
    self.all = all
  }
}
