import ArgumentParser
import Artifacts
import Rescoring
import Transcripts

/// A list with what a model makes of it.
struct ScoredUtterance: Encodable {
  struct Scored: Encodable {
    /// In the first pass, from 1.
    let rank: Int
    let text: String
    let acoustic: Double?
    let language: Double?
    let total: Double
    /// The model's cost.
    let secondPass: Double
    /// What the selection goes by.
    let interpolated: Double
    let isSelected: Bool
  }

  let id: String
  let reference: String
  let hypotheses: [Scored]

  /// - Parameter costs: the model's, one per hypothesis.
  init(
    _ utterance: Utterance, costs: [Double], under weights: Interpolation
  ) throws(RescoringError) {
    let interpolated = try weights.costs(of: utterance.nBest, secondPass: costs)
    let selected = Selection.index(in: utterance.nBest, costs: interpolated)
    id = utterance.id
    reference = utterance.reference
    hypotheses = utterance.nBest.hypotheses.enumerated().map { index, hypothesis in
      Scored(
        rank: index + 1, text: hypothesis.text, acoustic: hypothesis.costs.acoustic,
        language: hypothesis.costs.language, total: hypothesis.costs.total,
        secondPass: costs[index], interpolated: interpolated[index], isSelected: index == selected)
    }
  }
}

/// How scores are written.
enum ScoreFormat: String, CaseIterable, ExpressibleByArgument {
  case jsonl, tsv

  /// The line above all others, if there is one.
  var header: String? {
    self == .jsonl
      ? nil
      : "id\trank\ttext\tacoustic\tlanguage\ttotal\tsecondPass\tinterpolated\tisSelected"
  }

  /// The lines of an utterance, each with its line feed.
  func text(of utterance: ScoredUtterance) throws -> String {
    guard self == .tsv else {
      return String(decoding: try CanonicalJSON.data(utterance, .line), as: UTF8.self) + "\n"
    }
    return utterance.hypotheses.map { hypothesis in
      let cells = [
        TSVFormat.cell(utterance.id), "\(hypothesis.rank)", TSVFormat.cell(hypothesis.text),
        hypothesis.acoustic.map { "\($0)" } ?? "", hypothesis.language.map { "\($0)" } ?? "",
        "\(hypothesis.total)", "\(hypothesis.secondPass)", "\(hypothesis.interpolated)",
        hypothesis.isSelected ? "1" : "0",
      ]
      return cells.joined(separator: "\t") + "\n"
    }.joined()
  }
}
