public import Lexicons

/// What perturbations know about a language's words: English, unless a pack says otherwise.
public struct LanguageWords: Hashable, Sendable {
  /// The function words; empty if none are known.
  public let functionWords: Set<String>
  /// Words that are inserted between others, most frequent first; empty if none are known.
  public let fillers: [String]
  /// Short forms, each with its long form.
  public let elisions: [[String]]
  /// The locale of the number rules; nil if numbers are left as they are.
  public let numbers: String?
  /// Whether the language is English, for which rules of spelling, unusual words and forms of texts
  /// are known as well.
  public let isEnglish: Bool

  /// English, as the package knows it.
  public static let english = LanguageWords(
    functionWords: FunctionWords.english, fillers: WordEdits.fillers, elisions: [], numbers: nil,
    isEnglish: true)
  /// A language about which nothing is known.
  public static let unknown = LanguageWords(
    functionWords: [], fillers: [], elisions: [], numbers: nil, isEnglish: false)

  /// Takes what a pack says. For English numbers and elisions the package uses its own rules, which
  /// say more than a pack can.
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
  /// The settings with everything that the language decides written into them, so that no pack is
  /// needed to make the perturbation again.
  ///
  /// - Throws: ``PerturbationError/missingPart(perturbation:part:)`` if the perturbation needs
  ///   something that isn't known about the language.
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
