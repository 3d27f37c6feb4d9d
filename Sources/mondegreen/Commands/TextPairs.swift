import ArtifactFiles
import Transcripts

/// Two text files of which line by line one is the reference of the other.
enum TextPairs {
  /// The word errors of all lines.
  ///
  /// - Throws: ``ArtifactError``, or a ``CommandFailure`` where one file has more lines.
  static func errors(
    _ references: String, _ hypotheses: String, _ weights: WordAlignment.Weights
  ) throws -> WordErrorRate {
    let left = try texts(references)
    let right = try texts(hypotheses)
    guard left.count == right.count else {
      throw CommandFailure(
        .badData,
        "\(hypotheses): expected \(left.count) lines, as many as \(references) has, found "
          + "\(right.count)")
    }
    return zip(left, right).reduce(into: .zero) { sum, pair in
      sum += WordErrorRate(reference: pair.0, hypothesis: pair.1, weights: weights)
    }
  }

  private static func texts(_ path: String) throws -> [String] {
    try TextLines(path: path).map { line in
      guard let text = line.text else {
        throw ArtifactError.notUTF8(path: path, line: line.number)
      }
      return text
    }
  }
}
