import ArgumentParser
import BundledCorpora
import Transcripts

/// What a report is about, and where it goes.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .customLong("corpus"),
    help: ArgumentHelp(
      "N-best lists to examine models on, repeatable: a bundled name, a file or format:file (see LISTS above). "
        + "(default: messaging-test, narrative-test)", valueName: "name|file"),
    completion: Completions.corpora)
  var corpora: [String] = []

  @Option(
    help: ArgumentHelp(
      "Folder for the report's files. (default: Reports/ and the name of the first corpus)",
      valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: "Replace another run's report in the output folder.")
  var replace = false

  @Flag(
    help:
      "A fast look: 60 random utterances of each corpus, one draw, 500 resamples, 20 cases per property."
  )
  var quick = false

  @Option(
    help: ArgumentHelp(
      "Use only the first <count> utterances of each corpus.", valueName: "count"))
  var limit: Int?

  func validate() throws {
    try CountBounds.check("--limit", limit)
  }

  /// As the command line names them, or those that a report is on where it names none.
  var corpusNames: [String] {
    corpora.isEmpty ? [BundledCorpus.messagingTest, .narrativeTest].map(\.rawValue) : corpora
  }

  /// Where the report goes.
  ///
  /// - Throws: `CorpusError` for a corpus whose format or options are none.
  var folder: String {
    get throws {
      if let output { return output }
      let first = corpusNames[0]
      if BundledCorpus(rawValue: first) != nil { return "Reports/\(first)" }
      let path = try CorpusSource(first).path
      // What comes from standard input has no name, and a name that is a way up would leave Reports.
      let name = path == "-" ? "" : CorpusFormats.corpusName(of: path)
      return "Reports/" + (name.allSatisfy { $0 == "." } ? "lists" : name)
    }
  }
}
