import BERTRescoring
import PropertyTesting
import RobustnessRuns
import Transcripts

/// Perturbed copies of a corpus's lists as lists to train on.
struct PerturbedListSource: TrainingListSource {
  let lists: HardeningLists
  let summary: String

  var count: Int { lists.count }
  func list(at index: Int) -> TrainingList { TrainingList(lists.list(at: index)) }
}

extension TrainingList {
  init(_ list: HardeningList) {
    self.init(
      hypotheses: list.list, errors: list.errors, referenceWords: list.referenceWords)
  }
}
