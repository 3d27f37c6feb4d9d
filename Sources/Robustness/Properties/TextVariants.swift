import Rescoring
import Transcripts

/// Scores ways of writing a text, case by case, in one call of the model.
struct TextVariants {
  let model: any RescoringModel

  /// Second-pass costs of each group of texts, one list a group, as variants of the first hypothesis of the
  /// list in `lists`, and where that list stands.
  func costs(
    of groups: [[String]], like lists: [NBestList]
  ) throws(RescoringError) -> [[Double]] {
    let asked = groups.indices.filter { !groups[$0].isEmpty }
    let costs = try model.validatedCosts(
      for: asked.map { group in
        lists[group].replacing(
          groups[group].map { Hypothesis(text: $0, costs: lists[group][0].costs) })
      })
    var all = groups.map { _ in [Double]() }
    for (group, row) in zip(asked, costs) { all[group] = row }
    return all
  }

  /// Whether the model may read the two alike, by what it says of its length: alike in the part that it reads,
  /// or one of them longer than that.
  func readsAlike(_ first: String, _ second: String) -> Bool {
    switch (model.readPart(of: first), model.readPart(of: second)) {
    case (nil, nil): false
    case (nil, _), (_, nil): true
    case (let first, let second): first == second
    }
  }
}

/// Words that are in no vocabulary.
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
