import Algorithms
import Perturbations
import Transcripts

/// What may stand in the place of each part of a case.
struct VariedParts: Sendable {
  /// For each unchanged word, other words.
  let words: [[String]]
  /// For each change, other changes of the same kind.
  let changes: [[CaseStructure.Change]]
  /// For each change, what else the phrase may become.
  let alternatives: [[String]]
  /// Other hypotheses.
  let texts: [String]
  /// The unit of ``costSteps``: how far the list's first-pass totals lie apart.
  let costUnit: Double

  /// How far first-pass costs are moved.
  static let costSteps = [0.1, 0.3, 1, 2, 5, 20, 100].flatMap { [$0, -$0] }
  /// The largest number of other texts; there may be twelve times as many other words.
  private static let limit = 64

  init(
    of structure: CaseStructure, perturbation: any Perturbation, texts: [String], totals: [Double]
  ) {
    let vocabulary = Array(texts.flatMap(\.spacedWords).uniqued())
    words = structure.words.map { word in
      Self.spread(vocabulary, 12 * Self.limit).filter { $0 != word }
    }
    // Looking up what a word may become can be slow.
    let candidates = Self.spread(vocabulary, 4 * Self.limit)
    changes = structure.changes.map { change in
      let others = candidates.lazy.filter { $0 != change.original }
        .compactMap { Self.change(of: $0, like: change, by: perturbation) }
      return Array(others.prefix(Self.limit))
    }
    alternatives = structure.changes.map { change in
      perturbation.alternatives(for: change.original).filter {
        !$0.isSameCodePoints(as: change.replacement)
      }
    }
    self.texts = Self.spread(texts, Self.limit)
    let distance = (totals.max() ?? 0) - (totals.min() ?? 0)
    costUnit = distance > 0 ? distance : 1
  }

  private static func change(
    of word: String, like change: CaseStructure.Change, by perturbation: any Perturbation
  ) -> CaseStructure.Change? {
    let other =
      perturbation.rewriting(of: word, as: change.original, became: change.replacement)
      ?? perturbation.alternatives(for: word).first
    return other.map { CaseStructure.Change(original: word, replacement: $0) }
  }

  /// At most `count` of the texts, evenly spread.
  private static func spread(_ all: [String], _ count: Int) -> [String] {
    all.count <= count ? all : (0..<count).map { all[$0 * all.count / count] }
  }
}
