package import Perturbations
package import PropertyTesting
import Robustness
import Transcripts

/// Whether models rank on lists in which the recognizer itself wrote a homophone for a word as they do on perturbed
/// ones.
///
/// Real lists are those whose top hypothesis has, in the alignment with the reference, a word in the place of one that
/// sounds the same. Models are ranked by their errors on these lists, and by their errors under a perturbation on the
/// *other* lists of the corpus; Spearman's correlation of the two ranks is resampled over both kinds of lists, each
/// apart. The clean other lists stand beside it: a perturbation tells more than they do if its correlation is higher.
package struct ExternalValidity: Hashable, Sendable, Codable {
  /// One way to rank the models.
  package struct Row: Hashable, Sendable, Codable {
    /// The condition; nil for the clean lists.
    package let condition: PerturbationCondition?
    /// Spearman's correlation over the models.
    package let correlation: Double
    /// Percentiles of the bootstrap, at the run's confidence; nil with fewer than three lists of either kind.
    package let lower: Double?
    package let upper: Double?
  }

  package let corpus: String
  /// The number of models that are ranked.
  package let models: Int
  /// Lists in which the recognizer wrote a homophone.
  package let real: Int
  /// The others.
  package let others: Int
  /// The clean lists first, then condition by condition those whose lists all models saw, as heard.
  package let rows: [Row]

  /// - Parameters:
  ///   - models: names of those to be ranked; each list has a selection of each.
  ///   - soundAlike: whether two different words have a pronunciation in common.
  ///   - resamples: of the bootstrap.
  package init(
    _ selections: CorpusSelections, models: [String], resamples: Int, confidence: Double,
    seed: Seed, soundAlike: (String, String) -> Bool
  ) {
    let clean = selections.lists.filter { $0.condition == nil }
    let isReal = clean.map { Self.isReal($0, soundAlike) }
    var places: [String: Int] = [:]
    for (place, list) in clean.enumerated() { places[list.utterance] = place }
    /// Errors by model and utterance, draws summed.
    func errors(_ lists: [ListSelections]) -> [[Int]] {
      var errors = models.map { _ in [Int](repeating: 0, count: clean.count) }
      for list in lists {
        guard let place = places[list.utterance] else { continue }
        for selection in list.selections {
          guard let model = models.firstIndex(of: selection.model) else { continue }
          errors[model][place] += selection.errors(.asHeard)
        }
      }
      return errors
    }
    let (real, other) = (
      clean.indices.filter { isReal[$0] }, clean.indices.filter { !isReal[$0] }
    )
    corpus = selections.corpus
    self.models = models.count
    (self.real, others) = (real.count, other.count)
    var conditions: [PerturbationCondition?] = [nil]
    for list in selections.lists {
      if let condition = list.condition, condition.scope != .selected,
        !conditions.contains(condition)
      {
        conditions.append(condition)
      }
    }
    let own = errors(clean).map { row in real.map { row[$0] } }
    let draws = Self.draws(resamples, of: real.count, seed.derived("real"))
    let resampled = draws.map { draw in own.map { row in Double(draw.reduce(0) { $0 + row[$1] }) } }
    let plain = own.map { Double($0.reduce(0, +)) }
    rows = conditions.map { condition in
      let lists = condition == nil ? clean : selections.lists.filter { $0.condition == condition }
      let theirs = errors(lists).map { row in other.map { row[$0] } }
      let correlation = RankCorrelation.spearman(plain, theirs.map { Double($0.reduce(0, +)) })
      guard real.count > 2, other.count > 2 else {
        return Row(condition: condition, correlation: correlation, lower: nil, upper: nil)
      }
      let values = zip(
        resampled, Self.draws(resamples, of: other.count, seed.derived("others"))
      ).map { real, draw in
        RankCorrelation.spearman(
          real, theirs.map { row in Double(draw.reduce(0) { $0 + row[$1] }) })
      }.sorted()
      let tail = (1 - confidence) / 2
      let low = Int((tail * Double(values.count)).rounded(.down))
      return Row(
        condition: condition, correlation: correlation, lower: values[low],
        upper: values[values.count - 1 - low])
    }
  }

  /// Places drawn with replacement for each resample.
  private static func draws(_ resamples: Int, of count: Int, _ seed: Seed) -> [[Int]] {
    (0..<resamples).map { Array(Resampling.places(ofResample: $0, of: count, seed)) }
  }

  /// Whether the top hypothesis has a homophone of a word of the reference in its place.
  private static func isReal(
    _ list: ListSelections, _ soundAlike: (String, String) -> Bool
  ) -> Bool {
    guard let reference = list.reference, let top = list.hypotheses?.first else { return false }
    let (said, heard) = (
      TextNormalizer.standard.words(in: reference), TextNormalizer.standard.words(in: top)
    )
    var (place, other) = (0, 0)
    for step in WordAlignment(reference: said, hypothesis: heard).operations {
      switch step {
      case .hit: (place, other) = (place + 1, other + 1)
      case .substitution:
        if soundAlike(said[place], heard[other]) { return true }
        (place, other) = (place + 1, other + 1)
      case .deletion: place += 1
      case .insertion: other += 1
      }
    }
    return false
  }
}
