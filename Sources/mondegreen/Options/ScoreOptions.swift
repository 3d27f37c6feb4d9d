public import ArgumentParser
public import Transcripts

/// What corpus files don't say themselves: what their scores are, and what was said.
struct ScoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the scores of corpus files are: cost (lower is better), log-probability, probability, or "
        + "none to go by the order of each list. Bundled corpora have costs. (default: what the "
        + "format says, else cost; a corpus whose scores mostly go the other way is refused)",
      valueName: "kind"))
  var scores: ScoreDirection?

  @Option(
    help: ArgumentHelp(
      "What was said, by id, for corpus files without references: a trn, stm, manifest or Kaldi text "
        + "file, or any other list, as file or format:file.", valueName: "file"))
  var references: String?

  @OptionGroup var normalization: NormalizationOptions

  /// Reads the lists under test as declared.
  ///
  /// - Throws: what ``NormalizationOptions/normalizer`` throws.
  var locator: CorpusLocator {
    get throws {
      CorpusLocator(
        scores: scores, references: references, normalizer: try normalization.normalizer)
    }
  }

  /// Reads other lists, which have references of their own.
  ///
  /// - Throws: what ``NormalizationOptions/normalizer`` throws.
  var development: CorpusLocator {
    get throws { CorpusLocator(scores: scores, normalizer: try normalization.normalizer) }
  }
}

extension ScoreDirection: ExpressibleByArgument {}
