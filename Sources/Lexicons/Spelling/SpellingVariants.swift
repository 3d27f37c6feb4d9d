/// Words that are the same word in another spelling: "colour" and "color", "okay" and "ok".
///
/// They sound the same, and a recognizer that writes one for the other has heard correctly, so they
/// don't count as homophones. Neither do abbreviations of titles and addresses ("dr", "st").
/// Variants are found by a list and by rules of British and American spelling ("-our" and "-or",
/// "-ise" and "-ize", …). The rules are too broad for arbitrary pairs of words ("tire" and "tier")
/// and are meant for words that sound the same.
public struct SpellingVariants: Sendable {
  /// Variants of British and American English, words that books and transcripts write differently,
  /// and abbreviations.
  public static let english = SpellingVariants(
    sets: EnglishSpellings.sets, abbreviations: EnglishSpellings.abbreviations)

  private let hasEnglishRules: Bool
  /// The sets that each word belongs to, abbreviations after the others: "st" may be "saint" or
  /// "street", which are two words.
  private let groups: [String: [Int]]
  private let sets: [[String]]

  /// - Parameters:
  ///   - sets: sets of spellings, one for each word.
  ///   - abbreviations: sets of an abbreviation and its long form. Exchanging these is not a
  ///     mishearing, but they are not ``listed(for:)``, since "general" is seldom written "gen".
  ///   - hasEnglishRules: whether the endings of British and American English count as well.
  public init(
    sets: [[String]], abbreviations: [[String]] = [], hasEnglishRules: Bool = true
  ) {
    self.sets = sets
    self.hasEnglishRules = hasEnglishRules
    var groups: [String: [Int]] = [:]
    for (number, set) in (sets + abbreviations).enumerated() {
      for word in set { groups[word, default: []].append(number) }
    }
    self.groups = groups
  }

  /// Whether two words that sound the same are spellings of the same word.
  public func areVariants(_ first: String, _ second: String) -> Bool {
    if first == second { return false }
    if areListed(first, second) { return true }
    let (first, second) = (plain(first), plain(second))
    if first == second || areListed(first, second) { return true }
    guard hasEnglishRules else { return false }
    return EnglishSpellings.endings.contains { left, right in
      Self.differ(first, second, by: left, right) || Self.differ(second, first, by: left, right)
    }
  }

  /// The listed spellings of a word, except the word itself and abbreviations.
  public func listed(for word: String) -> [String] {
    var found: [String] = []
    for other in (groups[word] ?? []).filter({ $0 < sets.count }).flatMap({ sets[$0] })
    where other != word && !found.contains(other) {
      found.append(other)
    }
    return found
  }

  private func areListed(_ first: String, _ second: String) -> Bool {
    guard let one = groups[first], let other = groups[second] else { return false }
    return one.contains(where: other.contains)
  }

  /// The word without full stops, hyphens and spaces, as in "o.k." and "any one".
  private func plain(_ word: String) -> String {
    String(word.filter { $0 != "." && $0 != "-" && $0 != " " })
  }

  /// Whether two words differ by one rule, at the end or before an ending that both share.
  private static func differ(
    _ first: String, _ second: String, by left: String, _ right: String
  ) -> Bool {
    var ending = Substring("")
    for shared in EnglishSpellings.suffixes {
      guard first.hasSuffix(shared), second.hasSuffix(shared) else { continue }
      ending = Substring(shared)
      let (a, b) = (first.dropLast(ending.count), second.dropLast(ending.count))
      guard a.hasSuffix(left), b.hasSuffix(right) else { continue }
      let stem = a.dropLast(left.count)
      // A short stem is another word: "four" and "for".
      if stem.count >= 3, stem == b.dropLast(right.count) { return true }
    }
    return false
  }
}
