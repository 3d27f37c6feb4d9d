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
      mistake: duplicate entries, phones that occur only once, and every word that no normalized text contains, \
      with what such a text has instead. Exits with status 65 if a line is malformed.

      EXAMPLE
        mondegreen lexicon validate lexicon.txt --lexicon-format kaldi
      """)

  @Argument(help: ArgumentHelp("The lexicon, plain or gzipped, or -.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "Format of the file.", valueName: "format"))
  var lexiconFormat = LexiconFormat.cmudict

  @Option(
    help: ArgumentHelp(
      "Whether words keep Arabic harakat and Hebrew points.", valueName: "treatment"))
  var vowelMarks = PhoneMarks.Treatment.kept

  @Option(
    help: ArgumentHelp(
      "Largest number of lines of each kind to show. (default: 20, and all words that no normalized text "
        + "contains)", valueName: "count"))
  var limit: Int?

  @OptionGroup var form: OutputOptions

  func validate() throws {
    try CountBounds.check("--limit", limit)
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
