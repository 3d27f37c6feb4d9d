import Perturbations
import Robustness
import Transcripts

/// How much work the units of a run are expected to be, counted in texts that a model scores.
///
/// Only the estimate of the time left depends on it, no figure.
struct RunWork {
  /// A unit of work.
  enum Unit {
    /// Lists of a scope; nil for the clean lists.
    case lists(PerturbationScope?)
    case discrimination
    case property
  }

  private let utterances: Double
  private let hypotheses: Double
  private let cases: Double

  init(of corpus: Corpus, _ configuration: RunConfiguration) {
    let lengths = corpus.utterances.lazy.map { min($0.nBest.count, configuration.listLimit) }
    utterances = Double(corpus.utterances.count)
    hypotheses = Double(lengths.reduce(0, +))
    cases = Double(min(corpus.utterances.count, configuration.propertyCases))
  }

  /// - Parameter isFirstPass: whether the unit is the first pass's, whose choices are known.
  func texts(_ unit: Unit, isFirstPass: Bool) -> Double {
    // Never nothing: a run of the first pass alone ends at 1, too.
    guard !isFirstPass else { return 1 }
    return switch unit {
    case .lists(nil), .lists(.nBest): hypotheses
    // Texts that have been scored before aren't scored again.
    case .lists(.oneBest), .lists(.selected): utterances
    // About one sentence with a homophone for each utterance, and its reference.
    case .discrimination: 2 * utterances
    // A list and what a perturbation made of it for each case.
    case .property: 2 * cases * hypotheses / max(1, utterances)
    }
  }

  /// The work of a whole run.
  func total(
    _ variants: [Unit], discrimination: Bool, properties: Int, models: Int
  ) -> Double {
    func sum(isFirstPass: Bool) -> Double {
      variants.reduce(0) { $0 + texts($1, isFirstPass: isFirstPass) }
    }
    let others =
      sum(isFirstPass: false)
      + (discrimination ? texts(.discrimination, isFirstPass: false) : 0)
      + Double(properties) * texts(.property, isFirstPass: false)
    return sum(isFirstPass: true) + Double(models - 1) * others
  }
}
