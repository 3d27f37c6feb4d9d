public import ArgumentParser
import Lexicons
import Perturbations
public import Transcripts

/// What counts as the same word.
struct NormalizationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Differences to ignore when words are compared: none (only split texts at white space), basic (case "
        + "and punctuation), spoken (also how numbers are written), or a GLM file as SCTK reads it (its rules, "
        + "then basic).",
      valueName: "none|basic|spoken|file"))
  var normalize = NormalizerChoice.style(.basic)

  @Option(
    help: ArgumentHelp(
      "What becomes of recognizers' marks such as <unk>, [noise], (uh) and %hesitation: keep turns their "
        + "names into words, drop removes them, and word makes each mark a word of its own.",
      valueName: "policy"))
  var markup = MarkupPolicy.keep

  @Option(
    name: .customLong("units"),
    help: ArgumentHelp(
      "Unit in which errors are counted: automatic means words, but characters in scripts without spaces.",
      valueName: "units"))
  var errorUnits = ErrorUnits.automatic

  @Option(
    help: ArgumentHelp(
      "Language whose rules for letters and numbers apply to the texts: a code such as tr or pt-BR. "
        + "(default: en for numbers, no particular one for letters)",
      valueName: "code"))
  var language: String?

  @Option(
    help: ArgumentHelp(
      "What models read, and perturbations change: written (as the recognizer wrote it, with case and "
        + "punctuation) or compared (in the form in which words are compared).",
      valueName: "texts"))
  var modelTexts = ModelTexts.written

  @Option(help: LanguageChoice.packHelp)
  var languagePack: String?

  /// Which language pack was asked for.
  var choice: LanguageChoice { LanguageChoice(language: language, pack: languagePack) }

  /// What is read.
  var inputs: [String?] {
    switch normalize {
    case .style: [languagePack]
    case .mapping(let path): [path, languagePack]
    }
  }

  func validate() throws {
    if let language, !PerturbationSettings.hasNumbers(ofLanguage: language) {
      throw ValidationError(
        "--language: expected a language that ICU has number rules for, such as de or pt-BR, found "
          + language)
    }
  }

  /// - Throws: `GlobalMappingError` for a GLM file that is none, `LanguagePackError` for a folder without a pack.
  var normalizer: TextNormalizer {
    get throws {
      var normalizer: TextNormalizer
      let language =
        try self.language ?? (languagePack == nil ? nil : choice.named()?.folding)
      switch normalize {
      case .style(let style): normalizer = TextNormalizer(style, language: language)
      case .mapping(let path):
        normalizer = TextNormalizer(.basic, language: language)
        normalizer.mapping = try GlobalMapping(contentsOf: path)
      }
      normalizer.markup = markup
      normalizer.errorUnits = errorUnits
      normalizer.modelTexts = modelTexts
      return normalizer
    }
  }
}

/// What `--normalize` offers.
enum NormalizerChoice: ExpressibleByArgument {
  case style(TextNormalizer.Style)
  /// The path of a GLM file.
  case mapping(String)

  /// A file's name has a full stop or a slash.
  init?(argument: String) {
    if let style = TextNormalizer.Style(rawValue: argument) {
      self = .style(style)
    } else if argument.contains(where: { "./".contains($0) }) {
      self = .mapping(argument)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .style(let style): style.rawValue
    case .mapping(let path): path
    }
  }
}

extension MarkupPolicy: ExpressibleByArgument {}
extension ModelTexts: ExpressibleByArgument {}
extension ErrorUnits: ExpressibleByArgument {}
