import ArgumentParser
import Lexicons
import Perturbations

/// Which homophones may replace a word.
///
/// A group of options holds no other group: debug builds of the parser check a group five times over
/// for each level that it stands below, and a command with four levels takes seconds to start.
struct HomophoneOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Consider at most so many homophones of a word.", valueName: "count"))
  var homophones = 5

  @Option(
    help: ArgumentHelp(
      "Leave out homophones that the frequency table counts less often: rare names.",
      valueName: "count"))
  var minimumFrequency = 50

  func validate() throws {
    if homophones < 1 {
      throw ValidationError("--homophones: expected at least 1, found \(homophones)")
    }
  }

  /// A lexicon's homophones, and the table that ranks them.
  func read(
    _ lexicon: LexiconOptions
  ) throws -> (index: HomophoneIndex, frequencies: WordFrequencies) {
    let frequencies = try lexicon.readFrequencies()
    return (try lexicon.openIndex(), frequencies)
  }

  func candidates(_ index: HomophoneIndex) -> HomophoneCandidates {
    HomophoneCandidates(index, limit: homophones, minimumFrequency: minimumFrequency)
  }
}
