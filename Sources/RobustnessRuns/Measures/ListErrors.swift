import Artifacts
import Perturbations
import Robustness
import Transcripts

/// Word errors of every hypothesis of every list that the models saw, counted once for all of them.
struct ListErrors: Sendable {
  private let examination: CorpusExamination
  /// By variant, utterance and hypothesis; the first variant is the clean lists.
  private let heard: [[[Int]]]

  /// - Parameter others: errors on the same corpus, whose clean lists need not be counted again.
  init(_ examination: CorpusExamination, knowing others: ListErrors? = nil, threads: Int) {
    self.examination = examination
    let prepared = examination.prepared
    /// Texts that stand in the clean list, too, have their errors from there.
    @Sendable func edits(
      _ variant: CorpusExamination.Variant, knowing clean: [[Int]]?
    ) -> [[Int]] {
      variant.lists.enumerated().map { utterance, perturbed in
        var known: [String: Int] = [:]
        if let clean {
          let texts = prepared.utterances[utterance].nBest.texts
          for (text, edits) in zip(texts, clean[utterance]) { known[text] = edits }
        }
        return perturbed.list.hypotheses.map { hypothesis in
          if let edits = known[hypothesis.text] { return edits }
          let edits = prepared.errors(of: hypothesis.text, in: utterance).edits
          known[hypothesis.text] = edits
          return edits
        }
      }
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
      examination.variants[variant].lists[utterance].correspondence.map {
        heard[0][utterance][$0]
      }
    }
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
          case .asChosen:
            perturbed.correspondence.map {
              examination.prepared.utterances[utterance].nBest[$0].text
            }
          }
        let edits = edits(of: utterance, in: variant, counting)
        let errors = BaselineErrors(texts: texts, edits: edits)
        firstPass[utterance] += edits[perturbed.firstPassChoice]
        oracle[utterance] += errors.oracle
        randomPick[utterance] += errors.randomPick
      }
    }
    return (oracle, randomPick, firstPass)
  }

  /// What became of a model's clean choices, over the draws of one condition.
  ///
  /// - Parameter selections: for each variant the index selected from each list.
  func moves(
    of selections: [[Int]], over variants: [Int], _ counting: Counting, _ resampling: Resampling
  ) -> MovedChoices {
    let prepared = examination.prepared
    let count = prepared.utterances.count
    var (compared, moved, harmed, rescued, added, words) = (
      [Int](repeating: 0, count: count), [Int](repeating: 0, count: count),
      [Int](repeating: 0, count: count), [Int](repeating: 0, count: count),
      [Int](repeating: 0, count: count), [Int](repeating: 0, count: count)
    )
    for variant in variants {
      for utterance in 0..<count {
        let clean = selections[0][utterance]
        let move = ChoiceMove(
          to: selections[variant][utterance], from: clean,
          cleanText: prepared.utterances[utterance].nBest[clean].text,
          in: examination.variants[variant].lists[utterance],
          edits: edits(of: utterance, in: variant, counting))
        switch move {
        case .leftOut: continue
        case .stayed: break
        case .moved(let errors):
          moved[utterance] += 1
          added[utterance] += errors
          if errors > 0 { harmed[utterance] += 1 }
          if errors < 0 { rescued[utterance] += 1 }
        }
        compared[utterance] += 1
        words[utterance] += prepared.referenceWords(of: utterance)
      }
    }
    func share(_ counts: [Int]) -> Figure {
      resampling.rate(of: counts, among: moved, else: .nothingMoved)
    }
    let total = compared.reduce(0, +)
    return MovedChoices(
      compared: total, leftOut: count * variants.count - total, moved: moved.reduce(0, +),
      harm: share(harmed), rescue: share(rescued),
      netAddedErrors: resampling.difference(
        of: ChoiceMeasures.ratio(
          resampling.sums(of: added), resampling.sums(of: words), .noReferenceWords)))
  }
}
