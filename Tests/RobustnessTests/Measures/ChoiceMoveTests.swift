import Perturbations
import Robustness
import SmallWorlds
import Testing

@Suite struct `Moves of choices` {
  @Test func `the clean choice in its perturbed form has stayed`() {
    let perturbed = PerturbedList(SmallWorld.list("over their", "over where"))
    let move = ChoiceMove(
      to: 0, from: 0, cleanText: "over there", in: perturbed, edits: [1, 1])
    #expect(move == .stayed)
  }

  @Test func `a text that stands twice is the same choice`() {
    let perturbed = PerturbedList(SmallWorld.list("over their", "over their"))
    let move = ChoiceMove(
      to: 1, from: 0, cleanText: "over there", in: perturbed, edits: [1, 1])
    #expect(move == .stayed)
  }

  @Test(arguments: [([2, 0], -2), ([0, 3], 3), ([1, 1], 0)])
  func `another text has moved, with the errors it adds`(edits: [Int], added: Int) {
    let perturbed = PerturbedList(SmallWorld.list("over their", "over where"))
    let move = ChoiceMove(
      to: 1, from: 0, cleanText: "over there", in: perturbed, edits: edits)
    #expect(move == .moved(addedErrors: added))
  }

  @Test func `where the clean choice was removed, the list is left out`() {
    let perturbed = PerturbedList(SmallWorld.list("over where"), correspondence: [1])
    let move = ChoiceMove(to: 0, from: 0, cleanText: "over there", in: perturbed, edits: [1])
    #expect(move == .leftOut)
  }

  @Test func `beside a damaged copy, staying is the text that was selected before`() {
    let perturbed = PerturbedList(
      SmallWorld.list("over their", "over there"), correspondence: [0, 0])
    let clean = "over there"
    #expect(
      ChoiceMove(to: 1, from: 0, cleanText: clean, in: perturbed, edits: [1, 0]) == .stayed)
    #expect(
      ChoiceMove(to: 0, from: 0, cleanText: clean, in: perturbed, edits: [1, 0])
        == .moved(addedErrors: 1))
  }
}
