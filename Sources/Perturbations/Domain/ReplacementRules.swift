import Transcripts

/// The rules that a perturbation of words follows, whichever words and phrases it replaces.
struct ReplacementRules {
  let scope: PerturbationScope
  let strength: Strength
  let isConsistent: Bool
  /// The words that may be replaced. Positions are not checked, since words may have been dropped
  /// since.
  let targets: WordTargets
  let languageCosts: LanguageCosts

  /// The largest number of phrases in a hypothesis that may have been replaced; nil if it is
  /// unknown, as for a share, since words may have been dropped since.
  private var most: Int? {
    switch strength {
    case .words(let count): max(count, 0)
    case .share: nil
    }
  }

  /// Throws unless the replacements that the list records explain its texts and follow these rules.
  ///
  /// - Parameter alternatives: the phrases that may replace a phrase.
  func check(
    _ list: ListInspection, alternatives: (String) -> [String]
  ) throws(OutsideDomain) {
    try list.expectOrderKept()
    var becomes: [String: String] = [:]
    var alreadyChanged: Int?
    for (rank, segments) in try list.explainedTexts().enumerated() {
      let changed = segments.filter(\.isChanged)
      if scope == .selected, !changed.isEmpty {
        if let first = alreadyChanged {
          throw OutsideDomain(
            reason:
              "only the selected hypothesis may change, but \"\(list.clean[first].text)\" and "
              + "\"\(list.clean[rank].text)\" did")
        }
        alreadyChanged = rank
      }
      try checkCount(changed.count, of: rank, in: list)
      for segment in changed {
        try check(segment, list, alternatives)
        guard scope == .nBest, isConsistent else { continue }
        let known = becomes.updateValue(segment.replacement, forKey: segment.original)
        if let known, !known.isSameCodePoints(as: segment.replacement) {
          throw OutsideDomain(
            reason: "\"\(segment.original)\" becomes both \"\(known)\" and "
              + "\"\(segment.replacement)\", but replacements are consistent")
        }
      }
      try list.expectCosts(
        languageCosts.mayMake(
          list.perturbed.list[rank].costs, of: list.clean[rank].costs,
          isChanged: !changed.isEmpty),
        of: rank)
    }
  }

  private func described(_ targets: WordTargets) -> String {
    if case .listed(let words) = targets, words.count == 1 { return "1 listed word" }
    return targets.description
  }

  private func checkCount(
    _ count: Int, of rank: Int, in list: ListInspection
  ) throws(OutsideDomain) {
    if count > 0, scope == .oneBest, rank > 0 {
      throw OutsideDomain(
        reason: "only the first hypothesis may change, but \"\(list.clean[rank].text)\" changed")
    }
    if let most, count > most {
      throw OutsideDomain(
        reason:
          "the strength allows \(most) replacement\(most == 1 ? "" : "s") in a hypothesis, but "
          + "\"\(list.clean[rank].text)\" has \(count)")
    }
  }

  private func check(
    _ segment: TextSegment, _ list: ListInspection, _ alternatives: (String) -> [String]
  ) throws(OutsideDomain) {
    if let word = segment.original.spacedWords.first(where: { !targets.include($0) }) {
      throw OutsideDomain(
        reason: "\"\(word)\" is not among the words that may change (\(described(targets)))")
    }
    let others = alternatives(segment.original)
    guard others.contains(where: { $0.isSameCodePoints(as: segment.replacement) }) else {
      throw OutsideDomain(
        reason: "\(list.subject) does not replace \"\(segment.original)\" with "
          + "\"\(segment.replacement)\"")
    }
  }
}

extension LanguageCosts {
  /// Whether a hypothesis's costs may have become `perturbed` from `clean`. Recomputed costs come
  /// from a language model that may have changed since, but the acoustic cost never changes.
  func mayMake(
    _ perturbed: FirstPassCosts, of clean: FirstPassCosts, isChanged: Bool
  ) -> Bool {
    switch self {
    case .recomputed where isChanged: perturbed.acoustic == clean.acoustic
    case .kept, .recomputed: perturbed == clean
    }
  }
}
