public import ArgumentParser
import Perturbations
public import Transcripts

/// What counts as the same word.
struct NormalizationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What makes no difference between words: none (texts as they are, parted at white space), basic "
        + "(case, punctuation), or spoken (nor the ways to write and say numbers).",
      valueName: "none|basic|spoken"))
  var normalize = TextNormalizer.Style.basic

  @Option(
    help: ArgumentHelp(
      "Language of the texts, whose letters and numbers they have: a code such as tr or pt-BR. "
        + "(default: en for numbers, none in particular for letters)",
      valueName: "code"))
  var language: String?

  func validate() throws {
    if let language, !PerturbationSettings.hasNumbers(ofLanguage: language) {
      throw ValidationError(
        "--language: expected a language that ICU has number rules for, such as de or pt-BR, found "
          + language)
    }
  }

  var normalizer: TextNormalizer { TextNormalizer(normalize, language: language) }
}

extension TextNormalizer.Style: ExpressibleByArgument {}
