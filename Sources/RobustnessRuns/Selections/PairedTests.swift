import Robustness

/// The classical tests of two models on clean lists, computed from selections: those that NIST's sc_stats makes
/// of the same selections.
package struct PairedTests: Hashable, Sendable {
  package let model: String
  package let other: String
  /// The matched-pairs test, each utterance a segment (``MatchedPairs``).
  package let matchedPairs: Double
  /// The p-value by the WERs of speakers, or of utterances if a run has no clusters.
  package let wilcoxon: Double
  package let sign: Double
  /// The model with fewer errors; nil where they make equally many.
  package let better: String?

  /// The tests of each pair of models.
  package static func all(on corpus: CorpusSelections, models: [String]) -> [PairedTests] {
    models.indices.flatMap { place in
      models[(place + 1)...].map { PairedTests(models[place], $0, on: corpus) }
    }
  }

  private init(_ model: String, _ other: String, on corpus: CorpusSelections) {
    let lists = corpus.lists.filter { $0.condition == nil }
    func errors(_ name: String) -> [Int] {
      lists.map { list in
        list.selections.first { $0.model == name }?.errors(.asHeard) ?? 0
      }
    }
    let (own, others) = (errors(model), errors(other))
    var places: [String: Int] = [:]
    var speakers: [(own: Int, other: Int, words: Int)] = []
    for (number, list) in lists.enumerated() {
      let name = list.cluster ?? list.utterance
      let place = places[name] ?? speakers.count
      if place == speakers.count { speakers.append((0, 0, 0)) }
      places[name] = place
      speakers[place].own += own[number]
      speakers[place].other += others[number]
      speakers[place].words += list.referenceWords
    }
    let differences = speakers.map { Double($0.own - $0.other) / Double(max(1, $0.words)) }
    let balance = own.reduce(0, +) - others.reduce(0, +)
    self.model = model
    self.other = other
    matchedPairs = lists.isEmpty ? 1 : MatchedPairs.p(own, others)
    wilcoxon = WilcoxonSignedRank.p(differences)
    sign = SignTest.p(differences)
    better = balance == 0 ? nil : balance < 0 ? model : other
  }
}
