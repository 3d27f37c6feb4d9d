import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import SmallWorlds
import Testing
import Transcripts

@Suite struct `A model without usable costs` {
  let cases = [
    RobustnessCase(
      clean: SmallWorld.list("good", "fine"),
      perturbed: PerturbedList(SmallWorld.list("fine", "good"), correspondence: [1, 0])),
    RobustnessCase(
      clean: SmallWorld.list("good", "bad"),
      perturbed: PerturbedList(SmallWorld.list("bad", "good"), correspondence: [1, 0])),
  ]

  @Test func `fails only the case with the NaN, and says why`() throws {
    let model = FunctionModel { $0 == "bad" ? .nan : 1 }
    let outcomes = try OrderInvariance().judge(cases, of: SmallWorld.secondPass(model))
    #expect(outcomes.map(\.isFailure) == [false, true])
    #expect(outcomes[1].margin == -.infinity)
    #expect(outcomes[1].note?.contains("expected a finite cost for \"bad\"") == true)
  }

  @Test func `fails all cases of a call that fails only as a whole`() throws {
    struct Crowded: RescoringModel {
      var identity: ModelIdentity { FirstPassModel().identity }
      func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
        lists.map { list in list.texts.map { _ in lists.count > 1 ? .nan : 1 } }
      }
    }
    let outcomes = try OrderInvariance().judge(cases, of: SmallWorld.secondPass(Crowded()))
    #expect(outcomes.map(\.margin) == [-.infinity, -.infinity])
    #expect(
      outcomes[0].note?.contains("in a call with 2 cases, but with none of them alone") == true)
  }

  @Test func `fails only the case that it has no answer about`() throws {
    struct Shy: RescoringModel {
      var identity: ModelIdentity { FirstPassModel().identity }
      func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
        if lists.flatMap(\.texts).contains("bad") { throw .noAnswer(model: "shy", reason: "no") }
        return lists.map { $0.texts.map { _ in 1 } }
      }
    }
    let outcomes = try OrderInvariance().judge(cases, of: SmallWorld.secondPass(Shy()))
    #expect(outcomes.map(\.isFailure) == [false, true])
    #expect(outcomes[1].note == "model shy: no")
  }

  @Test func `stops everything when it is gone`() {
    struct Gone: RescoringModel {
      var identity: ModelIdentity { FirstPassModel().identity }
      func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
        throw .failed(model: "gone", reason: "out")
      }
    }
    #expect(throws: RescoringError.failed(model: "gone", reason: "out")) {
      try OrderInvariance().judge(cases, of: SmallWorld.secondPass(Gone()))
    }
  }
}
