import Transcripts

/// The distinct texts of several lists, and where each hypothesis's text stands among them.
struct DistinctTexts {
  /// The texts in the order of first appearance.
  private(set) var texts: [String] = []
  /// One index into `texts` per hypothesis of each list.
  private(set) var places: [[Int]] = []

  init(of lists: [NBestList], form: TextForm) {
    // By bytes: String takes canonically equivalent texts for the same, a model need not.
    var known: [[UInt8]: Int] = [:]
    for list in lists {
      places.append(
        list.hypotheses.map { hypothesis in
          let text = form.of(hypothesis.text)
          return known.updateOrInsert(Array(text.utf8), next: texts.count) { texts.append(text) }
        })
    }
  }

  /// A value per text as values per hypothesis.
  func perHypothesis<Value>(_ values: [Value]) -> [[Value]] {
    places.map { $0.map { values[$0] } }
  }
}
