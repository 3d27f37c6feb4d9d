import ArgumentParser
import Lexicons
import RobustnessReports

/// `mondegreen lexicon validate`.
struct ValidateLexiconCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Read a whole lexicon file and list what is wrong or odd.",
    discussion: """
      Lists every malformed line with its number, what was expected and what was found, and then what may be a \
      mistake: duplicate entries, phones that occur only once, and words that no normalized text contains. \
      Exits with status 65 if a line is malformed.

      EXAMPLE
        mondegreen lexicon validate lexicon.txt --lexicon-format kaldi
      """)

  @Argument(help: ArgumentHelp("The lexicon, plain or gzipped, or -.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "Format of the file.", valueName: "format"))
  var lexiconFormat = LexiconFormat.cmudict

  @Option(help: ArgumentHelp("Largest number of lines of each kind to show.", valueName: "count"))
  var limit = 20

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit: expected at least 1, found \(limit)") }
  }

  func run() throws {
    let validation = try LexiconValidation(of: file, format: lexiconFormat)
    show(validation.errors.map(\.description), "wrong")
    show(validation.oddities.map(\.description), "odd")
    print(
      "\(FigureFormat.count(validation.entryCount)) entries with "
        + "\(validation.phoneCount) different phones; \(validation.errors.count) wrong, "
        + "\(validation.oddities.count) odd")
    if !validation.errors.isEmpty { throw CommandFailure(.badData) }
  }

  private func show(_ lines: [String], _ kind: String) {
    for line in lines.prefix(limit) { print("\(kind)  \(line)") }
    if lines.count > limit { print("\(kind)  … and \(lines.count - limit) more") }
  }
}
