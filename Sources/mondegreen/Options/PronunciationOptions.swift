import ArgumentParser
import Lexicons

/// When words sound the same, for commands that make no perturbation; those that do have it among their parts.
struct PronunciationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Whether words that differ only in stress sound different.", valueName: "treatment"))
  var stress = Stress.ignored

  @Option(
    help: ArgumentHelp(
      "Which of a word's pronunciations count.", valueName: "which"))
  var variants = Variants.all

  /// The lexicon's homophones; those with stress ignored and all pronunciations are mapped.
  func openIndex(
    _ lexicon: LexiconOptions, _ language: LanguageChoice = LanguageChoice()
  ) throws -> HomophoneIndex {
    let index = try lexicon.openIndex(language)
    if stress == .ignored, variants == .all { return index }
    return HomophoneIndex(
      index.lexicon, frequencies: try lexicon.readFrequencies(language), stress: stress,
      variants: variants)
  }

  /// These homophones, and the table that ranks them.
  func read(
    _ lexicon: LexiconOptions, _ language: LanguageChoice
  ) throws -> (index: HomophoneIndex, frequencies: WordFrequencies) {
    // The index first: a lexicon from a pipe comes once.
    let index = try openIndex(lexicon, language)
    return (index, try lexicon.readFrequencies(language))
  }
}

/// Pronunciations of a word for people, each once.
enum PronunciationText {
  static func text(_ pronunciations: [Pronunciation]) -> String {
    texts(pronunciations).joined(separator: " | ")
  }

  static func texts(_ pronunciations: [Pronunciation]) -> [String] {
    var texts: [String] = []
    for one in pronunciations {
      let probability = one.probability.map { " (\($0))" } ?? ""
      let text = one.description + probability
      if !texts.contains(text) { texts.append(text) }
    }
    return texts
  }
}
