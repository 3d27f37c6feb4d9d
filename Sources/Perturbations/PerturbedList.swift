public import Transcripts

/// A list as a perturbation left it, and how it goes back to the clean one.
public struct PerturbedList: Hashable, Sendable {
  /// What the second pass gets to see.
  public let list: NBestList
  /// For each hypothesis of `list` the index of the clean hypothesis that it stands for, which is
  /// also its rank in the first pass.
  public let correspondence: [Int]
  /// Which words were replaced where, counted in the clean list.
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

  /// What the first pass selects: the best rank, and of equal ranks the first place.
  package var firstPassChoice: Int {
    correspondence.indices.min { (correspondence[$0], $0) < (correspondence[$1], $1) } ?? 0
  }

  /// Hypotheses whose text has become the text of an earlier one, though their clean texts differ: which they
  /// are, and the first with that text.
  ///
  /// A recognizer would have merged them. They stay, so that every hypothesis keeps its clean one; whoever
  /// counts or shows lists can say so.
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
