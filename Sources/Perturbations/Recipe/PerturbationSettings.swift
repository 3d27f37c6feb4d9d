public import Lexicons

/// The recipe of a perturbation that ships with the package: its kind, everything that can be set, and
/// digests of the data that it draws on.
///
/// A setting is declared here and nowhere else. To add one, give it a property with its default, a line
/// in ``init(from:)`` with the value it had before it could be set (older fixtures were made with that
/// one), use it where ``PerturbationKit`` makes the perturbation, and offer it on the command line in
/// `PerturbationOptions`.
public struct PerturbationSettings: Hashable, Sendable {
  /// What goes wrong.
  public var kind: PerturbationKind
  /// Which hypotheses may change; kinds that change the list as a whole have ``PerturbationScope/nBest``.
  public var scope: PerturbationScope
  /// How much changes; nil for kinds that change the list as a whole.
  public var strength: Strength?
  /// Which words may change.
  public var targets = WordTargets.all
  /// Whether a word or phrase that is replaced in several hypotheses becomes the same in all of them.
  public var isConsistent = true
  /// The number of candidates considered for each word or phrase, the best first.
  public var candidates = 5
  /// Candidates that the frequency table counts less often are left out.
  public var minimumFrequency = 50
  /// Whether words that differ in stress alone sound the same.
  public var stress = Stress.ignored
  /// Which of a word's pronunciations count.
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
  /// What becomes of first-pass language costs when words change.
  public var languageCosts = LanguageCostTreatment.kept
  /// The weight of the language cost in the first pass's total, by which recomputed language costs move
  /// the total. The bundled corpora have `total = acoustic + 9.5 · language`.
  public var languageWeight = 9.5
  /// What it draws on; ``PerturbationKit`` fills this in.
  public var sources = PerturbationSources()

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

extension PerturbationSettings {
  /// What a custom recipe says of a perturbation of words whose candidates are somebody's own.
  static func parameters(
    scope: PerturbationScope, strength: Strength, isConsistent: Bool, targets: WordTargets
  ) -> [String: String] {
    [
      "scope": scope.rawValue, "strength": strength.description,
      "consistent": "\(isConsistent)", "targets": targets.description,
    ]
  }
}

extension PerturbationSettings: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, scope, strength, targets, isConsistent, candidates, minimumFrequency, stress
    case variants, spellings, radius, junctureWords, noise, voice, languageCosts, languageWeight,
      sources
  }

  /// Reads recipes of this version and of earlier ones, in which later settings are missing.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys, else former: Value) throws -> Value {
      try values.decodeIfPresent(Value.self, forKey: key) ?? former
    }
    self.init(
      try values.decode(PerturbationKind.self, forKey: .kind),
      scope: try values.decode(PerturbationScope.self, forKey: .scope),
      strength: try values.decodeIfPresent(Strength.self, forKey: .strength))
    targets = try value(.targets, else: .all)
    isConsistent = try value(.isConsistent, else: true)
    candidates = try value(.candidates, else: 5)
    minimumFrequency = try value(.minimumFrequency, else: 50)
    stress = try value(.stress, else: .ignored)
    variants = try value(.variants, else: .all)
    spellings = try value(.spellings, else: .included)
    radius = try values.decodeIfPresent(Double.self, forKey: .radius)
    junctureWords = try value(.junctureWords, else: 2)
    noise = try value(.noise, else: .normal(deviation: 1))
    voice = try values.decodeIfPresent(String.self, forKey: .voice)
    languageCosts = try value(.languageCosts, else: .kept)
    languageWeight = try value(.languageWeight, else: 9.5)
    sources = try value(.sources, else: PerturbationSources())
    try check(values)
  }

  /// What a file may say that no option would allow.
  private func check(_ values: KeyedDecodingContainer<CodingKeys>) throws {
    func refuse(_ key: CodingKeys, _ expected: String) throws -> Never {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: values, debugDescription: "expected \(expected)")
    }
    if candidates < 1 { try refuse(.candidates, "at least 1 candidate") }
    if let radius, !(radius >= 0 && radius <= 10) { try refuse(.radius, "a distance from 0 to 10") }
    if !(1...5).contains(junctureWords) { try refuse(.junctureWords, "1 to 5 words") }
    if !(noise.size >= 0 && noise.size.isFinite) { try refuse(.noise, "a finite size from 0") }
    if !languageWeight.isFinite { try refuse(.languageWeight, "a finite weight") }
    switch strength {
    case .words(let count) where count < 1: try refuse(.strength, "at least 1 word")
    case .share(let share) where !(share > 0 && share <= 1):
      try refuse(.strength, "a share above 0 and at most 1")
    default: break
    }
  }
}
