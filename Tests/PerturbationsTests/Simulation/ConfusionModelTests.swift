import Artifacts
import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import SmallWorlds
import Testing
import Transcripts

@Suite struct `A confusion model` {
  @Test func `counts phrases, competitors and phones`() throws {
    let model = SpokenWorld.model
    let here = try #require(model.phrases.entry(for: "here"))
    // Misheard once, and left out with its neighbors once, in each of twelve lists.
    #expect(here.alternatives.map(\.text) == ["", "hear"])
    #expect(here.errors == 24)
    #expect(here.occurrences == 60)
    #expect(model.phrases.entry(for: "three")?.alternatives.map(\.text).contains("free") == true)
    #expect(model.competitors.entry(for: "here")?.alternatives.map(\.text) == ["hear"])
    let phone = try #require(
      model.phones.confusions.first { $0.said == "TH" && $0.heard == "F" })
    #expect(phone.count == 12)
    #expect(model.phones.said["TH"] == 60)
    #expect(model.phones.said["S"] != nil)
  }

  @Test func `what the corpus's normalizer makes alike is no confusion`() {
    var corpus = Corpus(
      name: "numbers", digest: .sha256(of: "numbers"),
      utterances: (0..<3).map {
        Utterance(
          id: "\($0)", reference: "seventy five sheep",
          nBest: SmallWorld.list("75 sheep", "seventy five ships"))
      })
    let basic = ConfusionModel(learnedFrom: corpus, lexicon: SpokenWorld.lexicon)
    #expect(basic.phrases.phrases.contains { $0.contains("seventy") })
    corpus.normalizer = TextNormalizer(.spoken)
    let spoken = ConfusionModel(learnedFrom: corpus, lexicon: SpokenWorld.lexicon)
    #expect(spoken.phrases.phrases == ["sheep"])
  }

  @Test func `comes back from its file, and the same model gives the same bytes`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mondegreen-model-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["model.json", "model.json.gz"] {
      let path = folder.appendingPathComponent(name).path
      try SpokenWorld.model.write(to: path)
      let again = try ConfusionModel(contentsOf: path)
      #expect(again.phrases.phrases == SpokenWorld.model.phrases.phrases)
      #expect(again.phones.confusions == SpokenWorld.model.phones.confusions)
      #expect(again.rareRate == SpokenWorld.model.rareRate)
      let first = try Data(contentsOf: URL(fileURLWithPath: path))
      try again.write(to: path)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first)
    }
    let path = folder.appendingPathComponent("bad.json").path
    for text in ["", "{}", "{\"version\":99}", "[]", "{\"version\":1,\"corpus\":\"x\"}"] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      #expect {
        try ConfusionModel(contentsOf: path)
      } throws: { error in
        "\(error)".hasPrefix(path + ": expected a confusion model")
      }
    }
  }

  @Test func `is sampled from as often as it was misheard`() {
    let confusions = LearnedConfusions(SpokenWorld.model)
    let channel = ConfusionChannel(confusions)
    var heard = 0
    for seed in 1...3000 {
      var source = ChoiceSource.random(seed: UInt64(seed))
      if channel.heard(["here"], source: &source) == ["hear"] { heard += 1 }
    }
    // 12 of 60, with one imagined faultless occurrence.
    #expect(abs(Double(heard) / 3000 - 12.0 / 61) < 0.03)
    var simplest = ChoiceSource.replay(ChoiceSequence(), tail: .simplest)
    #expect(channel.heard(["here", "we're"], source: &simplest) == ["here", "we're"])
  }

  @Test func `every error is counted, in a phrase or in a word, however long the stretch`() {
    // The last hypothesis lacks four words in a row: more than a phrase may have.
    #expect(
      SpokenWorld.model.phrases.entry(for: "twenty")?.alternatives.contains { $0.text == "" }
        == true)
    #expect(SpokenWorld.model.faultless["mondegreen"] == nil)
    let unlearned = ConfusionModel(
      learnedFrom: Corpus(
        name: "perfect", digest: .sha256(of: "perfect"),
        utterances: [
          Utterance(id: "a", reference: "ice cream", nBest: SmallWorld.list("ice cream"))
        ]), lexicon: SpokenWorld.lexicon)
    #expect(unlearned.faultless == ["ice": 1, "cream": 1])
    #expect(unlearned.crowding == .none)
  }

  @Test func `errors crowd behind errors`() {
    let confuser = ConfusionFunction { _ in PhraseAlternatives([.init("x")], weight: 0.2) }
    func share(_ crowding: ErrorCrowding) -> (errors: Double, pairs: Double) {
      let channel = ConfusionChannel(confuser, crowding: crowding)
      var (errors, pairs) = (0, 0)
      for seed in 1...400 {
        var source = ChoiceSource.random(seed: UInt64(seed))
        let heard = channel.heard([String](repeating: "y", count: 50), source: &source)
        errors += heard.count { $0 == "x" }
        pairs += zip(heard, heard.dropFirst()).count { $0 == ("x", "x") }
      }
      return (Double(errors) / 20_000, Double(pairs) / Double(errors))
    }
    let apart = share(.none)
    #expect(abs(apart.errors - 0.2) < 0.01)
    #expect(abs(apart.pairs - 0.2) < 0.02)
    // Odds of 1 : 4, four times as high behind an error: one in two.
    let crowded = share(ErrorCrowding(afterError: 4, afterHit: 1))
    #expect(abs(crowded.pairs - 0.5) < 0.02)
  }

  @Test func `mishears words never seen by their sounds`() throws {
    let confusions = LearnedConfusions(
      SpokenWorld.model, homophones: SpokenWorld.homophones,
      near: NearHomophones(SpokenWorld.lexicon, frequencies: SpokenWorld.frequencies))
    let weight = try #require(confusions.alternatives(for: "thin"))
    #expect(weight.weight == SpokenWorld.model.rareRate)
    #expect(weight.alternatives.map(\.text).contains("thing"))
    #expect(confusions.alternatives(for: "mondegreenish") == nil)
    #expect(confusions.alternatives(for: "two words") == nil)
  }

  @Test func `comes closer to real errors than homophones at random`() {
    let closeness = ConfusionCloseness(
      of: LearnedConfusions(SpokenWorld.model),
      unlearned: ConfusionFunction { word in
        let others = SpokenWorld.homophones.candidates(for: word, limit: 5)
        return others.isEmpty ? nil : PhraseAlternatives(others.map { .init($0.word) })
      }, lexicon: SpokenWorld.lexicon, training: SpokenWorld.utterances,
      heldOut: SpokenWorld.utterances, seed: 1)
    #expect(closeness.coverage > 0.8)
    #expect(closeness.divergence(of: closeness.training, in: .phrases) == 0)
    for unit in ConfusionCloseness.Unit.allCases {
      #expect(
        closeness.divergence(of: closeness.sampled, in: unit)
          < closeness.divergence(of: closeness.unlearned, in: unit))
    }
  }
}
