import ArgumentParser
import Lexicons
import Perturbations

/// Which words may replace a word.
///
/// A group of options holds no other group: debug builds of the parser check a group five times over
/// for each level that it stands below, and a command with four levels takes seconds to start.
struct HomophoneOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Number of candidates considered for each word, most frequent first.", valueName: "count"))
  var candidates = 5

  @Option(
    help: ArgumentHelp(
      "Leave out candidates with a lower count in the frequency table, such as rare names.",
      valueName: "count"))
  var minimumFrequency = 50

  func validate() throws {
    try CountBounds.check("--candidates", candidates)
    try CountBounds.check("--minimum-frequency", minimumFrequency, atLeast: 0)
  }

  /// A lexicon's homophones, and the table that ranks them.
  func read(
    _ lexicon: LexiconOptions, _ language: LanguageChoice
  ) throws -> (index: HomophoneIndex, frequencies: WordFrequencies) {
    // The index first: a lexicon from a pipe comes once.
    let index = try lexicon.openIndex(language)
    return (index, try lexicon.readFrequencies(language))
  }

  func candidates(_ index: HomophoneIndex) -> HomophoneCandidates {
    let isCounted = index.frequencies != WordFrequencies.empty.digest
    return HomophoneCandidates(
      index, limit: candidates, minimumFrequency: isCounted ? minimumFrequency : 0)
  }
}
