import ArgumentParser
import Lexicons
import RobustnessReports
import Transcripts

/// `mondegreen lexicon pronounce`.
struct PronounceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pronounce",
    abstract: "Show how words are pronounced, whether the lexicon has them or not.",
    discussion: """
      Prints one pronunciation per line: the word, the probability of this pronunciation, its phones without \
      stress, and whether the lexicon has it. The model pronounces words of the lexicon, too, so that the two can \
      be compared.

      EXAMPLE
        mondegreen lexicon pronounce blorptastic weir
        mondegreen lexicon pronounce Zwieback --lexicon de.txt \\
          --lexicon-format ipa-dict --g2p de.g2p.gz
      """)

  @Argument(help: ArgumentHelp("The words.", valueName: "word …"))
  var words: [String]

  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions

  /// How much is printed.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Largest number of pronunciations of each word, most likely first.", valueName: "count"))
    var limit = 3

    func validate() throws {
      if !(1...1_000).contains(limit) {
        throw ValidationError("--limit: expected 1 to 1,000, found \(limit)")
      }
    }
  }

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if lexicon.asksOnce {
      throw ValidationError("--g2p: expected a model with probabilities, found espeak-ng")
    }
  }

  func run() throws {
    let lexicon = try lexicon.read()
    guard let model = try self.lexicon.pronunciationModel(for: lexicon) else {
      throw CommandFailure(
        .badUsage,
        "--g2p: expected a model for \(lexicon.name), found none; mondegreen lexicon train-g2p makes one"
      )
    }
    struct Guess: Encodable {
      let word: String
      let probability: Double
      let pronunciation: String
      let isInLexicon: Bool
    }
    var table = TextTable(endsInProse: true)
    var unsaid: [String] = []
    for word in words.flatMap({ TextNormalizer.standard.words(in: $0) }) {
      let known = lexicon.pronunciations(of: word).map { pronunciation in
        pronunciation.phones.map {
          lexicon.inventory.symbol(of: lexicon.inventory.withoutStress($0))
        }
      }
      let guesses = model.pronunciations(of: word, limit: main.limit)
      if guesses.isEmpty { unsaid.append(word) }
      for guess in guesses {
        let isKnown = known.contains(guess.phones)
        if form.json {
          Results.write(
            Guess(
              word: word, probability: guess.probability, pronunciation: guess.description,
              isInLexicon: isKnown))
        }
        table.append([
          word, FigureFormat.decimal(guess.probability, digits: 3),
          guess.description + (isKnown ? "  (in the lexicon)" : ""),
        ])
      }
    }
    if !table.isEmpty, !form.json { print(table.text) }
    if !unsaid.isEmpty {
      throw CommandFailure(
        .badData,
        "expected words in letters that \(model.name) uses, found \(unsaid.joined(separator: ", "))"
      )
    }
  }
}
