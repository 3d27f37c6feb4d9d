import BERTRescoring
import Rescoring
import Transcripts

/// The lists that weights are tuned on: read, and their errors counted, once, when a model first needs them.
final class DevelopmentLists {
  struct Contents {
    let source: TuningSource
    /// Costs that may be weighed and that tell hypotheses apart.
    let kinds: CostKinds
    let tuning: InterpolationTuning
    fileprivate let corpus: Corpus

    /// The lists as the model wants to see them.
    func lists(for model: any RescoringModel) -> [NBestList] {
      guard let length = model.previousUtterances else { return tuning.lists }
      let contexts = corpus.contexts(
        length: length, text: corpus.normalizer.forTexts.normalize)
      return tuning.lists.enumerated().map { $1.standing(in: contexts($0)) }
    }
  }

  private let name: String
  private let corpora: CorpusLocator
  private let usable: CostKinds
  private var known: Contents?

  /// - Parameters:
  ///   - name: of a bundled corpus, or a file's path.
  ///   - usable: costs that the lists under test have, too.
  init(_ name: String, in corpora: CorpusLocator, usable: CostKinds) {
    self.name = name
    self.corpora = corpora
    self.usable = usable
  }

  /// - Throws: what ``CorpusLocator/read(_:limit:)`` throws.
  func contents() throws -> Contents {
    if let known { return known }
    let corpus = try corpora.read(name)
    let source = TuningSource(corpus)
    let kinds = usable.intersection(CostKinds(source.spread))
    let lists = corpus.utterances.map {
      TrainingList($0, normalizer: corpus.normalizer)
    }
    let contents = Contents(
      source: source, kinds: kinds, tuning: InterpolationTuning(lists, kinds: kinds),
      corpus: corpus)
    known = contents
    return contents
  }
}
