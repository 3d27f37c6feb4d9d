import Artifacts
import Foundation
import Perturbations
import Transcripts

/// Everything that decides what a run finds, as one digest: a journal belongs to a run if theirs agree.
struct RunFingerprint: Encodable {
  /// A corpus by the utterances that are used, not by the file that they came from.
  struct UsedCorpus: Encodable {
    let name: String
    let utterances: Digest
  }

  struct Property: Encodable {
    let id: String
    let summary: String
    let recipe: PerturbationRecipe
  }

  let programVersion: String
  let configuration: RunConfiguration
  let models: [ModelRecord]
  let corpora: [UsedCorpus]
  let perturbations: [PerturbationRecipe]
  let homophones: PerturbationRecipe?
  let properties: [Property]

  var digest: Digest { .sha256(of: CanonicalJSON.data(finite: self, .line)) }
}
