import ArgumentParser
import Artifacts
import BundledCorpora
import Foundation
import Transcripts

/// `mondegreen wer`.
struct WERCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wer",
    abstract: "Count word errors: of a corpus's first pass and oracle, or of two text files.",
    discussion: """
      Without files it counts the errors of a corpus's top hypotheses and of whoever always chose \
      best among the first n (the oracle). With two files it aligns them line by line: reference \
      first, hypothesis second. Texts are normalized before, as --normalize says. Counts are summed over all utterances and divided once.

      EXAMPLE
        mondegreen wer --corpus messaging-test --oracle 1,5,20
        mondegreen wer references.txt hypotheses.txt --json
      """)

  @OptionGroup var corpus: CorpusOptions

  @Argument(help: ArgumentHelp("References, one a line.", valueName: "references"))
  var references: String?

  @Argument(help: ArgumentHelp("Hypotheses, one a line.", valueName: "hypotheses"))
  var hypotheses: String?

  @Option(help: ArgumentHelp("List lengths of the oracle, with commas.", valueName: "n,…"))
  var oracle: CountList = CountList([1, 5, 10, 20])

  @Option(
    help: ArgumentHelp(
      "What an alignment minimises: unit (every edit is 1) or sclite (as NIST's tool does).",
      valueName: "weights"))
  var alignment = AlignmentChoice.unit

  @Flag(help: "Write one JSON object instead of a table.")
  var json = false

  func validate() throws {
    if references != nil, hypotheses == nil {
      throw ValidationError("expected two files, references and hypotheses, found one")
    }
    if references == "-", hypotheses == "-" {
      throw ValidationError("expected one file on standard input at most, found both")
    }
  }

  func run() throws {
    let normalizer = try corpus.scores.normalization.normalizer
    var rows: [(name: String, errors: WordErrorRate)] = []
    let source: String
    var hasCharacters = false
    if let references, let hypotheses {
      source = hypotheses
      rows.append(
        (
          "wer",
          try TextPairs.errors(references, hypotheses, normalizer, alignment.weights) {
            hasCharacters = hasCharacters || normalizer.countsCharacters(of: $0)
          }
        ))
    } else {
      var reader = try corpus.reader()
      source = reader.name
      rows.append(("first pass", .zero))
      for limit in oracle.counts { rows.append(("oracle of \(limit)", .zero)) }
      try corpus.forEachUtterance(of: &reader) { utterance in
        let one = CollectionOfOne(utterance)
        hasCharacters = hasCharacters || normalizer.countsCharacters(of: utterance.reference)
        rows[0].errors += WordErrorRate.firstPass(
          of: one, normalizer: normalizer, weights: alignment.weights)
        for (index, limit) in oracle.counts.enumerated() {
          rows[index + 1].errors += WordErrorRate.oracle(
            of: one, limit: limit, normalizer: normalizer)
        }
      }
    }
    print(
      json
        ? try jsonText(source, rows, normalizer, units: units(hasCharacters, normalizer))
        : table(source, rows)
          + "\nCompared after the normalizer \(normalizer.name). Units: "
          + units(hasCharacters, normalizer) + ".")
  }

  /// What was counted, as far as the references show it.
  private func units(_ hasCharacters: Bool, _ normalizer: TextNormalizer) -> String {
    guard hasCharacters else { return "words" }
    return normalizer.errorUnits == .characters
      ? "characters" : "words, and characters of scripts without spaces"
  }

  private func table(_ source: String, _ rows: [(name: String, errors: WordErrorRate)]) -> String {
    var table = TextTable()
    table.append([source, "WER", "errors", "sub", "del", "ins", "words"])
    for row in rows {
      table.append(
        [row.name, row.errors.rate.map { Percent.text($0) } ?? "–"]
          + [
            row.errors.edits, row.errors.substitutions, row.errors.deletions,
            row.errors.insertions, row.errors.referenceWords,
          ].map(String.init))
    }
    return table.text
  }

  private func jsonText(
    _ source: String, _ rows: [(name: String, errors: WordErrorRate)], _ normalizer: TextNormalizer,
    units: String
  ) throws -> String {
    struct Row: Encodable {
      let name: String
      let errors: WordErrorRate
      let wer: Double?
    }
    struct Output: Encodable {
      let source: String
      let normalizer: String
      let units: String
      let results: [Row]
    }
    let output = Output(
      source: source, normalizer: normalizer.name, units: units,
      results: rows.map { Row(name: $0.name, errors: $0.errors, wer: $0.errors.rate) })
    return String(decoding: try CanonicalJSON.data(output, .file).dropLast(), as: UTF8.self)
  }
}

/// What `--alignment` offers.
enum AlignmentChoice: String, ExpressibleByArgument, CaseIterable {
  case unit
  case sclite

  var weights: WordAlignment.Weights {
    switch self {
    case .unit: .unit
    case .sclite: .sclite
    }
  }
}
