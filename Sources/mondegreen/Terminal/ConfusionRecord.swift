import Perturbations
import Transcripts

/// What a confusion model holds, as `confusions --json` has it.
struct ConfusionRecord: Encodable {
  struct Confusion: Encodable {
    let said: String
    /// Empty where nothing was heard.
    let heard: String
    let count: Int
    /// How often it was said.
    let occurrences: Int
  }

  let corpus: String
  let utterances: Int
  let hypothesesPerList: Int
  /// How many phrases were misheard.
  let misheardPhrases: Int
  /// How often a word is misheard that was said in only one utterance.
  let rareRate: Double
  let phrases: [Confusion]
  /// The top hypothesis's words, and what others of its list have there.
  let competitors: [Confusion]
  let phones: [Confusion]

  /// - Parameter top: how many confusions of each kind, the most frequent first.
  init(_ model: ConfusionModel, top: Int) {
    corpus = model.corpus
    utterances = model.utterances
    hypothesesPerList = model.hypothesesPerList
    misheardPhrases = model.phrases.count
    rareRate = model.rareRate
    func confusions(_ phrases: PhraseConfusions) -> [Confusion] {
      ConfusionTable.frequent(phrases).prefix(top).map {
        Confusion(
          said: $0.said, heard: $0.heard, count: $0.count, occurrences: $0.entry.occurrences)
      }
    }
    phrases = confusions(model.phrases)
    competitors = confusions(model.competitors)
    phones = model.phones.confusions.prefix(top).map {
      Confusion(
        said: $0.said, heard: $0.heard, count: $0.count,
        occurrences: model.phones.said[$0.said] ?? 0)
    }
  }
}

/// How close a confusion model's errors come to real ones, as `confusions --held-out --json` has it.
struct ClosenessRecord: Encodable {
  struct Errors: Encodable {
    /// "held-out lists", "sampled from the model", …
    let errors: String
    let counts: WordErrorRate
    let wer: Double?
    let length: Double
    let stretch: Double
    let faultless: Double
    /// Divergences from the held-out lists' own errors, in bits.
    let phraseDivergence: Double
    let phoneDivergence: Double
  }

  let closeness: [Errors]
  /// The share of held-out confusions that the model could have made.
  let coverage: Double

  init(_ closeness: ConfusionCloseness) {
    self.closeness = [
      ("held-out lists", closeness.real), ("sampled from the model", closeness.sampled),
      ("training lists", closeness.training), ("homophones at random", closeness.unlearned),
    ].map { name, errors in
      Errors(
        errors: name, counts: errors.rate, wer: errors.rate.rate, length: errors.length,
        stretch: errors.stretch, faultless: errors.faultless,
        phraseDivergence: closeness.divergence(of: errors, in: .phrases),
        phoneDivergence: closeness.divergence(of: errors, in: .phones))
    }
    coverage = closeness.coverage
  }
}
