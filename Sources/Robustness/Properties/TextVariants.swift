import Rescoring
import Transcripts

/// Scores ways of writing a text, case by case, in one call of the model.
struct TextVariants {
  let model: any RescoringModel

  /// Second-pass costs of each group of texts, one list a group, as variants of the hypothesis in `like`.
  func costs(
    of groups: [[String]], like hypotheses: [Hypothesis]
  ) throws(RescoringError) -> [[Double]] {
    let asked = groups.indices.filter { !groups[$0].isEmpty }
    let costs = try model.validatedCosts(
      for: asked.map { group in
        NBestList(
          groups[group].map { Hypothesis(text: $0, costs: hypotheses[group].costs) })
      })
    var all = groups.map { _ in [Double]() }
    for (group, row) in zip(asked, costs) { all[group] = row }
    return all
  }

  /// Whether the model says that it reads the two alike.
  func readsAlike(_ first: String, _ second: String) -> Bool {
    guard let part = model.readPart(of: first) else { return false }
    return part == model.readPart(of: second)
  }
}

/// Words that no vocabulary has.
enum Nonsense {
  static let words = ["qxvzk", "zzgrub"]
}

extension [String] {
  /// The words with another in the place of one.
  func replacing(_ place: Int, with word: String) -> String {
    var words = self
    words[place] = word
    return words.joined(separator: " ")
  }
}

extension [Double] {
  /// The value in the middle; 0 of none.
  var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}
