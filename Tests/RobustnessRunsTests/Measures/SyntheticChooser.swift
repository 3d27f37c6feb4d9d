import Artifacts
import PropertyTesting
import Rescoring
import RobustnessRuns
import Transcripts

/// A model that knows the references and selects by a rule that cannot be argued about.
///
/// It knows a list by the first pass's totals, which a homophone leaves as they are.
struct SyntheticChooser: RescoringModel {
  /// One list as the chooser sees it.
  struct View {
    let utterance: String
    let texts: [String]
    /// Word errors of each text.
    let edits: [Int]
    /// Whether the texts are not those of the clean list.
    let isPerturbed: Bool

    /// The first hypothesis of the fewest errors.
    var best: Int { edits.firstIndex(of: edits.min()!)! }
    var worst: Int { edits.firstIndex(of: edits.max()!)! }

    /// One of the distinct texts, each as likely as the others.
    func random(_ seed: Seed) -> Int {
      let distinct = texts.indices.filter { texts.firstIndex(of: texts[$0]) == $0 }
      let drawn = seed.derived(utterance).value.multipliedFullWidth(by: UInt64(distinct.count))
      return distinct[Int(drawn.high)]
    }
  }

  /// The index of the chosen text.
  typealias Rule = @Sendable (View) -> Int

  private struct Known {
    let utterance: String
    let reference: String
    let texts: [String]
  }

  let identity: ModelIdentity
  private let known: [[Double]: Known]
  private let rule: Rule

  init(_ name: String, on corpora: [PreparedCorpus], rule: @escaping Rule) {
    identity = ModelIdentity(name: name, summary: "chooses \(name)", digest: .sha256(of: name))
    var known: [[Double]: Known] = [:]
    for utterance in corpora.flatMap(\.utterances) {
      let before = known.updateValue(
        Known(
          utterance: utterance.id, reference: utterance.reference, texts: utterance.nBest.texts),
        forKey: utterance.nBest.hypotheses.map(\.costs.total))
      precondition(before == nil, "two lists of the same totals")
    }
    self.known = known
    self.rule = rule
  }

  func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    lists.map { list in
      let known = known[list.hypotheses.map(\.costs.total)]!
      let chosen = rule(
        View(
          utterance: known.utterance, texts: list.texts,
          edits: list.texts.map {
            WordErrorRate(reference: known.reference, hypothesis: $0).edits
          }, isPerturbed: list.texts != known.texts))
      return list.hypotheses.indices.map { $0 == chosen ? 0 : 1 }
    }
  }
}
