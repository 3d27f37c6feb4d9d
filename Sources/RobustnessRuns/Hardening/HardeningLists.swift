package import Perturbations
package import PropertyTesting
package import Robustness
import Transcripts

/// Perturbed copies of a corpus's lists, to train a model on what it is later examined with.
///
/// Each copy is perturbed anew, by one of several perturbations at random, each with its way of
/// counting errors, which are those of NPRR: a model learns what it is told is wrong.
package struct HardeningLists: Sendable {
  private let utterances: Utterances
  private let perturbations: [(perturbation: any Perturbation, counting: Counting)]
  private let rounds: Int
  private let seed: Seed

  /// - Parameters:
  ///   - prepared: whose lists are perturbed.
  ///   - perturbations: at least one, each with how errors count in the lists that it makes.
  ///   - rounds: copies of each list.
  ///   - seed: a copy depends on it, its utterance's id and its round alone.
  package init(
    of prepared: PreparedCorpus,
    perturbedBy perturbations: [(perturbation: any Perturbation, counting: Counting)],
    rounds: Int, seed: Seed
  ) {
    precondition(!perturbations.isEmpty, "at least one perturbation")
    utterances = prepared.utterances
    self.perturbations = perturbations
    self.rounds = rounds
    self.seed = seed.derived(prepared.corpus.name, "hardening")
  }

  /// The number of lists.
  package var count: Int { utterances.count * rounds }

  /// A copy: all lists in their order, then all of them again.
  package func list(at index: Int) -> HardeningList {
    let utterance = utterances[index % utterances.count]
    let stream = seed.derived(utterance.id).derived(index / utterances.count)
    let place = Int(stream.derived("perturbation").value % UInt64(perturbations.count))
    let (perturbation, counting) = perturbations[place]
    var source = ChoiceSource.random(seed: stream.value)
    return HardeningList(
      perturbation.perturb(utterance.nBest, reference: utterance.reference, source: &source),
      of: utterance, counting: counting)
  }
}
