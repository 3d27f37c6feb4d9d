import Artifacts
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import Transcripts

/// How many defects that nobody thought of are caught: mutants composed at random of alterations of texts and
/// costs.
///
/// A mutant counts if it changes at least a twentieth of what the healthy model selects from the corpus's lists,
/// clean and with words misheard, or if one of its alterations breaks a contract by its nature.
package struct MutationScore: Hashable, Sendable {
  /// A mutant that counts.
  package struct Mutant: Hashable, Sendable {
    package let texts: [TextAlteration]
    package let costs: [CostAlteration]
    /// The share of selections that it changes.
    package let changedSelections: Double
    /// The first property that catches it; nil if none does.
    package let caughtBy: String?

    /// The name of the mutant, as in "cutAfter(12), perWord(0.3)".
    package var name: String { MutationScore.name(texts, costs) }
  }

  /// The number of mutants that were composed.
  package let composed: Int
  /// The mutants that count.
  package let mutants: [Mutant]

  package var caught: Int { mutants.count { $0.caughtBy != nil } }
  package var missed: [Mutant] { mutants.filter { $0.caughtBy == nil } }
  /// The share of those that count which are caught; 1 if none counts.
  package var share: Double { mutants.isEmpty ? 1 : Double(caught) / Double(mutants.count) }

  /// What changes selections, at the least.
  static let leastShare = 0.05

  static func name(_ texts: [TextAlteration], _ costs: [CostAlteration]) -> String {
    (texts.map { "\($0)" } + costs.map { "\($0)" }).joined(separator: ", ")
  }

  init(
    of test: SelfTest, in prepared: PreparedCorpus, count: Int, threads: Int
  ) throws(RescoringError) {
    let lists = Self.lists(of: test, in: prepared)
    let sound = try Self.selections(of: test.healthy, lists)
    let tried = try ConcurrentMap.map(Array(0..<count), threads: threads) {
      (number) throws(RescoringError) -> Mutant? in
      var source = ChoiceSource.random(
        seed: Seed(test.seed).derived("mutants").derived(number).value)
      // One alteration, two or three.
      var texts: [TextAlteration] = []
      var costs: [CostAlteration] = []
      for _ in 0...source.index(below: 3) {
        if source.boolean() {
          texts.append(.drawn(from: &source))
        } else {
          costs.append(.drawn(from: &source))
        }
      }
      func model() -> AlteredModel {
        AlteredModel(Self.name(texts, costs), of: test.healthy, texts: texts, costs: costs)
      }
      let found = try Self.selections(of: model(), lists)
      let changed = Double(zip(sound, found).count { $0 != $1 }) / Double(max(1, sound.count))
      let breaks =
        texts.contains(where: \.breaksContract) || costs.contains(where: \.breaksContract)
      guard breaks || changed >= Self.leastShare else { return nil }
      var caughtBy: String?
      for property in test.properties where caughtBy == nil {
        // A model of its own for each: what one property leaves in its memory is not another's.
        if try test.firstFailure(of: property, under: model()) != nil { caughtBy = property.id }
      }
      return Mutant(
        texts: texts, costs: costs, changedSelections: changed, caughtBy: caughtBy)
    }
    composed = count
    mutants = tried.compactMap { $0 }
  }

  /// The corpus's lists as they are, and as the first perturbation that properties have changes them.
  private static func lists(of test: SelfTest, in prepared: PreparedCorpus) -> [NBestList] {
    let perturbation = test.properties.first { $0.id == "rank-stability" }?.perturbation
    return prepared.utterances.flatMap { utterance in
      var source = ChoiceSource.random(
        seed: Seed(test.seed).derived("mutants", utterance.id).value)
      return [utterance.nBest]
        + (perturbation.map { [$0.perturb(utterance.nBest, source: &source).list] } ?? [])
    }
  }

  /// The selected texts; nil where the model gives no usable costs.
  private static func selections(
    of model: any RescoringModel, _ lists: [NBestList]
  ) throws(RescoringError) -> [String?] {
    let usable = try UsableCosts(of: model, for: lists)
    return zip(lists, usable.costs).map { list, costs in
      list.texts[Selection.index(in: list, costs: costs)]
    }
  }
}
