import Perturbations
import PropertyTesting
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Targeted words` {
  private func replaced(_ targets: WordTargets, _ text: String) -> Set<String> {
    let perturbation = HomophoneSubstitution(
      scope: .nBest, strength: .share(1), candidates: SmallWorld.candidates, targets: targets)
    return Set(
      SmallWorld.draw(perturbation, SmallWorld.list(text)).replacements.map(\.original))
  }

  @Test func `content and function words are each other's rest`() {
    let text = "we're by the sea to hear their right side"
    #expect(replaced(.all, text) == ["we're", "by", "sea", "to", "hear", "their", "right"])
    #expect(replaced(.content, text) == ["sea", "hear", "right"])
    #expect(replaced(.function, text) == ["we're", "by", "to", "their"])
  }

  @Test func `positions count from both ends`() {
    #expect(replaced(.positions([0, -1]), "two by the sea") == ["two", "sea"])
    #expect(replaced(.positions([1]), "two by the sea") == ["by"])
    #expect(replaced(.positions([9]), "two by the sea") == [])
  }

  @Test func `listed words only`() {
    #expect(replaced(.listed(["sea"]), "two by the sea") == ["sea"])
  }

  @Test func `names have a capital within a sentence, and always`() {
    let targets = WordTargets.names(in: [
      "We saw Mr. Hale by the Sea. He said I was late.",
      "The hale and the sea were there with May.",
      "ALL CAPITALS SAY NOTHING", "Tomorrow we may meet Anna, Bob",
    ])
    #expect(targets == .listed(["mr", "anna", "bob"]))
  }

  @Test func `phrases need all of their words`() {
    let perturbation = PhraseSubstitution(
      "phrases", strength: .share(1),
      confuser: ConfusionFunction(table: ["ice cream": ["i scream"]]),
      targets: .positions([0]))
    #expect(SmallWorld.draw(perturbation, SmallWorld.list("ice cream")).replacements.isEmpty)
  }
}
