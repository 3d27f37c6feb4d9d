import Artifacts
import Perturbations
public import Transcripts

/// A corpus whose texts are as models read them and whose lists have been cut, once for all models.
public struct PreparedCorpus: Sendable {
  public let corpus: Corpus
  /// The utterances with references and hypotheses as models read them (`ModelTexts`), words joined by single spaces.
  public let utterances: Utterances
  /// Texts that the corpus does not hold, made of its words.
  package let probes: ProbeTexts
  /// What each is counted against; empty where the utterances are too many to be in memory.
  private let references: [CountedReference]
  private let referenceWords: [UInt32]
  /// The length of the longest hypothesis of each utterance, in bytes of UTF-8.
  private let longestTexts: [UInt32]
  /// What counts as the same word.
  package let normalizer: TextNormalizer

  /// - Parameters:
  ///   - corpus: the corpus as it was read.
  ///   - listLimit: at most so many hypotheses a list.
  ///   - normalizer: what counts as the same word; nil takes the corpus's own.
  ///   - previousUtterances: how many previous utterances come with each list, as its context; nil gives lists
  ///     none. See `RescoringModel.previousUtterances`.
  public init(
    _ corpus: Corpus, listLimit: Int, normalizer: TextNormalizer? = nil,
    previousUtterances: Int? = nil
  ) {
    self.corpus = corpus
    let normalizer = normalizer ?? corpus.normalizer
    self.normalizer = normalizer
    let contexts = previousUtterances.map {
      corpus.contexts(length: $0, text: normalizer.forTexts.normalize)
    }
    var place = 0
    utterances = corpus.utterances.mapped { utterance in
      defer { place += 1 }
      return Self.prepared(
        utterance, listLimit: listLimit, normalizer: normalizer, context: contexts?(place))
    }
    if utterances.areInMemory {
      references = utterances.map { CountedReference($0, normalizer: normalizer) }
    } else {
      references = []
    }
    var (words, lengths): ([UInt32], [UInt32]) = ([], [])
    words.reserveCapacity(utterances.count)
    lengths.reserveCapacity(utterances.count)
    for (place, utterance) in utterances.enumerated() {
      let reference =
        references.isEmpty
        ? CountedReference(utterance, normalizer: normalizer) : references[place]
      words.append(UInt32(reference.wordCount))
      lengths.append(UInt32(utterance.nBest.hypotheses.lazy.map(\.text.utf8.count).max() ?? 0))
    }
    (referenceWords, longestTexts) = (words, lengths)
    probes = ProbeTexts(from: utterances, corpus: corpus.name)
  }

  /// An utterance as it stands in a prepared corpus.
  ///
  /// - Parameters:
  ///   - listLimit: at most so many hypotheses.
  ///   - normalizer: the corpus's.
  ///   - context: where it stands.
  package static func prepared(
    _ utterance: Utterance, listLimit: Int, normalizer: TextNormalizer, context: ListContext? = nil
  ) -> Utterance {
    let texts = normalizer.forTexts
    return Utterance(
      id: utterance.id, reference: utterance.referenceIfKnown.map { texts.normalize($0) },
      nBest: utterance.nBest.prefix(listLimit).mappingTexts(texts.normalize).standing(in: context),
      fields: utterance.fields)
  }

  /// The number of words in an utterance's reference.
  func referenceWords(of utterance: Int) -> Int { Int(referenceWords[utterance]) }

  /// The length of an utterance's longest hypothesis, in bytes of UTF-8.
  func longestText(of utterance: Int) -> Int { Int(longestTexts[utterance]) }

  /// What texts of an utterance are counted against.
  func reference(of utterance: Int) -> CountedReference {
    references.isEmpty
      ? CountedReference(utterances[utterance], normalizer: normalizer) : references[utterance]
  }

  /// Word errors of a text against an utterance's reference, whatever form a perturbation gave it.
  func errors(of text: String, in utterance: Int) -> WordErrorRate {
    reference(of: utterance).errors(of: text)
  }

  /// The number of references in which homophone discrimination is tried if the corpus is not in
  /// memory.
  static let discriminationLimit = 10_000

  /// The references in which homophones are told apart, with their utterances: all, or some, evenly.
  var discriminationReferences: [(utterance: Int, text: String)] {
    let count = utterances.count
    let places =
      utterances.areInMemory || count <= Self.discriminationLimit
      ? Array(0..<count)
      : (0..<Self.discriminationLimit).map { $0 * count / Self.discriminationLimit }
    return places.map { ($0, utterances[$0].reference) }
  }

  /// Ordinary texts of the corpus: its references, of many the first.
  var ordinaryTexts: [String] { utterances.prefix(10_000).map(\.reference) }

  /// What a reader should know of how a corpus that is not in memory is examined; nil of others.
  var notice: String? {
    guard !utterances.areInMemory, utterances.count > Self.discriminationLimit else { return nil }
    return "the corpus is too large to be held in memory: homophone discrimination uses "
      + "\(Self.discriminationLimit) of its references, evenly spread, and the page shows only some of "
      + "the choices that moved"
  }

  /// The place of an utterance or a probe; probes are numbered after the last utterance.
  package func place(of id: String) -> Int? {
    utterances.firstIndex { $0.id == id }
      ?? probes.probes.firstIndex { $0.utterance.id == id }.map { utterances.count + $0 }
  }

  /// The utterance or probe at a place.
  package func utteranceOrProbe(_ place: Int) -> Utterance {
    place < utterances.count
      ? utterances[place] : probes.probes[place - utterances.count].utterance
  }

  /// The fewest errors within the first `limit` hypotheses, over all utterances.
  package func oracle(limit: Int) -> OracleRecord {
    var sum = WordErrorRate.zero
    for (index, utterance) in utterances.enumerated() {
      let reference = reference(of: index)
      let counts = utterance.nBest.texts.prefix(limit).map { reference.errors(of: $0) }
      if let best = counts.min(by: { $0.edits < $1.edits }) { sum += best }
    }
    return OracleRecord(limit: limit, errors: sum)
  }
}
