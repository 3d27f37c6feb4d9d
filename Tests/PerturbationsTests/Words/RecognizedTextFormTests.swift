import Perturbations
import PropertyTesting
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Text forms in which recognizers differ` {
  private func text(_ form: TextFormChange.Form, _ text: String) -> String {
    var source = ChoiceSource.replay(ChoiceSequence())
    return TextFormChange(forms: [form]).perturb(SmallWorld.list(text), source: &source).list[0]
      .text
  }

  @Test(arguments: [
    (
      TextFormChange.Form.sentenceCase, "tell her i'm here on monday", "Tell her I'm here on Monday"
    ),
    (.sentenceCase, "may i come in may", "May I come in may"),
    (.finalStop, "tell her", "tell her."),
    (.sentence, "i know", "I know."), (.sentence, "yes", "Yes."),
    (.commas, "well tell her but hurry", "well, tell her, but hurry"),
    (.commas, "so", "so"),
    (.hyphenated, "the twenty first of twenty two", "the twenty-first of twenty-two"),
    (.symbols, "you and me at five percent", "you & me @ five %"),
  ])
  func `a text has the form that was drawn`(
    form: TextFormChange.Form, clean: String, written: String
  ) {
    #expect(text(form, clean) == written)
  }

  @Test func `every form is drawn, in the domain, runs backwards and replays`() throws {
    let perturbation = try SpokenWorld.kit.perturbation(.textForm)
    let list = SmallWorld.list("well i'll take twenty one and go but café", "no")
    var seen: Set<String> = []
    for seed in 1...100 {
      var source = ChoiceSource.random(seed: UInt64(seed))
      let made = perturbation.perturb(list, source: &source)
      seen.insert(made.list[0].text)
      #expect(perturbation.domain(of: made, from: list) == .inside)
      #expect(perturbation.choices(making: made, from: list) == source.recorded)
    }
    #expect(
      seen == [
        "WELL I'LL TAKE TWENTY ONE AND GO BUT CAFÉ", "Well I'll Take Twenty One And Go But Café",
        "well i'll take twenty one and go but cafe\u{301}",
        "Well I'll take twenty one and go but café", "well i'll take twenty one and go but café.",
        "Well I'll take twenty one and go but café.",
        "well, i'll take twenty one and go, but café", "well i'll take twenty-one and go but café",
      ])
  }

  @Test func `a form that nobody draws is outside`() throws {
    let perturbation = try SpokenWorld.kit.perturbation(.textForm)
    let list = SmallWorld.list("tell her")
    let mixed = PerturbedList(
      SmallWorld.list("TELL her."),
      replacements: [
        Replacement(hypothesis: 0, position: 0, original: "tell", replacement: "TELL"),
        Replacement(hypothesis: 0, position: 1, original: "her", replacement: "her."),
      ])
    #expect(perturbation.domain(of: mixed, from: list) != .inside)
  }

  @Test func `recipes from before there were more forms keep theirs`() throws {
    var former = PerturbationSettings(.textForm)
    former.textForms = nil
    let old = try SpokenWorld.kit.perturbation(former)
    #expect((old as? TextFormChange)?.forms == TextFormChange.Form.faithful)
    let new = try SpokenWorld.kit.perturbation(.textForm)
    #expect((new as? TextFormChange)?.forms == TextFormChange.Form.recognized)
    for perturbation in [old, new] {
      let settings = try #require(perturbation.recipe.settings)
      let again = try SpokenWorld.kit.perturbation(settings)
      #expect(again.recipe == perturbation.recipe)
    }
  }
}
