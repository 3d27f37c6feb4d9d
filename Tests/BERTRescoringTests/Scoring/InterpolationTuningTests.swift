import BERTRescoring
import Rescoring
import Testing
import Transcripts

struct InterpolationTuningTests {
  /// Lists in which the first pass prefers the wrong hypothesis by 1, and its language part by 3.
  private var lists: [TrainingList] {
    (0..<30).map { _ in
      TrainingList(
        hypotheses: NBestList([
          Hypothesis(
            text: "wrong", costs: FirstPassCosts(acoustic: 10, language: 4, total: 50)),
          Hypothesis(
            text: "right", costs: FirstPassCosts(acoustic: 11, language: 4, total: 51)),
        ]), errors: [1, 0], referenceWords: 1)
    }
  }

  @Test func `a model that knows better gets weight`() {
    let tuning = InterpolationTuning(lists)
    #expect(tuning.firstPassErrors == 30)
    #expect(tuning.oracleErrors == 0)
    let result = tuning.tune(lists.map { _ in [2, 1] })
    #expect(result.errors == 0)
    #expect(result.interpolation.secondPass > 1)
    #expect(result.wordErrorRate == 0)
  }

  @Test func `a model that knows nothing leaves the first pass alone`() {
    let tuning = InterpolationTuning(lists)
    let result = tuning.tune(lists.map { _ in [1, 2] })
    #expect(result.errors == 30)
    #expect(result.interpolation.secondPass == 0)
  }

  @Test func `without parts the total is weighed`() {
    let lists = [
      TrainingList(
        hypotheses: NBestList([
          Hypothesis(text: "wrong", costs: FirstPassCosts(total: 1)),
          Hypothesis(text: "right", costs: FirstPassCosts(total: 2)),
        ]), errors: [1, 0], referenceWords: 1)
    ]
    let result = InterpolationTuning(lists).tune([[9, 0]])
    #expect(result.interpolation.total == 1 && result.interpolation.acoustic == 0)
    #expect(result.errors == 0)
  }
}
