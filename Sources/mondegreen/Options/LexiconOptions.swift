public import ArgumentParser
import BundledLexicons
public import Lexicons

extension LexiconFormat: ExpressibleByArgument {}
extension Stress: ExpressibleByArgument {}
extension Variants: ExpressibleByArgument {}

/// The lexicon that words and their sounds come from.
struct LexiconOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Lexicon file instead of the bundled CMUdict, plain or gzipped.", valueName: "file"))
  var lexicon: String?

  @Option(
    help: ArgumentHelp(
      "Format of --lexicon: cmudict, kaldi (lexicon.txt) or kaldi-probabilities (lexiconp.txt).",
      valueName: "format"))
  var lexiconFormat = LexiconFormat.cmudict

  @Option(
    help: ArgumentHelp(
      "Word frequencies instead of the bundled ones, lines of word, tab, count.",
      valueName: "file"))
  var frequencies: String?

  func read() throws -> Lexicon {
    guard let lexicon else { return try BundledLexicon.load() }
    return try Lexicon.read(lexicon, format: lexiconFormat)
  }

  func readFrequencies() throws -> WordFrequencies {
    guard let frequencies else { return try BundledLexicon.loadFrequencies() }
    return try WordFrequencies.read(frequencies)
  }
}
