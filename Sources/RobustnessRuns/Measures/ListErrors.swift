import Artifacts
import Perturbations
import Robustness
import Transcripts

/// Word errors of every hypothesis of every list that the models saw, counted once for all of them.
struct ListErrors: Sendable {
  private let examination: CorpusExamination
  /// The errors by variant, utterance and hypothesis; the first variant is the clean lists.
  private let heard: [Spooled<[Int]>]

  /// About how many bytes of a variant's counts stay in memory.
  private static let room = 1 << 22

  /// - Parameter others: errors on the same corpus, whose clean lists need not be counted again.
  init(_ examination: CorpusExamination, knowing others: ListErrors? = nil, threads: Int) {
    self.examination = examination
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

  /// Errors of each hypothesis of an utterance's list in a variant.
  func edits(of utterance: Int, in variant: Int, _ counting: Counting) -> [Int] {
    switch counting {
    case .asHeard: heard[variant][utterance]
    case .asChosen:
      chosen(examination.variants[variant].lists[utterance], of: utterance)
    }
  }

  /// Errors of each hypothesis of an utterance's list in a variant, which is at hand.
  private func edits(
    of utterance: Int, in variant: Int, _ list: PerturbedList, _ counting: Counting
  ) -> [Int] {
    switch counting {
    case .asHeard: heard[variant][utterance]
    case .asChosen: chosen(list, of: utterance)
    }
  }

  private func chosen(_ list: PerturbedList, of utterance: Int) -> [Int] {
    let clean = heard[0][utterance]
    return list.correspondence.map { clean[$0] }
  }

  /// Errors of the baselines of each utterance, summed over variants: the draws of one condition. The first
  /// pass selects the best rank, and of equal ranks the first place.
  func baselines(
    over variants: [Int], _ counting: Counting
  ) -> (oracle: [Int], randomPick: [Double], firstPass: [Int]) {
    let count = examination.prepared.utterances.count
    var oracle = [Int](repeating: 0, count: count)
    var randomPick = [Double](repeating: 0, count: count)
    var firstPass = [Int](repeating: 0, count: count)
    for variant in variants {
      for utterance in 0..<count {
        let perturbed = examination.variants[variant].lists[utterance]
        let texts =
          switch counting {
          case .asHeard: perturbed.list.texts
          case .asChosen: chosenTexts(perturbed, of: utterance)
          }
        let edits = edits(of: utterance, in: variant, perturbed, counting)
        let errors = BaselineErrors(texts: texts, edits: edits)
        firstPass[utterance] += edits[perturbed.firstPassChoice]
        oracle[utterance] += errors.oracle
        randomPick[utterance] += errors.randomPick
      }
    }
    return (oracle, randomPick, firstPass)
  }

  private func chosenTexts(_ perturbed: PerturbedList, of utterance: Int) -> [String] {
    let clean = examination.prepared.utterances[utterance].nBest
    return perturbed.correspondence.map { clean[$0].text }
  }

  /// What became of a model's clean choices, over the draws of one condition.
  ///
  /// - Parameter selections: for each variant the index selected from each list.
  func moves(
    of selections: [Choices], over variants: [Int], _ counting: Counting, _ resampling: Resampling
  ) -> MovedChoices {
    let prepared = examination.prepared
    let count = prepared.utterances.count
    // By unit.
    let zeros = [Int](repeating: 0, count: resampling.units)
    var (compared, moved, harmed, rescued, added, words) = (
      zeros, zeros, zeros, zeros, zeros, zeros
    )
    for variant in variants {
      for utterance in 0..<count {
        let clean = selections[0][utterance]
        let unit = resampling.unit(of: utterance)
        let list = examination.variants[variant].lists[utterance]
        let move = ChoiceMove(
          to: selections[variant][utterance], from: clean,
          cleanText: prepared.utterances[utterance].nBest[clean].text,
          in: list, edits: edits(of: utterance, in: variant, list, counting))
        switch move {
        case .leftOut: continue
        case .stayed: break
        case .moved(let errors):
          moved[unit] += 1
          added[unit] += errors
          if errors > 0 { harmed[unit] += 1 }
          if errors < 0 { rescued[unit] += 1 }
        }
        compared[unit] += 1
        words[unit] += prepared.referenceWords(of: utterance)
      }
    }
    func share(_ counts: [Int]) -> Figure {
      resampling.rate(ofTotals: counts, among: moved, else: .nothingMoved)
    }
    let total = compared.reduce(0, +)
    return MovedChoices(
      compared: total, leftOut: count * variants.count - total, moved: moved.reduce(0, +),
      harm: share(harmed), rescue: share(rescued),
      netAddedErrors: resampling.difference(
        of: ChoiceMeasures.ratio(
          resampling.sums(ofTotals: added), resampling.sums(ofTotals: words), .noReferenceWords)))
  }
}
