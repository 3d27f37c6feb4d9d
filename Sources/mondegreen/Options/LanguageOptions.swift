import ArgumentParser
import BundledLexicons
import Lexicons
import Perturbations

/// Whose words these are, for commands without a corpus.
struct LanguageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Language of the words, whose bundled pack (\(LanguageChoice.bundled)) says how frequent they are.",
      valueName: "code"))
  var language: String?

  @Option(help: LanguageChoice.packHelp)
  var languagePack: String?

  var choice: LanguageChoice { LanguageChoice(language: language, pack: languagePack) }
}

/// Which language pack was asked for.
struct LanguageChoice: Hashable {
  /// A BCP 47 code.
  var language: String?
  /// The code of a bundled pack, or a folder.
  var pack: String?

  /// "en, de, zh".
  static var bundled: String { BundledLexicon.languages.joined(separator: ", ") }

  static var packHelp: ArgumentHelp {
    ArgumentHelp(
      "Language pack: \(bundled), or a folder with one (Lexicons/README.md). (default: that of --language; "
        + "English with an English lexicon)", valueName: "code|folder")
  }

  /// The pack that was asked for; nil where none was, or where no pack of the language is bundled.
  ///
  /// - Throws: `LanguagePackError` for a folder without one.
  func named() throws -> LanguagePack? {
    if let pack {
      if BundledLexicon.languages.contains(pack) { return try BundledLexicon.languagePack(pack) }
      return try LanguagePack(contentsOf: pack)
    }
    return try language.flatMap { try BundledLexicon.languagePack($0) }
  }

  /// Whether something was said about the language.
  var isStated: Bool { pack != nil || language != nil }
}
