import Artifacts
import Transcripts

/// Two text files of which line by line one is the reference of the other.
enum TextPairs {
  /// The word errors of all lines.
  ///
  /// - Parameter note: is called with each reference.
  /// - Throws: ``ArtifactError``, or a ``CommandFailure`` where one file has more lines.
  static func errors(
    _ references: String, _ hypotheses: String, _ normalizer: TextNormalizer,
    _ weights: WordAlignment.Weights, note: (String) -> Void
  ) throws -> WordErrorRate {
    var left = try LineReader(path: references)
    var right = try LineReader(path: hypotheses)
    var sum = WordErrorRate.zero
    var count = 0
    while true {
      let pair = (try text(&left), try text(&right))
      guard let reference = pair.0, let hypothesis = pair.1 else {
        let counts = (
          count + (pair.0 == nil ? 0 : try 1 + rest(&left)),
          count + (pair.1 == nil ? 0 : try 1 + rest(&right))
        )
        if counts.0 == counts.1 { return sum }
        throw CommandFailure(
          .badData,
          "\(hypotheses): expected \(counts.0) lines, as many as \(references) has, found "
            + "\(counts.1)")
      }
      sum += WordErrorRate(
        reference: reference, hypothesis: hypothesis, normalizer: normalizer, weights: weights)
      note(reference)
      count += 1
    }
  }

  private static func text(_ lines: inout LineReader) throws(ArtifactError) -> String? {
    guard let line = try lines.next() else { return nil }
    guard let text = line.text else { throw .notUTF8(path: lines.path, line: line.number) }
    return text
  }

  /// The number of lines that are left.
  private static func rest(_ lines: inout LineReader) throws(ArtifactError) -> Int {
    var count = 0
    while try text(&lines) != nil { count += 1 }
    return count
  }
}
