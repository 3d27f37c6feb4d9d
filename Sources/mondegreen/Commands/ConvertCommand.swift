import ArgumentParser
import Foundation
import Transcripts

/// `mondegreen convert`.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write lists in another format: any format as JSON Lines, and back.",
    discussion: """
      Reads lists in any format and writes them as JSON Lines, or in the format that --to or the output's name \
      asks for. In JSON Lines scores are costs; in other formats they are what the format prescribes. What the \
      other format has no place for is left out, with a notice on standard error; a text that it can't hold \
      is an error.

      \(CorpusOptions.discussion)

      EXAMPLE
        mondegreen convert hyporadise:test_chime4.json --output lists.jsonl.gz
        mondegreen convert kaldi-nbest,lmwt=12:nbest.txt --references text \\
          --output lists.jsonl
        mondegreen convert lists.jsonl --to mlm-scoring > lists.json
      """)

  @Argument(
    help: ArgumentHelp(
      "Lists to convert, as for --corpus of other commands (see LISTS above).",
      valueName: "corpus"),
    completion: Completions.corpora)
  var source: String

  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.lists) var scores: ScoreOptions

  /// What is written where.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "File to write; .gz compresses it. (default: standard output)", valueName: "file"),
      completion: .file())
    var output: String?

    @Option(
      help: ArgumentHelp(
        "Format to write: \(ConvertCommand.formats.map(\.id).joined(separator: ", ")). (default: by the "
          + "output's name, else jsonl)", valueName: "format"),
      completion: .list(ConvertCommand.formats.map(\.id)))
    var to: String?

    @Option(help: ArgumentHelp("Use only the first <count> utterances.", valueName: "count"))
    var limit: Int?
  }

  /// Those that can be written.
  static var formats: [any CorpusFormat] {
    CorpusFormats.all.filter { $0.contents.contains(.writing) }
  }

  @OptionGroup var form: OutputOptions

  func validate() throws {
    try CountBounds.check("--limit", main.limit)
    if form.json, main.output == nil, let to = main.to, to != JSONLinesFormat().id {
      throw ValidationError(
        "--json: expected --output with a file for the lists in the format \(to), found none")
    }
    if let to = main.to, !Self.formats.contains(where: { $0.id == to }) {
      let ids = Self.formats.map(\.id)
      let isRead = CorpusFormats.named(to) != nil
      throw ValidationError(
        "--to: expected one of \(ids.joined(separator: ", ")), found \"\(to)\""
          + (isRead ? ", which can only be read" : Suggestions.question(to, in: ids)))
    }
  }

  func run() throws {
    var outputs = OutputGuard(reading: [source] + scores.inputs)
    try outputs.check("--output", main.output)
    if main.output == nil { try outputs.checkStandardOutput() }
    var reader = try scores.locator.reader(source)
    let format =
      main.to.flatMap { CorpusFormats.named($0) } ?? main.output.map {
        CorpusFormats.forWriting(to: $0)
      }
      ?? JSONLinesFormat()
    var losses = ConversionLosses(contents: format.contents)
    var left = main.limit ?? .max
    func next() throws(CorpusError) -> Utterance? {
      guard left > 0, let utterance = try reader.next() else { return nil }
      left -= 1
      return losses.reduce(utterance)
    }
    if let output = main.output {
      try CorpusWriter.write(to: output, format: format, next)
      if form.json { Results.files([output]) }
    } else {
      StandardOutput.write(cells: format.header)
      var isFirst = true
      while let utterance = try next() {
        if !isFirst { StandardOutput.write(cells: format.separator) }
        StandardOutput.write(cells: try format.text(of: utterance))
        if !reader.isRegularFile { fflush(nil) }
        isFirst = false
      }
      StandardOutput.write(cells: format.footer)
    }
    let isNamed = try CorpusSource(source).format != nil
    CorpusLocator.complain(
      of: reader.survey, name: reader.name, format: isNamed ? nil : reader.format)
    for notice in losses.notices {
      Terminal.complain("\(reader.name): \(format.id) has no place for \(notice)")
    }
  }
}

/// What a conversion leaves out.
struct ConversionLosses {
  let contents: CorpusContents
  private var (references, hypotheses, totals, parts, fields) = (0, 0, 0, 0, 0)

  init(contents: CorpusContents) {
    self.contents = contents
  }

  /// The utterance without what can't be written, which is counted.
  mutating func reduce(_ utterance: Utterance) -> Utterance {
    let list = utterance.nBest.hypotheses
    if utterance.hasReference, !contents.contains(.references) { references += 1 }
    if list.count > 1, !contents.contains(.lists) { hypotheses += 1 }
    if Set(list.map(\.costs.total)).count > 1, !contents.contains(.totals) { totals += 1 }
    let hasParts = list.contains { $0.costs.acoustic != nil || $0.costs.language != nil }
    if hasParts, !contents.contains(.parts) { parts += 1 }
    let reduced = utterance.reduced(to: contents)
    if reduced.fields.count < utterance.fields.count { fields += 1 }
    return reduced
  }

  /// What was left out, and of how many utterances.
  var notices: [String] {
    [
      (references, "references"), (hypotheses, "hypotheses after the first"), (totals, "scores"),
      (parts, "acoustic and language costs"), (fields, "some fields"),
    ].filter { $0.0 > 0 }.map { "\($0.1), left out of \($0.0) utterance\($0.0 == 1 ? "" : "s")" }
  }
}
