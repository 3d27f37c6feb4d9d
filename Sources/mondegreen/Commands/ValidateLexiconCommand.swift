import ArgumentParser
import Lexicons
import RobustnessReports

/// `mondegreen lexicon validate`.
struct ValidateLexiconCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Read a lexicon file to its end and list what is wrong or odd.",
    discussion: """
      Every line that is wrong is listed with its number, what was expected and what was found; then \
      what can be read and may be a mistake: entries that stand twice, phones that occur once, words \
      that no normalised text holds. Ends with status 65 if a line is wrong.

      EXAMPLE
        mondegreen lexicon validate lexicon.txt --lexicon-format kaldi
      """)

  @Argument(help: ArgumentHelp("The lexicon, plain or gzipped, or -.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "cmudict, kaldi, kaldi-probabilities, mfa, wikipron or ipa-dict.", valueName: "format"))
  var lexiconFormat = LexiconFormat.cmudict

  @Option(help: ArgumentHelp("Number of lines of each kind to show, at most.", valueName: "count"))
  var limit = 20

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit: expected at least 1, found \(limit)") }
  }

  func run() throws {
    let validation = try LexiconValidation(of: file, format: lexiconFormat)
    if form.json {
      struct Finding: Encodable {
        let wrong: [String]
        let odd: [String]
        let entries: Int
        let phones: Int
      }
      Results.write(
        Finding(
          wrong: validation.errors.map(\.description), odd: validation.oddities.map(\.description),
          entries: validation.entryCount, phones: validation.phoneCount))
      if !validation.errors.isEmpty { throw CommandFailure(.badData) }
      return
    }
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
