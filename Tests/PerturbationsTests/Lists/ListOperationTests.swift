import Foundation
import Perturbations
import PropertyTesting
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Operations on the list` {
  let list = SmallWorld.list("two by the sea", "to buy the sea", "hello", "two by the see")

  @Test func `truncation keeps the top`() {
    for seed in 1...20 {
      let made = SmallWorld.draw(.truncation, list, seed: UInt64(seed))
      #expect((1...3).contains(made.list.count))
      #expect(made.list == list.prefix(made.list.count))
    }
    var simplest = ChoiceSource.replay(ChoiceSequence(), tail: .simplest)
    #expect(NBestTruncation().perturb(list, source: &simplest).list.count == 3)
    #expect(SmallWorld.draw(NBestTruncation(limit: 2), list).list.count == 2)
    #expect(SmallWorld.draw(.truncation, SmallWorld.list("one")).list.count == 1)
  }

  @Test func `the closest to the reference go`() {
    var source = ChoiceSource.random(seed: 1)
    let made = ClosestDrop().perturb(list, reference: "two by the see", source: &source)
    #expect(made.list.texts == ["two by the sea", "to buy the sea", "hello"])
    #expect(made.correspondence == [0, 1, 2])
    let both = ClosestDrop().perturb(
      SmallWorld.list("a b", "a b", "a c"), reference: "a b", source: &source)
    #expect(both.list.texts == ["a c"])
    let equal = SmallWorld.list("a", "b")
    #expect(ClosestDrop().perturb(equal, reference: "c", source: &source).list == equal)
  }

  @Test func `a perturbed copy stands beside its original`() {
    for (placement, isAbove) in [(CopyInsertion.Placement.above, true), (.below, false)] {
      let perturbation = CopyInsertion(
        of: .homophones(SmallWorld.candidates, scope: .oneBest), placement: placement)
      for seed in 1...20 {
        let made = SmallWorld.draw(perturbation, list, seed: UInt64(seed))
        guard made.list.count == 5 else { continue }
        let rank = Dictionary(grouping: made.correspondence.indices) { made.correspondence[$0] }
          .values.first { $0.count == 2 }!
        let copy = made.list[rank[isAbove ? 0 : 1]]
        let original = made.list[rank[isAbove ? 1 : 0]]
        #expect(rank[1] == rank[0] + 1)
        #expect(copy.text != original.text && copy.costs == original.costs)
        #expect(list.hypotheses.contains(original))
      }
    }
  }

  @Test func `noise has its distribution, and none is the simplest`() {
    var simplest = ChoiceSource.replay(ChoiceSequence(), tail: .simplest)
    let normal = ScoreNoise(.normal(deviation: 2))
    #expect(normal.perturb(list, source: &simplest).list == list)
    var noise: [Double] = []
    for seed in 1...5000 {
      let made = SmallWorld.draw(normal, list, seed: UInt64(seed))
      noise += zip(made.list.hypotheses, list.hypotheses).map { $0.costs.total - $1.costs.total }
      if seed == 1 { #expect(made.list[0].costs.language == list[0].costs.language) }
    }
    let mean = noise.reduce(0, +) / Double(noise.count)
    let variance = noise.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(noise.count)
    #expect(abs(mean) < 0.06)
    #expect(abs(variance - 4) < 0.2)
    // Shares of the normal distribution within one and two deviations.
    let within = [2.0, 4.0].map { limit in
      Double(noise.count { abs($0) < limit }) / Double(noise.count)
    }
    #expect(abs(within[0] - 0.6827) < 0.015 && abs(within[1] - 0.9545) < 0.01)
    let uniform = SmallWorld.draw(ScoreNoise(.uniform(width: 3)), list)
    #expect(
      zip(uniform.list.hypotheses, list.hypotheses).allSatisfy {
        abs($0.costs.total - $1.costs.total) <= 3
      })
  }

  @Test func `swapped costs are the list's own`() {
    for seed in 1...20 {
      let made = SmallWorld.draw(.costSwap, list, seed: UInt64(seed))
      #expect(made.list.texts == list.texts)
      #expect(
        made.list.hypotheses.map(\.costs.total).sorted()
          == list.hypotheses.map(\.costs.total).sorted())
      #expect(zip(made.list.hypotheses, list.hypotheses).count { $0 != $1 } == 2)
    }
  }

  @Test func `apostrophes are written in other ways`() {
    let list = SmallWorld.list("we're over there")
    #expect(
      SmallWorld.draw(TextFormChange(forms: [.curlyApostrophe]), list).list[0].text
        == "we\u{2019}re over there")
    #expect(
      SmallWorld.draw(TextFormChange(forms: [.noApostrophe]), list).list[0].text
        == "were over there")
    let curly = SmallWorld.list("we\u{2019}re over there")
    #expect(
      SmallWorld.draw(TextFormChange(forms: [.curlyApostrophe]), curly).list[0].text
        == "we're over there")
    #expect(
      SmallWorld.draw(TextFormChange(forms: [.noApostrophe]), curly).list[0].text
        == "were over there")
    #expect(TextFormChange.apostrophes.id == "apostrophes")
  }

  @Test(arguments: [
    ("die Straße ist groß", nil, false), ("die Strasse ist gross", nil, true),
    ("gibi", "tr", false), ("gibi", nil, true), ("sarı", "tr", true), ("elma", "tr", true),
  ])
  func `capitals that would be another word are not written`(
    text: String, language: String?, isWritten: Bool
  ) {
    let change = TextFormChange(forms: [.upperCase], language: language)
    let made = SmallWorld.draw(change, SmallWorld.list(text)).list[0].text
    #expect(made == (isWritten ? text.uppercased() : text))
    #expect(change.recipe.settings?.language == language || change.recipe.settings == nil)
  }
}
