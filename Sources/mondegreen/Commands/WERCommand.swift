import ArgumentParser
import Artifacts
import BundledCorpora
import Foundation
import RobustnessRuns
import Transcripts

/// `mondegreen wer`.
struct WERCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wer",
    abstract: "Count word errors: of a corpus's first pass and oracle, or of two text files.",
    discussion: """
      Without files it counts the errors of a corpus's top hypotheses and of the best choice among the \
      first n (the oracle). With two text files it aligns them line by line, the reference first. Texts are \
      normalized first (--normalize). Counts are summed over all utterances and divided once. Alternations \
      { a / b } and optional words (a) in the references of trn and stm files count as in sclite -D.

      \(CorpusOptions.discussion)

      EXAMPLE
        mondegreen wer --corpus messaging-test --oracle 1,5,20
        mondegreen wer --corpus hyp.trn --references ref.trn --alignment sclite \\
          --by speaker
        mondegreen wer references.txt hypotheses.txt --json
      """)

  @Argument(
    help: ArgumentHelp("References, one per line.", valueName: "references"), completion: .file())
  var references: String?

  @Argument(
    help: ArgumentHelp("Hypotheses, one per line.", valueName: "hypotheses"), completion: .file())
  var hypotheses: String?

  @OptionGroup(title: OptionTitle.everyday) var corpus: CorpusOptions
  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.lists) var scores: ScoreOptions

  /// What is counted and shown.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Also count the top hypotheses by a field of the corpus, repeatable, such as voice. The field speaker, "
          + "where it is missing, is the part of the id before the first hyphen.",
        valueName: "field"))
    var by: [String] = []

    @Option(
      help: ArgumentHelp("List lengths of the oracle, separated by commas.", valueName: "n,…"))
    var oracle: CountList = CountList([1, 5, 10, 20])

    @Option(
      help: ArgumentHelp(
        "Weights that the alignment minimizes: 1 for every edit (unit), or those of NIST's sclite.",
        valueName: "weights"))
    var alignment = AlignmentChoice.unit

    @Flag(help: "Also count each utterance's top hypothesis.")
    var utterances = false

    @Flag(help: "Also show how each top hypothesis is aligned with its reference.")
    var alignments = false
  }

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if references != nil, hypotheses == nil {
      throw ValidationError(
        "expected two files, references and hypotheses, found one; for the lists of a corpus, give --corpus FILE"
      )
    }
    if references != nil, main.utterances || main.alignments || !main.by.isEmpty {
      throw ValidationError(
        "--utterances, --alignments and --by: expected a corpus, found two text files")
    }
    if form.json, main.alignments {
      throw ValidationError(
        "--alignments: expected no --json, which has the counts of --utterances")
    }
    if references == "-", hypotheses == "-" {
      throw ValidationError("expected one file on standard input at most, found both")
    }
  }

  func run() throws {
    let normalizer = try scores.normalization.normalizer
    var rows: [(name: String, errors: WordErrorRate)] = []
    var details: [UtteranceErrors] = []
    var groups = main.by.map { ErrorsByField(field: $0) }
    var fields: Set<String> = []
    let source: String
    var hasCharacters = false
    if let references, let hypotheses {
      source = hypotheses
      rows.append(
        (
          "wer",
          try TextPairs.errors(references, hypotheses, normalizer, main.alignment.weights) {
            hasCharacters = hasCharacters || normalizer.countsCharacters(of: $0)
          }
        ))
    } else {
      var reader = try corpus.reader(scores)
      source = reader.name
      rows.append(("first pass", .zero))
      for limit in main.oracle.counts { rows.append(("oracle of \(limit)", .zero)) }
      try corpus.forEachUtterance(of: &reader) { utterance, survey in
        // The reader names ids that a file of references lacks.
        if scores.references == nil {
          try CorpusLocator.requireReferences(survey, name: source)
        }
        let one = CollectionOfOne(utterance)
        hasCharacters = hasCharacters || normalizer.countsCharacters(of: utterance.reference)
        let top = UtteranceErrors(
          utterance, normalizer: normalizer, weights: main.alignment.weights)
        rows[0].errors += top.errors
        if main.utterances { details.append(top) }
        for index in groups.indices { groups[index].add(top.errors, of: utterance) }
        if !groups.isEmpty { fields.formUnion(utterance.fields.keys) }
        if main.alignments {
          print(
            UtteranceErrors.alignment(
              utterance, normalizer: normalizer, weights: main.alignment.weights) + "\n")
        }
        for (index, limit) in main.oracle.counts.enumerated() {
          rows[index + 1].errors += WordErrorRate.oracle(
            of: one, limit: limit, normalizer: normalizer)
        }
      }
    }
    if let unknown = main.by.first(where: { !fields.contains($0) && $0 != "speaker" }) {
      throw RunError.unknownField(corpus: source, name: unknown, known: fields.sorted())
    }
    if Terminal.isJSON {
      writeJSON(
        source, rows, groups, details, normalizer, units: units(hasCharacters, normalizer))
      return
    }
    var tables = [table(source, rows)]
    if main.utterances {
      tables.append(table("utterance", details.map { (name: $0.id, errors: $0.errors) }))
    }
    for group in groups {
      tables.append(table(group.field, group.rows.map { (name: $0.value, errors: $0.errors) }))
    }
    tables.append(
      "Compared after the normalizer \(normalizer.name). Units: "
        + units(hasCharacters, normalizer) + ".")
    print(tables.joined(separator: "\n\n"))
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

  private func writeJSON(
    _ source: String, _ rows: [(name: String, errors: WordErrorRate)], _ groups: [ErrorsByField],
    _ details: [UtteranceErrors], _ normalizer: TextNormalizer,
    units: String
  ) {
    struct Row: Encodable {
      let name: String
      let errors: WordErrorRate
      let wer: Double?

      init(_ row: (name: String, errors: WordErrorRate)) {
        name = row.name
        errors = row.errors
        wer = row.errors.rate
      }
    }
    struct Group: Encodable {
      let field: String
      let results: [Row]
    }
    struct Output: Encodable {
      let source: String
      let normalizer: String
      let units: String
      let results: [Row]
      let groups: [Group]?
      let utterances: [UtteranceErrors]?
    }
    let output = Output(
      source: source, normalizer: normalizer.name, units: units, results: rows.map { Row($0) },
      groups: groups.isEmpty
        ? nil
        : groups.map { group in
          Group(
            field: group.field,
            results: group.rows.map { Row((name: $0.value, errors: $0.errors)) })
        },
      utterances: main.utterances ? details : nil)
    Results.write(output)
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
