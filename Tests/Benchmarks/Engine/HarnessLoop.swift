import BERTRescoring
import BundledCorpora
import BundledLexicons
import Foundation
import Perturbations
import PropertyTesting
import Rescoring
import RobustnessRuns
import Transcripts

/// What the harness costs around the engine: lists perturbed, scored and chosen from, against the same
/// texts scored by the model alone.
struct HarnessLoop {
  let model: RescoreBERT
  let threads: Int
  private let utterances: [Utterance]
  private let perturbation: HomophoneSubstitution

  init(_ model: RescoreBERT, threads: Int, lists: Int) throws {
    self.model = model
    self.threads = threads
    let corpus = try BundledCorpus.messagingTest.read()
    utterances = Array(PreparedCorpus(corpus, listLimit: 20).utterances.prefix(lists))
    perturbation = HomophoneSubstitution(
      scope: .nBest, strength: .words(1),
      candidates: HomophoneCandidates(try BundledLexicon.homophones()))
  }

  /// One line a round, harness and model in turns on the same draw, then the median of the ratios.
  func report(seconds: Double) throws {
    let interpolation = Interpolation(total: 1, secondPass: 1)
    var ratios: [Double] = []
    var round: UInt64 = 0
    let end = Measurement.seconds(CLOCK_MONOTONIC) + seconds
    repeat {
      round += 1
      let lists = perturbed(round)
      let loop = try rate {
        let lists = perturbed(round)
        var scorer = BatchScorer(model: model, threads: threads)
        for (list, costs) in zip(lists, try scorer.costs(for: lists)) {
          let interpolated = try interpolation.costs(of: list, secondPass: costs)
          _ = Selection.index(in: list, costs: interpolated, ranks: Array(0..<list.count))
        }
      }
      let bare = try rate { _ = try model.costs(for: lists) }
      ratios.append(loop / bare)
      print(
        "harness \(Int(loop)), model alone \(Int(bare)) hypotheses/s, ratio \(loop / bare)")
    } while Measurement.seconds(CLOCK_MONOTONIC) < end
    print("median ratio \(Measurement.median(ratios))")
  }

  private func perturbed(_ round: UInt64) -> [NBestList] {
    utterances.map { utterance in
      var source = ChoiceSource.random(seed: round)
      return perturbation.perturb(utterance.nBest, source: &source).list
    }
  }

  /// Hypotheses a second of processor time.
  private func rate(_ work: () throws -> Void) rethrows -> Double {
    let start = Measurement.seconds(CLOCK_PROCESS_CPUTIME_ID)
    try work()
    let used = Measurement.seconds(CLOCK_PROCESS_CPUTIME_ID) - start
    return Double(utterances.reduce(0) { $0 + $1.nBest.count }) / used
  }
}
