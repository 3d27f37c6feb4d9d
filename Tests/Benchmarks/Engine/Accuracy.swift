import AdapterEngine
import BERTRescoring
import BundledCorpora
import BundledModels
import Rescoring
import Transcripts

/// What reduced precision does to the bundled models' costs and word error rates.
struct Accuracy {
  /// The test set, twenty hypotheses of each list.
  private let lists: [TrainingList]

  init() throws {
    lists = try BundledCorpus.messagingTest.read().utterances.map { utterance in
      let all = TrainingList(utterance)
      return TrainingList(
        hypotheses: all.hypotheses.prefix(20), errors: Array(all.errors.prefix(20)),
        referenceWords: all.referenceWords)
    }
  }

  func report() throws {
    print("| model | precision | WER | correlation with fp32 |")
    print("|---|---|---:|---:|")
    for bundled in BundledModel.allCases {
      var reference: [Double] = []
      for precision in ProductPrecision.allCases {
        let (model, recipe) = try bundled.rescorer(threads: 2, precision: precision)
        let costs = try model.costs(for: lists.map(\.hypotheses))
        var errors = 0
        for (list, costs) in zip(lists, costs) {
          let total = try recipe.interpolation.costs(of: list.hypotheses, secondPass: costs)
          errors += list.errors[Selection.index(in: list.hypotheses, costs: total)]
        }
        let all = costs.flatMap { $0 }
        if precision == .single { reference = all }
        let words = lists.reduce(0) { $0 + $1.referenceWords }
        let rate = (Double(errors) / Double(words) * 1e5).rounded() / 1e3
        let correlation = (Self.correlation(reference, all) * 1e5).rounded() / 1e5
        print("| \(bundled.rawValue) | \(precision.rawValue) | \(rate) % | \(correlation) |")
      }
    }
  }

  private static func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let n = Double(a.count)
    let meanA = a.reduce(0, +) / n, meanB = b.reduce(0, +) / n
    var ab = 0.0, aa = 0.0, bb = 0.0
    for (x, y) in zip(a, b) {
      ab += (x - meanA) * (y - meanB)
      aa += (x - meanA) * (x - meanA)
      bb += (y - meanB) * (y - meanB)
    }
    return ab / (aa * bb).squareRoot()
  }
}
