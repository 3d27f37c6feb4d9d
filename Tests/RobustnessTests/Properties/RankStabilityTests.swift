import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Rank stability` {
  let property = RankStability(under: Unperturbed())

  func outcome(
    clean: [Double], perturbed: [Double], correspondence: [Int]? = nil
  ) throws -> PropertyOutcome {
    let costs = Dictionary(
      uniqueKeysWithValues: clean.enumerated().map { ("c\($0)", $1) }
        + perturbed.enumerated().map { ("p\($0)", $1) })
    let model = FunctionModel { costs[$0]! }
    let item = RobustnessCase(
      clean: list("c", clean.count),
      perturbed: PerturbedList(list("p", perturbed.count), correspondence: correspondence))
    return try property.judge(
      [item], of: SecondPass(model: model, interpolation: .secondPassAlone))[0]
  }

  func list(_ letter: String, _ count: Int) -> NBestList {
    NBestList(
      (0..<count).map { Hypothesis(text: "\(letter)\($0)", costs: FirstPassCosts(total: 0)) })
  }

  @Test func `the margin is the gap to the best other hypothesis`() throws {
    #expect(try outcome(clean: [5, 1, 3], perturbed: [5, 2, 3]).margin == 1)
    #expect(try outcome(clean: [5, 1, 3], perturbed: [0.5, 2, 3]).margin == -1.5)
  }

  @Test func `a failure says which hypotheses`() throws {
    let note = try outcome(clean: [5, 1], perturbed: [0, 1]).note
    #expect(note == "from the clean list, \"c1\" is selected; from the perturbed list, \"p0\"")
  }

  @Test func `a tie that goes to another hypothesis fails`() throws {
    let outcome = try outcome(clean: [5, 1], perturbed: [2, 2])
    #expect(outcome.isFailure)
    #expect(outcome.margin > -1e-300)
  }

  @Test func `a tie that stays holds`() throws {
    #expect(try outcome(clean: [1, 5], perturbed: [2, 2]).margin == 0)
  }

  @Test func `copies of the choice are the choice`() throws {
    let outcome = try outcome(
      clean: [1, 5], perturbed: [4, 3, 0], correspondence: [1, 0, 0])
    #expect(outcome.margin == 4)
  }

  @Test func `one hypothesis has nothing to choose`() throws {
    #expect(try outcome(clean: [1], perturbed: [9]).margin == 0)
  }
}
