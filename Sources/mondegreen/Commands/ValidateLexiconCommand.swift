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
      what can be read and may be a mistake: entries that stand twice, phones that occur once, and \
      every word that no normalised text holds, with what such a text has instead. Ends with status 65 \
      if a line is wrong.

      EXAMPLE
        mondegreen lexicon validate lexicon.txt --lexicon-format kaldi
      """)

  @Argument(help: ArgumentHelp("The lexicon, plain or gzipped, or -.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "cmudict, kaldi, kaldi-probabilities, mfa, wikipron, ipa-dict or britfone.",
      valueName: "format"))
  var lexiconFormat = LexiconFormat.cmudict

  @Option(
    help: ArgumentHelp(
      "Whether words keep Arabic harakat and Hebrew points: kept or dropped.",
      valueName: "kept|dropped"))
  var vowelMarks = PhoneMarks.Treatment.kept

  @Option(
    help: ArgumentHelp(
      "Number of lines of each kind to show, at most. (default: 20, and all words that no normalised text "
        + "holds)", valueName: "count"))
  var limit: Int?

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if let limit, limit < 1 {
      throw ValidationError("--limit: expected at least 1, found \(limit)")
    }
  }

  func run() throws {
    var reading = LexiconReading(lexiconFormat)
    reading.vowelMarks = vowelMarks
    let validation = try LexiconValidation(of: file, reading: reading)
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
    show(validation.oddities.filter { !$0.isUnreachable }.map(\.description), "odd")
    show(validation.oddities.filter(\.isUnreachable).map(\.description), "odd", isWhole: true)
    print(
      "\(FigureFormat.count(validation.entryCount)) entries with "
        + "\(validation.phoneCount) different phones; \(validation.errors.count) wrong, "
        + "\(validation.oddities.count) odd")
    if !validation.errors.isEmpty { throw CommandFailure(.badData) }
  }

  /// - Parameter isWhole: whether all of them are shown unless a limit was set.
  private func show(_ lines: [String], _ kind: String, isWhole: Bool = false) {
    let limit = limit ?? (isWhole ? .max : 20)
    for line in lines.prefix(limit) { print("\(kind)  \(line)") }
    if lines.count > limit { print("\(kind)  … and \(lines.count - limit) more") }
  }
}
