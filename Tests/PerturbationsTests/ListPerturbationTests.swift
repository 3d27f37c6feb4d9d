import Perturbations
import PropertyTesting
import Robustness
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Perturbations of the list` {
  let list = SmallWorld.list("one", "two", "three", "café")

  @Test func `reordering keeps every hypothesis and says where it was`() {
    var orders: Set<[Int]> = []
    for seed in 1...40 {
      let perturbed = SmallWorld.draw(.reordering, list, seed: UInt64(seed))
      #expect(perturbed.correspondence.sorted() == [0, 1, 2, 3])
      #expect(perturbed.list.hypotheses == perturbed.correspondence.map { list[$0] })
      orders.insert(perturbed.correspondence)
    }
    #expect(orders.count > 10)
  }

  @Test func `the simplest reordering is none`() {
    var source = ChoiceSource.replay(ChoiceSequence(), tail: .simplest)
    #expect(NBestReordering().perturb(list, source: &source).list == list)
  }

  @Test func `duplication adds one copy`() {
    let perturbed = SmallWorld.draw(.duplication, list, seed: 3)
    #expect(perturbed.list.count == 5)
    #expect(perturbed.list.hypotheses == perturbed.correspondence.map { list[$0] })
  }

  @Test func `text forms keep words apart`() {
    #expect(TextFormChange.Form.upperCase.apply(to: "café") == "CAFÉ")
    #expect(TextFormChange.Form.capitalized.apply(to: "o'clock") == "O'clock")
    let decomposed = TextFormChange.Form.decomposed.apply(to: "café")
    #expect(decomposed.unicodeScalars.count == 5)
    #expect(TextFormChange.Form.composed.apply(to: decomposed).unicodeScalars.count == 4)
  }

  @Test func `a change of form is noted though the texts are canonically equal`() {
    let perturbed = SmallWorld.draw(TextFormChange(forms: [.decomposed]), list)
    #expect(perturbed.replacements.map(\.hypothesis) == [3])
    #expect(TextFormInvariance().examines(RobustnessCase(clean: list, perturbed: perturbed)))
  }
}
