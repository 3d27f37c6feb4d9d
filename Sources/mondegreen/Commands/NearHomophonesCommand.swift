import ArgumentParser
import Lexicons
import RobustnessReports

/// `mondegreen lexicon near`.
struct NearHomophonesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "near",
    abstract: "List the words that nearly sound like a word, the nearest first.",
    discussion: """
      One line a word: its distance, its count in the frequency table, its pronunciations. Without \
      --within, the words one phone away; with it, all within a distance, where phones cost what \
      the mouth does differently: p for b 0.3, p for ee 1, a missing consonant 0.6.

      EXAMPLE
        mondegreen lexicon near weir
        mondegreen lexicon near recognize --within 1.2 --minimum-count 0
      """)

  @Argument(help: ArgumentHelp("The word.", valueName: "word"))
  var word: String

  @OptionGroup var lexicon: LexiconOptions
  @OptionGroup var pronunciation: PronunciationOptions
  @OptionGroup var language: LanguageOptions

  @Option(help: ArgumentHelp("Words within this distance.", valueName: "distance"))
  var within: Double?

  @Option(help: ArgumentHelp("Leave out words that are counted less often.", valueName: "count"))
  var minimumCount = 1

  @Option(help: ArgumentHelp("At most so many.", valueName: "count"))
  var limit = 20

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit: expected at least 1, found \(limit)") }
    if let within, !(within >= 0 && within <= 10) {
      throw ValidationError("--within: expected a distance from 0 to 10, found \(within)")
    }
  }

  func run() throws {
    let lexicon = try lexicon.read()
    let normal = try self.lexicon.known(word, in: lexicon, language.choice)
    let frequencies = try self.lexicon.readFrequencies(language.choice)
    let minimumCount = frequencies.wordCount == 0 ? 0 : minimumCount
    let found =
      if let within {
        PronunciationSearch(
          lexicon, frequencies: frequencies, minimumCount: minimumCount,
          stress: pronunciation.stress, variants: pronunciation.variants
        ).candidates(for: normal, within: within, limit: limit)
      } else {
        NearHomophones(
          lexicon, frequencies: frequencies, stress: pronunciation.stress,
          variants: pronunciation.variants
        ).candidates(for: normal, minimumCount: minimumCount, limit: limit)
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
      Terminal.complain("no near-homophone of \"\(normal)\" that is counted often enough")
    } else if !form.json {
      print(table.text)
    }
  }
}
