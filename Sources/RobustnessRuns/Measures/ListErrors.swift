import Artifacts
import Perturbations
import Robustness
import Transcripts

/// Word errors of every hypothesis of every list that the models saw, counted once for all of them.
struct ListErrors: Sendable {
  /// The errors by variant, utterance and hypothesis; the first variant is the clean lists.
  private let heard: [Spooled<[Int]>]

  /// About how many bytes of a variant's counts stay in memory.
  private static let room = 1 << 22

  /// - Parameter others: errors on the same corpus, whose clean lists need not be counted again.
  init(_ examination: CorpusExamination, knowing others: ListErrors? = nil, threads: Int) {
    let prepared = examination.prepared
    /// Texts that stand in the clean list, too, have their errors from there.
    @Sendable func edits(
      _ variant: CorpusExamination.Variant, knowing clean: Spooled<[Int]>?
    ) -> Spooled<[Int]> {
      var builder = Spooled<[Int]>.Builder(
        room: prepared.utterances.areInMemory ? .max : Self.room,
        size: { 32 + 8 * $0.count },
        encode: { counts, record in
          record.append(counts.count)
          for count in counts { record.append(count) }
        },
        decode: { record in (0..<record.number()).map { _ in record.number() } })
      for (utterance, perturbed) in variant.lists.enumerated() {
        var known: [String: Int] = [:]
        if let clean {
          let texts = prepared.utterances[utterance].nBest.texts
          for (text, edits) in zip(texts, clean[utterance]) { known[text] = edits }
        }
        let reference = prepared.reference(of: utterance)
        builder.append(
          perturbed.list.hypotheses.map { hypothesis in
            if let edits = known[hypothesis.text] { return edits }
            let edits = reference.errors(of: hypothesis.text).edits
            known[hypothesis.text] = edits
            return edits
          })
      }
      return builder.finish()
    }
    let clean = others?.heard[0] ?? edits(examination.variants[0], knowing: nil)
    heard =
      [clean]
      + ConcurrentMap.map(Array(examination.variants.dropFirst()), threads: threads) {
        edits($0, knowing: clean)
      }
  }

  /// Errors of each hypothesis of an utterance's clean list.
  func cleanEdits(of utterance: Int) -> [Int] { heard[0][utterance] }

  /// Errors of each hypothesis of an utterance's list in a variant.
  ///
  /// - Parameter list: that list; whoever asks has it, and making it again would take long.
  func edits(
    of utterance: Int, in variant: Int, _ list: PerturbedList, _ counting: Counting
  ) -> [Int] {
    switch counting {
    case .asHeard: return heard[variant][utterance]
    case .asChosen:
      let clean = cleanEdits(of: utterance)
      return list.correspondence.map { clean[$0] }
    }
  }
}
