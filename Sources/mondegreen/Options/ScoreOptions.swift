public import ArgumentParser
public import Transcripts

/// What corpus files don't say themselves: what their scores are, and what was said.
struct ScoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the scores of corpus files are. Costs are better when lower; none goes by the order of each "
        + "list. Unless this option is given, a corpus whose scores mostly go the other way is refused. (default: what "
        + "the format says, else cost)",
      valueName: "kind"))
  var scores: ScoreDirection?

  @Option(
    help: ArgumentHelp(
      "References for corpus files without them, matched by id: a trn, stm, manifest or Kaldi text file, "
        + "or lists in any format, as file or format:file.", valueName: "file"),
    completion: .file())
  var references: String?

  @OptionGroup var normalization: NormalizationOptions

  /// What is read beside the lists.
  var inputs: [String?] { [references] + normalization.inputs }

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
    get throws {
      CorpusLocator(
        scores: scores, remedy: "their name, as in --tune-on FORMAT,references=FILE:PATH",
        normalizer: try normalization.normalizer)
    }
  }
}

extension ScoreDirection: ExpressibleByArgument {}
