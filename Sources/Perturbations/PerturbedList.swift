public import Transcripts

/// A perturbed list together with its relation to the clean list.
public struct PerturbedList: Hashable, Sendable {
  /// The list that the second pass sees.
  public let list: NBestList
  /// For each hypothesis of `list`, the index of the clean hypothesis that it stands for, which is
  /// also its rank in the first pass.
  public let correspondence: [Int]
  /// The words that were replaced, with their positions in the clean list.
  public let replacements: [Replacement]

  /// - Parameters:
  ///   - list: the perturbed list.
  ///   - correspondence: by default each hypothesis stands where it stood.
  ///   - replacements: the phrases that were replaced.
  public init(_ list: NBestList, correspondence: [Int]? = nil, replacements: [Replacement] = []) {
    let correspondence = correspondence ?? Array(0..<list.count)
    precondition(correspondence.count == list.count, "each hypothesis stands for a clean one")
    self.list = list
    self.correspondence = correspondence
    self.replacements = replacements
  }

  /// The same where a list of a corpus stands: perturbations need not think of that.
  package func standing(in context: ListContext?) -> PerturbedList {
    guard context != nil || list.context != nil else { return self }
    return PerturbedList(
      list.standing(in: context), correspondence: correspondence, replacements: replacements)
  }

  /// The hypothesis that the first pass selects: the one with the best rank, and the first of equal
  /// ranks.
  package var firstPassChoice: Int {
    correspondence.indices.min { (correspondence[$0], $0) < (correspondence[$1], $1) } ?? 0
  }

  /// The hypotheses whose text now equals that of an earlier one, although their clean texts
  /// differ, each with the first hypothesis that has the text.
  ///
  /// A recognizer would have merged them. They are kept, so that every hypothesis keeps its clean
  /// counterpart, and code that counts or shows lists can report them.
  package func newlyEqual(in clean: NBestList) -> [(place: Int, first: Int)] {
    var firsts: [String: Int] = [:]
    var found: [(place: Int, first: Int)] = []
    for (place, hypothesis) in list.hypotheses.enumerated() {
      guard let first = firsts[hypothesis.text] else {
        firsts[hypothesis.text] = place
        continue
      }
      let texts = (clean[correspondence[place]].text, clean[correspondence[first]].text)
      if texts.0 != texts.1 { found.append((place, first)) }
    }
    return found
  }
}
