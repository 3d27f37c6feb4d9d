import Artifacts
import Foundation
public import Lexicons
public import Transcripts

/// What was learned about a recognizer's mishearings, in a form that can be saved.
///
/// Three parts: phrases and what was heard for them (reference against hypotheses, long stretches
/// cut into their smallest confusions), phrases that compete within lists (hypothesis against
/// hypothesis), and phones. Its JSON form records a version and what it was learned from.
public struct ConfusionModel: Sendable, Codable {
  /// The version of the format that the program writes.
  public static let currentVersion = 2

  public let version: Int
  /// The name of the corpus.
  public let corpus: String
  public let corpusDigest: Digest
  public let lexicon: Digest
  public let utterances: Int
  public let hypothesesPerList: Int
  /// How often a word that was said in only one utterance is misheard, which is the estimate for
  /// words that were never seen.
  package let rareRate: Double
  /// How such words are misheard: as nothing, as one word or as several, in shares of 1.
  package let rareFates: RareFates
  package let phrases: PhraseConfusions
  /// Words that were said and never misheard, with their counts.
  package let faultless: [String: Int]
  /// How errors cluster.
  package let crowding: ErrorCrowding
  package let competitors: PhraseConfusions
  package let phones: PhoneConfusions

  /// Learns from a corpus with references.
  ///
  /// - Parameters:
  ///   - corpus: lists with references; what its normalizer makes alike is no confusion.
  ///   - lexicon: the lexicon with the pronunciations.
  ///   - limit: the number of hypotheses of each list that are used, best first.
  public init(
    learnedFrom corpus: Corpus, lexicon: Lexicon, hypothesesPerList limit: Int = 5
  ) {
    version = Self.currentVersion
    self.corpus = corpus.name
    corpusDigest = corpus.digest
    self.lexicon = lexicon.digest
    utterances = corpus.utterances.count
    hypothesesPerList = limit
    let splitter = StretchSplitter(lexicon)
    let normalizer = corpus.normalizer.forKeys
    let phrases = PhraseConfusions(
      learnedFrom: corpus.utterances, hypothesesPerList: limit, splitter: splitter,
      normalizer: normalizer)
    let faultless = Self.faultless(
      phrases, in: corpus.utterances, limit: limit, normalizer: normalizer)
    let rareRate = Self.rareRate(
      phrases, in: corpus.utterances, limit: limit, normalizer: normalizer)
    self.phrases = phrases
    self.faultless = faultless
    self.rareRate = rareRate
    rareFates = RareFates(phrases, in: corpus.utterances, normalizer: normalizer)
    competitors = PhraseConfusions(
      competingIn: corpus.utterances, hypothesesPerList: limit, normalizer: normalizer)
    phones = PhoneConfusions(
      learnedFrom: corpus.utterances, lexicon: lexicon, hypothesesPerList: limit,
      normalizer: normalizer)
    crowding = ErrorCrowding(
      in: corpus.utterances, hypothesesPerList: limit, phrases: phrases, splitter: splitter,
      rate: { phrases.entry(for: $0)?.rate ?? faultless[$0].map(Self.rate) ?? 0 },
      normalizer: normalizer)
  }

  /// The error rate of a word that was heard correctly this many times.
  private static func rate(neverMisheardIn times: Int) -> Double { 0.5 / Double(times + 1) }

  /// How often a word is misheard: as often as it was, with one imaginary correct occurrence added
  /// or, if it never was misheard, with half an imaginary error. Words that were never said are
  /// misheard like rare ones.
  func rate(of word: String) -> Double {
    if let entry = phrases.entry(for: word) { return entry.rate }
    return faultless[word].map(Self.rate) ?? rareRate
  }

  private static func faultless(
    _ phrases: PhraseConfusions, in utterances: some Collection<Utterance>, limit: Int,
    normalizer: TextNormalizer
  ) -> [String: Int] {
    var said: [String: Int] = [:]
    for utterance in utterances {
      for word in normalizer.words(in: utterance.reference)
      where phrases.entry(for: word) == nil {
        said[word, default: 0] += min(limit, utterance.nBest.count)
      }
    }
    return said
  }

  private static func rareRate(
    _ phrases: PhraseConfusions, in utterances: some Collection<Utterance>, limit: Int,
    normalizer: TextNormalizer
  ) -> Double {
    var spoken: [String: Int] = [:]
    var heard: [String: Int] = [:]
    for utterance in utterances {
      for word in Set(normalizer.words(in: utterance.reference)) {
        spoken[word, default: 0] += 1
        heard[word, default: 0] += min(limit, utterance.nBest.count)
      }
    }
    var errors = 0
    var occurrences = 0
    for (word, count) in spoken where count == 1 {
      errors += phrases.entry(for: word)?.errors ?? 0
      occurrences += heard[word]!
    }
    return min(Double(errors) / Double(max(occurrences, 1)), 1)
  }

  /// Reads a model's file, plain or gzipped.
  ///
  /// - Throws: ``PerturbationError/file(_:)`` if the file can't be read, or
  ///   ``PerturbationError/malformedModel(path:reason:)``.
  public init(contentsOf path: String) throws(PerturbationError) {
    let data: Data
    do {
      data = try ArtifactFile.decompressedContents(of: path)
    } catch {
      throw .file(error)
    }
    let version = Self.currentVersion
    do {
      self = try VersionedJSON.decode(ConfusionModel.self, from: data, versions: version...version)
    } catch {
      switch error {
      case .version(let found):
        throw .malformedModel(path: path, reason: "one of version \(found) instead of \(version)")
      case .malformed(let fault):
        throw .malformedModel(path: path, reason: fault.description)
      }
    }
  }

  /// Writes the model atomically; the same model gives the same bytes.
  ///
  /// - Throws: ``PerturbationError/file(_:)`` if the file can't be written.
  public func write(to path: String) throws(PerturbationError) {
    do {
      try ArtifactFile.write(path.hasSuffix(".gz") ? Gzip.compress(encoded) : encoded, to: path)
    } catch {
      throw .file(error)
    }
  }

  /// The digest of the uncompressed file that ``write(to:)`` would write.
  public var digest: Digest { .sha256(of: encoded) }

  private var encoded: Data { CanonicalJSON.data(finite: self, .line) + [0x0A] }
}
