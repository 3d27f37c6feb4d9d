import Artifacts
public import Lexicons
public import Transcripts

/// The data that a perturbation draws on, by digest. What it does not need is nil.
public struct PerturbationSources: Hashable, Sendable, Codable {
  /// Where pronunciations come from.
  public var lexicon: LexiconSource?
  /// The table that ranks and filters candidates.
  public var frequencies: Digest?
  /// What learned confusions are sampled from.
  public var confusions: ConfusionSource?
  /// The n-gram that recomputes language costs.
  public var languageModel: Digest?
  /// The model that pronounces words the lexicon lacks, where there are any.
  public var pronunciations: Digest?

  public init(
    lexicon: LexiconSource? = nil, frequencies: Digest? = nil, confusions: ConfusionSource? = nil,
    languageModel: Digest? = nil, pronunciations: Digest? = nil
  ) {
    self.lexicon = lexicon
    self.frequencies = frequencies
    self.confusions = confusions
    self.languageModel = languageModel
    self.pronunciations = pronunciations
  }

  /// A source whose content or reading has changed.
  public struct Edit: Hashable, Sendable, CustomStringConvertible {
    /// What it is: "lexicon".
    public let source: String
    /// The one that was used.
    public let recorded: String
    /// The one at hand.
    public let found: String

    /// "made with lexicon 81917843c7f4, judged with 2742ed967e6e".
    public var description: String { "made with \(source) \(recorded), judged with \(found)" }
  }

  /// What differs between these sources and those at hand; what is not known of these says nothing.
  public func edits(to present: PerturbationSources) -> [Edit] {
    func edit(_ source: String, _ recorded: String?, _ found: String?) -> Edit? {
      guard let recorded, recorded != found else { return nil }
      return Edit(source: source, recorded: recorded, found: found ?? "none")
    }
    let sameDigest = lexicon?.digest == present.lexicon?.digest
    return [
      edit("lexicon", lexicon?.digest.short, present.lexicon?.digest.short),
      sameDigest ? edit("lexicon read as", lexicon?.reading, present.lexicon?.reading) : nil,
      edit("frequency table", frequencies?.short, present.frequencies?.short),
      edit("confusion model", confusions?.digest.short, present.confusions?.digest.short),
      edit("language model", languageModel?.short, present.languageModel?.short),
      edit("pronunciation model", pronunciations?.short, present.pronunciations?.short),
    ].compactMap(\.self)
  }
}

/// A lexicon, and how it was read.
public struct LexiconSource: Hashable, Sendable, Codable {
  /// The file's name; nil in fixtures that were made before names were recorded.
  public let name: String?
  /// The digest of the decompressed text.
  public let digest: Digest
  /// Nil where it was not recorded, as the marks.
  public let format: LexiconFormat?
  /// Which marks on phones tell pronunciations apart.
  public let marks: PhoneMarks?
  /// What became of vowel marks in words; nil where they were kept.
  public let vowelMarks: PhoneMarks.Treatment?
  /// In which accents its words are said; nil where they are said as it has them.
  public let accents: [Accent]?
  /// How many wrong lines were passed over; nil where none was.
  public let skippedLines: Int?

  public init(
    name: String? = nil, digest: Digest, format: LexiconFormat? = nil, marks: PhoneMarks? = nil,
    vowelMarks: PhoneMarks.Treatment? = nil, accents: [Accent]? = nil, skippedLines: Int? = nil
  ) {
    self.vowelMarks = vowelMarks
    self.accents = accents
    self.skippedLines = skippedLines
    self.name = name
    self.digest = digest
    self.format = format
    self.marks = marks
  }

  public init(_ lexicon: Lexicon) {
    let (reading, skipped) = (lexicon.reading, lexicon.skipped.count)
    self.init(
      name: lexicon.name, digest: lexicon.digest, format: lexicon.format, marks: lexicon.marks,
      vowelMarks: reading.vowelMarks == .kept ? nil : reading.vowelMarks,
      accents: reading.accents.isEmpty ? nil : reading.accents,
      skippedLines: skipped == 0 ? nil : skipped)
  }

  /// "cmudict, tones kept, length marks kept", with accents and whatever else is unusual; nil where it was not
  /// recorded.
  public var reading: String? {
    guard let format, let marks else { return nil }
    let parts = [
      format.rawValue, "tones \(marks.tones.rawValue)", "length marks \(marks.length.rawValue)",
    ]
    return (parts + oddities).joined(separator: ", ")
  }

  /// What is unusual in how it was read: "accents pin-pen and flapping", "3 wrong lines skipped".
  package var oddities: [String] {
    [
      vowelMarks.map { "vowel marks \($0.rawValue)" },
      accents.map { accents in
        (accents.count == 1 ? "accent " : "accents ")
          + accents.map(\.rawValue).joined(separator: " and ")
      },
      skippedLines.map { $0 == 1 ? "1 wrong line skipped" : "\($0) wrong lines skipped" },
    ].compactMap(\.self)
  }
}

/// A confusion model, and the corpus that it was learned from.
public struct ConfusionSource: Hashable, Sendable, Codable {
  /// Name of the corpus.
  public let corpus: String
  /// The digest of the model.
  public let digest: Digest

  public init(corpus: String, digest: Digest) {
    self.corpus = corpus
    self.digest = digest
  }

  init(_ model: ConfusionModel) {
    self.init(corpus: model.corpus, digest: model.digest)
  }
}
