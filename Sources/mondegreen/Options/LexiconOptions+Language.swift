import BundledLexicons
import Foundation
import Lexicons
import Perturbations

extension LexiconOptions {
  private static let english = ReadOnce<Bool>()
  private static let said = ReadOnce<Bool>()

  /// Notes whether a lexicon that was read is English: what comes from a pipe comes once.
  func note(_ lexicon: Lexicon) { Self.english.keep(lexicon.isEnglish, for: self.lexicon ?? "") }

  /// Whether the lexicon's words are taken for English.
  private func isEnglish() throws -> Bool {
    guard let lexicon, lexiconFormat ?? .cmudict != .cmudict else { return true }
    if let known = Self.english.value(for: lexicon) { return known }
    return try read().isEnglish
  }

  /// What is known of the language of the texts: the pack that was asked for, English with an English lexicon where
  /// nothing was said, or nothing.
  func languageWords(_ language: LanguageChoice) throws -> LanguageWords {
    if let pack = try language.named() { return LanguageWords(pack) }
    if !language.isStated, try isEnglish() { return .english }
    try sayWhatIsMissing(language)
    return .unknown
  }

  /// The table that ranks the lexicon's words; nil where there is none.
  ///
  /// An English lexicon has English words, whatever the language of the texts.
  func frequenciesPath(_ language: LanguageChoice) throws -> String? {
    if let frequencies { return frequencies }
    if language.pack == nil, try isEnglish() { return BundledLexicon.frequenciesPath }
    if let pack = try language.named() { return pack.frequenciesPath }
    try sayWhatIsMissing(language)
    return nil
  }

  /// Says, once, that sounds are English where the texts are not and no lexicon of their language is named.
  func sayWhoseSounds(_ language: LanguageChoice, _ kinds: [PerturbationKind]) {
    guard lexicon == nil, let code = language.language, !code.hasPrefix("en"),
      kinds.contains(where: \.isBySound), Self.said.value(for: "sounds") == nil
    else { return }
    Self.said.keep(true, for: "sounds")
    Terminal.complain(
      "--language \(code) without --lexicon: words are replaced by what sounds like them in English (cmudict.dict); "
        + "give a lexicon of the language of the texts")
  }

  /// One line, once: what is not known, and what follows from it.
  private func sayWhatIsMissing(_ language: LanguageChoice) throws {
    let name = language.language ?? lexicon.map { ($0 as NSString).lastPathComponent } ?? ""
    guard Self.said.value(for: name) == nil else { return }
    Self.said.keep(true, for: name)
    let isUncounted = try frequencies == nil && !isEnglish()
    Terminal.complain(
      (language.language.map { "no language pack of \"\($0)\" is bundled" }
        ?? "\(name) is not an English lexicon, and no --language or --language-pack names its language")
        + ": "
        + (isUncounted
          ? "without word frequencies candidates are neither ranked nor filtered by how common they are, "
            + "and " : "")
        + (language.language == nil ? "number-forms, " : "")
        + "word-insertions, --only function and --only content are not available "
        + "(bundled packs: \(LanguageChoice.bundled); --language-pack takes a folder)")
  }
}
