import ArgumentParser
import Lexicons
import Perturbations
import Transcripts

/// `mondegreen lexicon homophones`.
struct HomophonesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "homophones",
    abstract: "List the words that sound like a word, the most frequent first.",
    discussion: """
      Prints one homophone per line: the word, its count in the frequency table, its pronunciations, and \
      whether it is only another spelling of the same word. Rare names and abbreviations that sound like \
      common words can be left out with --minimum-count.

      EXAMPLE
        mondegreen lexicon homophones their
        mondegreen lexicon homophones weir --minimum-count 0 --stress kept
      """)

  @Argument(help: ArgumentHelp("The word.", valueName: "word"))
  var word: String

  @OptionGroup(title: OptionTitle.everyday) var main: Main
  @OptionGroup(title: OptionTitle.everyday) var pronunciation: PronunciationOptions
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions
  @OptionGroup(title: OptionTitle.lexicon) var language: LanguageOptions

  /// What is listed.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Leave out words with a lower count in the frequency table.", valueName: "count"))
    var minimumCount = 1

    @Option(help: ArgumentHelp("Largest number of words to list.", valueName: "count"))
    var limit = 20

    func validate() throws {
      try CountBounds.check("--limit", limit)
      try CountBounds.check("--minimum-count", minimumCount, atLeast: 0)
    }
  }

  @OptionGroup var form: OutputOptions

  func validate() throws { try lexicon.expectNoModel() }

  func run() throws {
    let index = try pronunciation.openIndex(lexicon, language.choice)
    let lexicon = index.lexicon
    let normal = try self.lexicon.known(word, in: lexicon, language.choice)
    let minimumCount = index.frequencies == WordFrequencies.empty.digest ? 0 : main.minimumCount
    let isEnglish = try self.lexicon.languageWords(language.choice).isEnglish
    var table = TextTable(endsInProse: true)
    struct Homophone: Encodable {
      let word: String
      let count: Int
      let pronunciations: [String]
      let isSpellingVariant: Bool
    }
    for candidate in index.candidates(for: normal, minimumCount: minimumCount, limit: main.limit) {
      let sounds = sounds(of: candidate.word, in: lexicon)
      let isVariant = isEnglish && SpellingVariants.english.areVariants(normal, candidate.word)
      if form.json {
        Results.write(
          Homophone(
            word: candidate.word, count: candidate.count, pronunciations: sounds,
            isSpellingVariant: isVariant))
      }
      table.append([
        candidate.word, "\(candidate.count)",
        sounds.joined(separator: " | ") + (isVariant ? "  (spelling variant)" : ""),
      ])
    }
    if table.isEmpty {
      let said = sounds(of: normal, in: lexicon).joined(separator: " | ")
      Terminal.complain(
        "no homophone of \"\(normal)\" (\(said)) with a count of at least \(minimumCount)")
    } else if !form.json {
      print(table.text)
    }
  }

  private func sounds(of word: String, in lexicon: Lexicon) -> [String] {
    PronunciationText.texts(lexicon.pronunciations(of: word, pronunciation.variants))
  }
}

extension LexiconOptions {
  /// `word` as the lexicon writes it.
  ///
  /// - Throws: a ``CommandFailure`` with words of similar spelling if the lexicon lacks it.
  func known(
    _ word: String, in lexicon: Lexicon, _ language: LanguageChoice
  ) throws -> String {
    let normal = TextNormalizer(language: language.language).normalize(word)
    guard !lexicon.contains(normal) else { return normal }
    let frequencies = try readFrequencies(language)
    let words = (0..<lexicon.wordCount).map { lexicon.word($0) }
      .map { (word: $0, count: frequencies.count(of: $0)) }
      .sorted { ($1.count, $0.word) < ($0.count, $1.word) }.map(\.word)
    let near = Suggestions.near(normal, in: words)
    throw CommandFailure(
      .badData,
      "expected a word of \(lexicon.name), found \"\(word)\""
        + (near.isEmpty ? "" : "; near spellings: \(near.joined(separator: ", "))"))
  }
}
