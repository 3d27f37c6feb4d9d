public import Lexicons
import Transcripts

/// The recipe of a perturbation that ships with the package: its kind, everything that can be set, and
/// digests of the data that it draws on.
///
/// A setting is declared here and nowhere else. To add one, give it a property with its default, a line
/// in ``init(from:)`` with the value it had before it could be set (older fixtures were made with that
/// one), use it where ``PerturbationKit`` makes the perturbation, and offer it on the command line in
/// `PerturbationOptions`.
public struct PerturbationSettings: Hashable, Sendable {
  /// The kind of perturbation.
  public var kind: PerturbationKind
  /// The hypotheses that may change. Kinds that change the list as a whole have
  /// ``PerturbationScope/nBest``.
  public var scope: PerturbationScope
  /// How much changes; nil for kinds that change the list as a whole.
  public var strength: Strength?
  /// The words that may change.
  public var targets = WordTargets.all
  /// Whether a word or phrase that is replaced in several hypotheses becomes the same in all of
  /// them.
  public var isConsistent = true
  /// The number of candidates considered for each word or phrase, best first.
  public var candidates = 5
  /// The smallest count in the frequency table that a candidate must have.
  public var minimumFrequency = 50
  /// Whether stress distinguishes pronunciations.
  public var stress = Stress.ignored
  /// The pronunciations of a word that count.
  public var variants = Variants.all
  /// Whether other spellings of a word count as its homophones.
  public var spellings = SpellingTreatment.excluded
  /// The largest phone distance of near-homophones and junctures, in units of `PhoneDistances`; nil
  /// means one phone for near-homophones and zero for junctures.
  public var radius: Double?
  /// The number of consecutive words that junctures re-segment at a time.
  public var junctureWords = 2
  /// The distribution of score noise.
  public var noise = ScoreNoise.Distribution.normal(deviation: 1)
  /// The voice of the grapheme-to-phoneme model that pronounces words the lexicon lacks; nil leaves such
  /// words alone.
  public var voice: String?
  /// The language of the texts, as a BCP 47 code ("de", "pt-BR"), by which numbers are said and written; nil
  /// means English.
  public var language: String?
  /// The forms of ``PerturbationKind/textForm``; nil means ``TextForms/faithful``, the only choice
  /// in older recipes.
  public var textForms: TextForms?
  /// The words that ``PerturbationKind/wordInsertions`` inserts; nil means English fillers.
  public var fillers: [String]?
  /// Short forms in a language other than English, each with its long form. They count as other
  /// spellings, and are never candidates unless ``unusualWords`` are included. Nil means English,
  /// which has its own rules.
  public var elisions: [[String]]?
  /// What decides which homophone, near-homophone or juncture is heard, and where. Other kinds
  /// ignore it.
  public var plausibility = Plausibility.uniform
  /// κ, the exponent of a candidate's probability (``Plausibility``).
  public var exponent = PerturbationSettings.standardExponent
  /// If set to s, homophones and near-homophones change each place with the probability `s · odds /
  /// (1 + s · odds)` instead of a fixed number of places, so that a corpus gets an expected number
  /// of errors (``HomophoneSubstitution/errorScale(adding:to:referenceWords:)``). ``strength`` then
  /// only labels the condition.
  public var errorScale: Double?
  /// The smallest ratio of a candidate's frequency to that of the word it would replace, for
  /// homophones and near-homophones.
  public var minimumRatio = PerturbationSettings.standardRatio
  /// Whether letters, possessives, abbreviations and archaic English words may replace other words.
  public var unusualWords = UnusualWordTreatment.excluded
  /// How first-pass language costs are treated when words change.
  public var languageCosts = LanguageCostTreatment.kept
  /// The weight of the language cost in the first pass's total, with which recomputed language
  /// costs change the total. The bundled corpora have `total = acoustic + 9.5 · language`.
  public var languageWeight = 9.5
  /// How much the lists' language cost grows for each nat of the language model's, by which
  /// recomputed language costs are converted.
  public var languageUnit = 1.0
  /// The data that the perturbation draws on, which ``PerturbationKit`` fills in.
  public var sources = PerturbationSources()

  /// The value of κ fitted to real homophone errors, by `Tests/Benchmarks/Plausibility`.
  public static let standardExponent = 0.5
  /// The default ratio, one 200th: rarer words are hardly ever written instead.
  public static let standardRatio = 0.005

  /// The defaults before candidates were weighed: none is left out for being unusual or rare.
  package static var former: PerturbationSettings {
    var settings = PerturbationSettings()
    settings.minimumRatio = 0
    settings.unusualWords = .included
    return settings
  }

  public init(
    _ kind: PerturbationKind = .homophones, scope: PerturbationScope = .nBest,
    strength: Strength? = .words(1)
  ) {
    self.kind = kind
    self.scope = scope
    self.strength = strength
  }

  /// The same settings for another kind, scope and strength.
  ///
  /// Kinds that change the list as a whole get neither scope nor strength, kinds that add a hypothesis
  /// no scope (``PerturbationKind/reach-swift.property``).
  public func with(
    _ kind: PerturbationKind, scope: PerturbationScope = .nBest, strength: Strength? = .words(1)
  ) -> PerturbationSettings {
    var settings = self
    settings.kind = kind
    settings.scope = kind.reach == .words ? scope : .nBest
    settings.strength = kind.reach == .list ? nil : strength
    return settings
  }
}

