import Artifacts
public import Lexicons
public import Transcripts

/// The digests of the data that a perturbation draws on. Data that it does not need are nil.
public struct PerturbationSources: Hashable, Sendable, Codable {
  /// The lexicon that pronunciations come from.
  public var lexicon: LexiconSource?
  /// The table by which candidates are ranked and filtered.
  public var frequencies: Digest?
  /// The model that learned confusions are sampled from.
  public var confusions: ConfusionSource?
  /// The language model that weighs contexts and recomputes language costs.
  public var languageModel: Digest?
  /// The model that pronounces words the lexicon lacks, if there are any.
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
    /// The name of the source, such as "lexicon".
    public let source: String
    /// The description of the source that was used.
    public let recorded: String
    /// The description of the source that is available.
    public let found: String

    /// A description such as "made with lexicon 81917843c7f4, judged with 2742ed967e6e".
    public var description: String { "made with \(source) \(recorded), judged with \(found)" }
  }

  /// The differences between these sources and the available ones. Sources that weren't recorded
  /// don't count.
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
  /// The file's name; nil in fixtures made before names were recorded.
  public let name: String?
  /// The digest of the decompressed text.
  public let digest: Digest
  /// The format; nil if it was not recorded, like the marks.
  public let format: LexiconFormat?
  /// The marks on phones that distinguish pronunciations.
  public let marks: PhoneMarks?
  /// How vowel marks in words were treated; nil if they were kept.
  public let vowelMarks: PhoneMarks.Treatment?
  /// The accents in which words are pronounced; nil if they are pronounced as in the lexicon.
  public let accents: [Accent]?
  /// The number of malformed lines that were skipped; nil if there were none.
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

  /// A description of the reading, such as "cmudict, tones kept, length marks kept", with accents
  /// and anything unusual; nil if it was not recorded.
  public var reading: String? {
    guard let format, let marks else { return nil }
    let parts = [
      format.rawValue, "tones \(marks.tones.rawValue)", "length marks \(marks.length.rawValue)",
    ]
    return (parts + oddities).joined(separator: ", ")
  }

  /// The unusual parts of the reading, such as "accents pin-pen and flapping" and "3 malformed lines
  /// skipped".
  package var oddities: [String] {
    [
      vowelMarks.map { "vowel marks \($0.rawValue)" },
      accents.map { accents in
        (accents.count == 1 ? "accent " : "accents ")
          + accents.map(\.rawValue).joined(separator: " and ")
      },
      skippedLines.map { "\($0) malformed line\($0 == 1 ? "" : "s") skipped" },
    ].compactMap(\.self)
  }
}

/// A confusion model, and the corpus that it was learned from.
public struct ConfusionSource: Hashable, Sendable, Codable {
  /// The name of the corpus.
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
