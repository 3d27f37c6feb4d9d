public import Lexicons

/// What is known of a language's words where perturbations are made: of English unless a pack says otherwise.
public struct LanguageWords: Hashable, Sendable {
  /// Words of the closed classes; empty where none are known.
  public let functionWords: Set<String>
  /// What is inserted between words, the commonest first; empty where nothing is known.
  public let fillers: [String]
  /// Short ways to say words, each with the long one.
  public let elisions: [[String]]
  /// The locale of number rules; nil where numbers stay as they are.
  public let numbers: String?
  /// Whether it is English, of which more is known: rules of spelling, unusual words, forms of texts.
  public let isEnglish: Bool

  /// English, as the package knows it.
  public static let english = LanguageWords(
    functionWords: FunctionWords.english, fillers: WordEdits.fillers, elisions: [], numbers: nil,
    isEnglish: true)
  /// A language of which nothing is known.
  public static let unknown = LanguageWords(
    functionWords: [], fillers: [], elisions: [], numbers: nil, isEnglish: false)

  /// What a pack says. Of English numbers, and what is short for what, the package knows more than a pack can say.
  public init(_ pack: LanguagePack) {
    let isEnglish = pack.isOf("en")
    self.init(
      functionWords: pack.functionWords, fillers: pack.fillers,
      elisions: isEnglish ? [] : pack.elisions, numbers: isEnglish ? nil : pack.numbers,
      isEnglish: isEnglish)
  }

  private init(
    functionWords: Set<String>, fillers: [String], elisions: [[String]], numbers: String?,
    isEnglish: Bool
  ) {
    self.functionWords = functionWords
    self.fillers = fillers
    self.elisions = elisions
    self.numbers = numbers
    self.isEnglish = isEnglish
  }
}

extension PerturbationSettings {
  /// The recipe with what the language decides written into it, so that it needs no pack to be followed again.
  ///
  /// - Throws: ``PerturbationError/missingPart(perturbation:part:)`` where it needs what isn't known of the language.
  func localized(_ language: LanguageWords) throws(PerturbationError) -> PerturbationSettings {
    guard language != .english else { return self }
    var settings = self
    let isEnglish = language.isEnglish
    func missing(_ part: String) -> PerturbationError {
      .missingPart(
        perturbation: kind.rawValue, part: "\(part) of the texts' language, from a language pack")
    }
    switch targets {
    case .function, .content:
      guard !language.functionWords.isEmpty else { throw missing("the function words") }
      settings.targets =
        targets == .function
        ? .listed(language.functionWords) : .unlisted(language.functionWords)
    case .all, .listed, .unlisted, .positions: break
    }
    switch kind {
    case .wordInsertions:
      settings.fillers = fillers ?? language.fillers
      if settings.fillers == [] { throw missing("the fillers") }
    case .numberForms where !isEnglish:
      settings.language = self.language ?? language.numbers
      if settings.language == nil { throw missing("the number rules") }
    case .homophones, .uniformHomophones, .nearHomophones, .spellingVariants, .copyAbove,
      .copyBelow:
      if isEnglish { break }
      settings.elisions = elisions ?? language.elisions
    case .textForm:
      if textForms == .recognized, !isEnglish { settings.textForms = .anyLanguage }
    case .numberForms, .junctures, .confusions, .wordDrops, .wordRepetitions, .apostrophes,
      .reordering,
      .truncation, .duplication, .closestDrop, .scoreNoise, .costSwap, .unperturbed:
      break
    }
    return settings
  }
}