extension PerturbationSettings: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case kind, scope, strength, targets, isConsistent, candidates, minimumFrequency, stress
    case variants, spellings, radius, junctureWords, noise, voice, language, textForms
    case fillers, elisions
    case plausibility, exponent, errorScale, minimumRatio, unusualWords
    case languageCosts, languageWeight, languageUnit, sources
  }

  /// Reads recipes of this version and of earlier ones, in which newer settings are missing.
  public init(from decoder: any Decoder) throws {
    try decoder.expectKeys(CodingKeys.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys, else former: Value) throws -> Value {
      try values.decodeIfPresent(Value.self, forKey: key) ?? former
    }
    self.init(
      try values.requiredChoice(.kind, of: PerturbationKind.self),
      scope: try values.requiredChoice(.scope, of: PerturbationScope.self),
      strength: try values.decodeIfPresent(Strength.self, forKey: .strength))
    targets = try value(.targets, else: .all)
    isConsistent = try value(.isConsistent, else: true)
    candidates = try value(.candidates, else: 5)
    minimumFrequency = try value(.minimumFrequency, else: 50)
    stress = try values.choice(.stress, of: Stress.self) ?? .ignored
    variants = try values.choice(.variants, of: Variants.self) ?? .all
    spellings = try values.choice(.spellings, of: SpellingTreatment.self) ?? .included
    radius = try values.decodeIfPresent(Double.self, forKey: .radius)
    junctureWords = try value(.junctureWords, else: 2)
    noise = try value(.noise, else: .normal(deviation: 1))
    voice = try values.decodeIfPresent(String.self, forKey: .voice)
    language = try values.decodeIfPresent(String.self, forKey: .language)
    textForms = try values.choice(.textForms, of: TextForms.self)
    fillers = try values.decodeIfPresent([String].self, forKey: .fillers)
    elisions = try values.decodeIfPresent([[String]].self, forKey: .elisions)
    plausibility = try values.choice(.plausibility, of: Plausibility.self) ?? .uniform
    exponent = try value(.exponent, else: Self.standardExponent)
    errorScale = try values.decodeIfPresent(Double.self, forKey: .errorScale)
    minimumRatio = try value(.minimumRatio, else: 0)
    unusualWords = try values.choice(.unusualWords, of: UnusualWordTreatment.self) ?? .included
    languageCosts = try values.choice(.languageCosts, of: LanguageCostTreatment.self) ?? .kept
    languageWeight = try value(.languageWeight, else: 9.5)
    languageUnit = try value(.languageUnit, else: 1)
    sources = try value(.sources, else: PerturbationSources())
    try check(values)
  }

  /// Refuses values that no option would allow.
  private func check(_ values: KeyedDecodingContainer<CodingKeys>) throws {
    func expect(
      _ isAllowed: Bool, _ key: CodingKeys, _ expected: String, _ found: Any
    ) throws {
      if !isAllowed { try values.refuse(key, expected: expected, found: found) }
    }
    try expect(candidates >= 1, .candidates, "at least 1 candidate", candidates)
    try expect(minimumFrequency >= 0, .minimumFrequency, "at least 0", minimumFrequency)
    if let radius {
      try expect(radius >= 0 && radius <= 10, .radius, "a distance from 0 to 10", radius)
    }
    try expect((1...5).contains(junctureWords), .junctureWords, "1 to 5 words", junctureWords)
    try expect(
      noise.size >= 0 && noise.size.isFinite, .noise, "a finite size from 0", noise.size)
    try expect(languageWeight.isFinite, .languageWeight, "a finite weight", languageWeight)
    try expect(
      languageUnit.isFinite && languageUnit >= 0, .languageUnit, "a finite unit from 0",
      languageUnit)
    try expect(
      exponent >= 0 && exponent <= 100, .exponent, "an exponent from 0 to 100", exponent)
    try expect(
      errorScale.map { $0 > 0 && $0.isFinite } ?? true, .errorScale, "a finite scale above 0",
      errorScale ?? 0)
    try expect(
      minimumRatio >= 0 && minimumRatio <= 1, .minimumRatio, "a ratio from 0 to 1", minimumRatio)
    if let voice {
      let isName = voice.first?.isLetter == true && !voice.contains(where: \.isWhitespace)
      try expect(isName, .voice, "the name of a voice", "\"\(voice)\"")
    }
    if let language {
      let isCode =
        !language.isEmpty
        && language.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
      try expect(isCode, .language, "the code of a language", "\"\(language)\"")
    }
    if let fillers {
      try expect(
        !fillers.isEmpty && !fillers.contains(""), .fillers, "words to insert", fillers)
    }
    if let elisions {
      try expect(
        elisions.allSatisfy { $0.count == 2 && !$0.contains("") }, .elisions,
        "pairs of a short and a long way to say words", elisions)
    }
    if let digest = sources.malformedDigest {
      try expect(false, .sources, "digests of 64 hexadecimal digits", "\"\(digest)\"")
    }
    switch strength {
    case .words(let count): try expect(count >= 1, .strength, "at least 1 word", count)
    case .share(let share):
      try expect(share > 0 && share <= 1, .strength, "a share above 0 and at most 1", share)
    case nil:
      try expect(kind.reach == .list, .strength, "a strength, as \(kind.rawValue) has one", "none")
    }
  }
}

extension PerturbationSettings {
  /// Whether ``PerturbationKind/numberForms`` has rules for the numbers of a language.
  public static func hasNumbers(ofLanguage code: String) -> Bool {
    NumberLanguage.language(code) != nil
  }
}
