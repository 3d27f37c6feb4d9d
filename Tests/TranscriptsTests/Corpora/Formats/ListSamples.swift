import Testing
import Transcripts

/// Reads a text of ours in the shape of somebody's format.
enum ListSamples {
  static func read(
    _ text: String, as source: String, path: String = "lists"
  ) throws -> Corpus {
    let parsed = try CorpusSource(source + ":" + path)
    var reader = CorpusReader(
      text: text, path: path, format: parsed.format, declared: parsed.declared)
    return try reader.corpus()
  }

  /// A hypothesis's text and total.
  static func row(_ text: String, _ total: Double) -> Hypothesis {
    Hypothesis(text: text, costs: FirstPassCosts(total: total))
  }

  /// What is wrong with a text, in the words that a user reads.
  static func complaint(_ text: String, as source: String) -> String {
    do {
      let corpus = try read(text, as: source)
      return "read: \(corpus.map(\.id))"
    } catch {
      return "\(error)"
    }
  }
}
