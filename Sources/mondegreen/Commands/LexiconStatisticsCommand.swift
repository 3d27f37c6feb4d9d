import ArgumentParser
import Lexicons
import RobustnessReports

/// `mondegreen lexicon stats`.
struct LexiconStatisticsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count a lexicon's entries, words and homophone classes.",
    discussion: """
      A homophone class is a pronunciation that at least two words share. Classes are counted with stress \
      ignored and with stress kept, over all pronunciations and over first pronunciations only.

      EXAMPLE
        mondegreen lexicon stats
        mondegreen lexicon stats --lexicon lexicon.txt --lexicon-format kaldi
      """)

  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions

  @OptionGroup var form: OutputOptions

  func validate() throws { try lexicon.expectNoModel() }

  func run() throws {
    let lexicon = try lexicon.read()
    if form.json { return Results.write(LexiconRecord(lexicon)) }
    print("\(lexicon.name), SHA-256 \(lexicon.digest)")
    print("entries  \(FigureFormat.count(lexicon.entryCount))")
    print("words    \(FigureFormat.count(lexicon.wordCount))")
    var table = TextTable()
    table.append(["homophones", "classes", "words"])
    for stress in Stress.allCases {
      for variants in Variants.allCases {
        let index = HomophoneIndex(lexicon, stress: stress, variants: variants)
        table.append([
          "stress \(stress.rawValue), \(variants.rawValue) pronunciations",
          FigureFormat.count(index.classCount), FigureFormat.count(index.wordCount),
        ])
      }
    }
    print(table.text)
  }
}

/// A lexicon's counts, as `--json` has them.
private struct LexiconRecord: Encodable {
  struct Homophones: Encodable {
    let stress: String
    let pronunciations: String
    let classes: Int
    let words: Int
  }

  let name: String
  let digest: String
  let entries: Int
  let words: Int
  let homophones: [Homophones]

  init(_ lexicon: Lexicon) {
    name = lexicon.name
    digest = "\(lexicon.digest)"
    entries = lexicon.entryCount
    words = lexicon.wordCount
    homophones = Stress.allCases.flatMap { stress in
      Variants.allCases.map { variants in
        let index = HomophoneIndex(lexicon, stress: stress, variants: variants)
        return Homophones(
          stress: stress.rawValue, pronunciations: variants.rawValue, classes: index.classCount,
          words: index.wordCount)
      }
    }
  }
}
