public import ArgumentParser
public import Transcripts

/// What the scores in corpus files are.
struct ScoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the scores of corpus files are: cost (lower is better), log-probability, probability, or "
        + "none to go by the order of each list. Bundled corpora have costs. (default: cost; a "
        + "corpus whose totals mostly fall is refused)",
      valueName: "kind"))
  var scores: ScoreDirection?

  @OptionGroup var normalization: NormalizationOptions

  /// Reads corpora as declared.
  ///
  /// - Throws: what ``NormalizationOptions/normalizer`` throws.
  var locator: CorpusLocator {
    get throws { CorpusLocator(scores: scores, normalizer: try normalization.normalizer) }
  }
}

extension ScoreDirection: ExpressibleByArgument {}
