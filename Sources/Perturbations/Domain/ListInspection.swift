import Transcripts

/// A perturbed list beside the clean one, while a verdict on its domain is reached.
///
/// A list may be a part of what the perturbation made, with hypotheses dropped from both lists,
/// words dropped from both texts, or replacements undone. Only what is true of all such parts is
/// checked.
struct ListInspection {
  /// The perturbation's id.
  let id: String
  let perturbed: PerturbedList
  let clean: NBestList

  init(_ perturbed: PerturbedList, from clean: NBestList, by id: String) {
    self.id = id
    self.perturbed = perturbed
    self.clean = clean
  }

  /// The subject of the sentences, such as "the perturbation "homophones"".
  var subject: String { "the perturbation \"\(id)\"" }

  /// For each perturbed hypothesis, the index of the clean one.
  var order: [Int] { perturbed.correspondence }

  var isInOrder: Bool { order == Array(0..<clean.count) }

  /// Checks which clean hypotheses the perturbed ones stand for. This check must come first.
  ///
  /// - Parameter rule: what the perturbation does, for the sentence "… keeps the order".
  func expectOrder(_ isMade: Bool, _ rule: String) throws(OutsideDomain) {
    guard isMade, order.allSatisfy({ clean.hypotheses.indices.contains($0) }) else {
      let ranks = order.map { String($0 + 1) }.joined(separator: ", ")
      throw OutsideDomain(
        reason: "\(subject) \(rule), but the perturbed list holds hypotheses \(ranks) of "
          + "\(clean.count)")
    }
  }

  func expectOrderKept() throws(OutsideDomain) {
    try expectOrder(isInOrder, "keeps the order and number of hypotheses")
  }

  /// Checks that the texts are those of the clean hypotheses, and that no replacement is recorded.
  func expectTextsKept() throws(OutsideDomain) {
    for (place, rank) in order.enumerated() { try expectTextKept(place, rank) }
    if let one = perturbed.replacements.first {
      throw OutsideDomain(
        reason: "\(subject) replaces no words, but the replacement of \"\(one.original)\" with "
          + "\"\(one.replacement)\" is recorded")
    }
  }

  /// Checks that texts and first-pass costs are those of the clean hypotheses.
  func expectHypothesesKept() throws(OutsideDomain) {
    try expectTextsKept()
    try expectCostsKept()
  }

  func expectTextKept(_ place: Int, _ rank: Int) throws(OutsideDomain) {
    let (old, new) = (clean[rank].text, perturbed.list[place].text)
    guard old.isSameCodePoints(as: new) else {
      throw OutsideDomain(reason: "\(subject) does not turn \"\(old)\" into \"\(new)\"")
    }
  }

  /// Checks that first-pass costs are those of the clean hypotheses.
  func expectCostsKept() throws(OutsideDomain) {
    for (place, rank) in order.enumerated() {
      try expectCosts(perturbed.list[place].costs == clean[rank].costs, of: place)
    }
  }

  func expectCosts(_ areMade: Bool, of place: Int) throws(OutsideDomain) {
    guard areMade else {
      throw OutsideDomain(
        reason: "\(subject) does not change the first-pass costs of "
          + "\"\(perturbed.list[place].text)\" like this")
    }
  }

  /// The segments of each perturbed hypothesis, as the recorded replacements explain its text.
  func explainedTexts() throws(OutsideDomain) -> [[TextSegment]] {
    for one in perturbed.replacements where !order.contains(one.hypothesis) {
      throw OutsideDomain(
        reason: "a replacement is recorded in hypothesis \(one.hypothesis), counted from 0, which "
          + "the list does not have")
    }
    var explained: [[TextSegment]] = []
    for (place, rank) in order.enumerated() {
      let segments = TextSegment.explained(
        from: clean.words(of: rank), to: perturbed.list.words(of: place),
        by: perturbed.replacements.filter { $0.hypothesis == rank })
      guard let segments else {
        throw OutsideDomain(
          reason: "the recorded replacements do not turn \"\(clean[rank].text)\" into "
            + "\"\(perturbed.list[place].text)\"")
      }
      explained.append(segments)
    }
    return explained
  }
}
