import Artifacts
import Perturbations
public import Transcripts

/// A corpus whose texts are as models read them and whose lists have been cut, once for all models.
public struct PreparedCorpus: Sendable {
  public let corpus: Corpus
  /// The utterances with references and hypotheses as models read them (`ModelTexts`), words joined by single spaces.
  public let utterances: [Utterance]
  /// Texts that the corpus does not hold, made of its words.
  package let probes: ProbeTexts
  private let references: [CountedReference]

  /// - Parameters:
  ///   - corpus: the corpus as it was read.
  ///   - listLimit: at most so many hypotheses a list.
  ///   - normalizer: what counts as the same word; nil takes the corpus's own.
  public init(_ corpus: Corpus, listLimit: Int, normalizer: TextNormalizer? = nil) {
    self.corpus = corpus
    let normalizer = normalizer ?? corpus.normalizer
    let texts = normalizer.forTexts
    utterances = corpus.utterances.map { utterance in
      Utterance(
        id: utterance.id,
        reference: utterance.referenceIfKnown.map { texts.normalize($0) },
        nBest: NBestList(
          utterance.nBest.prefix(listLimit).hypotheses.map {
            Hypothesis(text: texts.normalize($0.text), costs: $0.costs)
          }), fields: utterance.fields)
    }
    references = utterances.map { CountedReference($0, normalizer: normalizer) }
    probes = ProbeTexts(from: utterances, corpus: corpus.name)
  }

  /// The number of words in an utterance's reference.
  func referenceWords(of utterance: Int) -> Int { references[utterance].wordCount }

  /// Word errors of a text against an utterance's reference, whatever form a perturbation gave it.
  func errors(of text: String, in utterance: Int) -> WordErrorRate {
    references[utterance].errors(of: text)
  }

  /// The fewest errors within the first `limit` hypotheses, over all utterances.
  package func oracle(limit: Int) -> OracleRecord {
    var sum = WordErrorRate.zero
    for (index, utterance) in utterances.enumerated() {
      let counts = utterance.nBest.texts.prefix(limit).map { errors(of: $0, in: index) }
      if let best = counts.min(by: { $0.edits < $1.edits }) { sum += best }
    }
    return OracleRecord(limit: limit, errors: sum)
  }
}
