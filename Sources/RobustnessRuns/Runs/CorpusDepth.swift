/// How thoroughly a run examines the corpora after the first.
///
/// They are there to show what adaptation forgets, and that takes clean lists; a whole examination
/// of each costs as much again as the main corpus.
public enum CorpusDepth: String, Hashable, Sendable, Codable, CaseIterable {
  /// WER on clean lists, NPRR of the perturbed 1-best, homophone discrimination.
  case brief
  /// All that is done with the first corpus: NPRR of perturbed N-best lists and properties too.
  case whole
}
