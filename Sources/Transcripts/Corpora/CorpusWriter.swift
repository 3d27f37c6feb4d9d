public import ArtifactFiles
import Foundation

/// Writes corpora in the format that ``CorpusReader`` reads: the same utterances give the same
/// bytes, and reading them gives the same utterances.
public enum CorpusWriter {
  /// One utterance as a line of JSON, without the line end.
  ///
  /// Numbers are written as the shortest decimal that reads back as the same double.
  ///
  /// - Precondition: all costs are finite.
  public static func line(_ utterance: Utterance) -> String {
    var line = "{\"version\":\(CorpusReader.version),\"id\":\(quoted(utterance.id))"
    line += ",\"reference\":\(quoted(utterance.reference))"
    if let recording = utterance.recording {
      append(recording.voice.map(quoted), key: "voice", to: &line)
      append(recording.speed.map(number), key: "speed", to: &line)
      append(recording.snr.map(number), key: "snr", to: &line)
      append(recording.source.map(quoted), key: "source", to: &line)
    }
    line += ",\"hypotheses\":["
    for (index, hypothesis) in utterance.nBest.hypotheses.enumerated() {
      if index > 0 { line += "," }
      line += "{\"text\":\(quoted(hypothesis.text))"
      append(hypothesis.costs.acoustic.map(number), key: "acoustic", to: &line)
      append(hypothesis.costs.language.map(number), key: "language", to: &line)
      append(number(hypothesis.costs.total), key: "total", to: &line)
      line += "}"
    }
    return line + "]}"
  }

  /// All utterances, one a line.
  public static func text(_ utterances: some Sequence<Utterance>) -> String {
    utterances.reduce(into: "") { $0 += line($1) + "\n" }
  }

  /// Writes the corpus whole or not at all, gzipped when `path` ends in `.gz`.
  ///
  /// - Throws: `ArtifactError.unwritable`.
  public static func write(
    _ utterances: some Sequence<Utterance>, to path: String
  ) throws(ArtifactError) {
    let data = Data(text(utterances).utf8)
    try ArtifactFile.write(path.hasSuffix(".gz") ? Gzip.compress(data) : data, to: path)
  }

  private static func append(_ value: String?, key: String, to line: inout String) {
    if let value { line += ",\"\(key)\":\(value)" }
  }

  private static func number(_ value: Double) -> String {
    precondition(value.isFinite, "a cost is finite: JSON has no other numbers")
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
