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

  @OptionGroup var lexicon: LexiconOptions

  func run() throws {
    let lexicon = try lexicon.read()
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
