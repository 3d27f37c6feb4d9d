import ArgumentParser
import Lexicons
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
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions

  /// What is listed.
  struct Main: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Leave out words with a lower count in the frequency table.", valueName: "count"))
    var minimumCount = 1

    @Option(help: ArgumentHelp("Largest number of words to list.", valueName: "count"))
    var limit = 20

    @Option(help: "Whether words that differ only in stress sound different.")
    var stress = Stress.ignored

    @Option(help: "Which of a word's pronunciations count.")
    var variants = Variants.all

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit: expected at least 1, found \(limit)") }
    }
  }

  func run() throws {
    let index = try openIndex()
    let lexicon = index.lexicon
    let normal = try self.lexicon.known(word, in: lexicon)
    var table = TextTable(endsInProse: true)
    for candidate in index.candidates(
      for: normal, minimumCount: main.minimumCount, limit: main.limit)
    {
      let sounds = lexicon.pronunciations(of: candidate.word).map(\.description)
      let isVariant = SpellingVariants.english.areVariants(normal, candidate.word)
      table.append([
        candidate.word, "\(candidate.count)",
        sounds.joined(separator: " | ") + (isVariant ? "  (spelling variant)" : ""),
      ])
    }
    if table.isEmpty {
      let sounds = lexicon.pronunciations(of: normal).map(\.description)
      Terminal.complain(
        "no homophone of \"\(normal)\" (\(sounds.joined(separator: " | "))) that is counted at "
          + "least \(main.minimumCount) times")
    } else {
      print(table.text)
    }
  }

  /// The mapped index has stress ignored and all pronunciations.
  private func openIndex() throws -> HomophoneIndex {
    if main.stress == .ignored, main.variants == .all { return try lexicon.openIndex() }
    return HomophoneIndex(
      try lexicon.read(), frequencies: try lexicon.readFrequencies(), stress: main.stress,
      variants: main.variants)
  }
}

extension LexiconOptions {
  /// `word` as the lexicon writes it.
  ///
  /// - Throws: a ``CommandFailure`` with words of similar spelling if the lexicon lacks it.
  func known(_ word: String, in lexicon: Lexicon) throws -> String {
    let normal = TextNormalizer.standard.normalize(word)
    guard !lexicon.contains(normal) else { return normal }
    let frequencies = try readFrequencies()
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
