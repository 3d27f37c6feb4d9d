import ArgumentParser
import Lexicons
import RobustnessReports

/// `mondegreen lexicon near`.
struct NearHomophonesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "near",
    abstract: "List the words that nearly sound like a word, the nearest first.",
    discussion: """
      Prints one word per line: its distance, its count in the frequency table, its pronunciations. By \
      default these are the words one phone away. With --within they are all words within a distance that \
      weighs phones by how differently they are articulated: p for b costs 0.3, p for ee 1, and a missing \
      consonant 0.6.

      EXAMPLE
        mondegreen lexicon near weir
        mondegreen lexicon near recognize --within 1.2 --minimum-count 0
      """)

  @Argument(help: ArgumentHelp("The word.", valueName: "word"))
  var word: String

  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.everyday) var pronunciation: PronunciationOptions
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions
  @OptionGroup(title: OptionTitle.lexicon) var language: LanguageOptions

  /// What is listed.
  struct Main: ParsableArguments {
    @Option(help: ArgumentHelp("List all words within this distance.", valueName: "distance"))
    var within: Double?

    @Option(
      help: ArgumentHelp(
        "Leave out words with a lower count in the frequency table.", valueName: "count"))
    var minimumCount = 1

    @Option(help: ArgumentHelp("Largest number of words to list.", valueName: "count"))
    var limit = 20

    func validate() throws {
      try CountBounds.check("--limit", limit)
      try CountBounds.check("--minimum-count", minimumCount, atLeast: 0)
      if let within, !(within >= 0 && within <= 10) {
        throw ValidationError("--within: expected a distance from 0 to 10, found \(within)")
      }
    }
  }

  @OptionGroup var form: OutputOptions

  func validate() throws { try lexicon.expectNoModel() }

  func run() throws {
    let lexicon = try lexicon.read()
    let normal = try self.lexicon.known(word, in: lexicon, language.choice)
    let frequencies = try self.lexicon.readFrequencies(language.choice)
    let minimumCount = frequencies.wordCount == 0 ? 0 : main.minimumCount
    let found =
      if let within = main.within {
        PronunciationSearch(
          lexicon, frequencies: frequencies, minimumCount: minimumCount,
          stress: pronunciation.stress, variants: pronunciation.variants
        ).candidates(for: normal, within: within, limit: main.limit)
      } else {
        NearHomophones(
          lexicon, frequencies: frequencies, stress: pronunciation.stress,
          variants: pronunciation.variants
        ).candidates(for: normal, minimumCount: minimumCount, limit: main.limit)
      }
    var table = TextTable()
    struct Near: Encodable {
      let word: String
      let distance: Double
      let count: Int
      let pronunciations: [String]
    }
    for candidate in found {
      let sounds = lexicon.pronunciations(of: candidate.word, pronunciation.variants)
      if form.json {
        Results.write(
          Near(
            word: candidate.word, distance: candidate.distance, count: candidate.count,
            pronunciations: PronunciationText.texts(sounds)))
      }
      table.append([
        candidate.word, FigureFormat.decimal(candidate.distance, digits: 2),
        "\(candidate.count)",
        PronunciationText.text(sounds),
      ])
    }
    if table.isEmpty {
      Terminal.complain("no near-homophone of \"\(normal)\" with a high enough count")
    } else if !form.json {
      print(table.text)
    }
  }
}
