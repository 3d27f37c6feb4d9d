import BundledLexicons
import Foundation
import Lexicons
import Perturbations
import Rescoring
import SmallWorlds
import Testing

@Suite struct `Junctures ranked by the plausibility of the phrase` {
  static let search = PronunciationSearch(
    SpokenWorld.lexicon, frequencies: SpokenWorld.frequencies, minimumCount: 20)
  static let model: BackoffModel = {
    do { return try BundledLexicon.languageModel() } catch { preconditionFailure("\(error)") }
  }()
  static let ranked = RankedJunctures(
    search, model: JunctureModel(model, frequencies: SpokenWorld.frequencies, place: .alone))

  private func texts(_ phrase: String, within radius: Double, _ count: Int) -> [String] {
    Self.ranked.best(
      of: phrase.split(separator: " ").map(String.init), within: radius, limit: count
    ).map(\.text)
  }

  /// Mondegreens that others collected: song lyrics, and what speech recognition is introduced with.
  @Test(arguments: [
    ("recognize speech", "wreck a nice beach", 1.9, 50), ("kiss the sky", "kiss this guy", 1.0, 5),
    ("ice cream", "i scream", 0, 3), ("i scream", "ice cream", 0, 1),
    ("the stuffy nose", "the stuff he knows", 0.6, 10),
    ("attacks", "a tax", 0, 1), ("a name", "an aim", 0, 5), ("great ape", "grey tape", 0, 5),
    ("that stuff", "that's tough", 0, 5), ("some others", "some mothers", 0.6, 10),
    ("euthanasia", "youth in asia", 0.8, 40),
  ])
  func `finds the known mondegreens early`(
    said: String, heard: String, radius: Double, rank: Int
  ) {
    let found = texts(said, within: radius, rank)
    #expect(found.contains(heard), "\(said): \(found.prefix(10))")
  }

  @Test(arguments: [
    ("war movie", "wore move e"), ("road her", "row der"),
  ])
  func `leaves fragments behind`(said: String, fragment: String) {
    for place in [JunctureModel.Place.alone, .inText] {
      let model = JunctureModel(Self.model, frequencies: SpokenWorld.frequencies, place: place)
      let confuser = JunctureConfusions.confuser(
        RankedJunctures(Self.search, model: model), longestPhrase: 3, limit: 5, exponent: 0.5)
      let texts = confuser.alternatives(for: said)?.alternatives.map(\.text) ?? []
      #expect(!texts.contains(fragment), "\(said): \(texts)")
    }
  }

  @Test func `come in the order of their cost, each once, none with its old boundaries`() {
    var count = 0
    for (phrase, radius) in [("an ice cream for me", 0.0), ("they are over there", 0.3)] {
      let words = phrase.split(separator: " ").map(String.init)
      let found = Self.ranked.best(of: words, within: radius, limit: 200)
      count += found.count
      #expect(Set(found.map(\.words)).count == found.count)
      let costs = found.map(Self.ranked.cost(of:))
      #expect(zip(costs, costs.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
      #expect(found.allSatisfy { $0.distance <= radius + 1e-9 && $0.words != words })
      #expect(
        Self.ranked.best(of: words, within: radius, limit: 5).map(\.text)
          == found.prefix(5).map(\.text))
    }
    #expect(count > 5)
  }

  /// Of a lexicon so small that all partings can be listed (``Junctures`` does), each costed by the formula alone.
  @Test func `are those of an exhaustive search, in its order`() throws {
    let lexicon = try Lexicon(
      text: "a x\nb y\nab x y\nba y x\naba x y x\nabab x y x y\nc z\nac x z\n", path: "small",
      format: .kaldi)
    let search = PronunciationSearch(lexicon)
    let model = NGramModel(trainedOn: [
      "a b a b", "ab ab", "aba b a", "a ba b", "abab", "ab a b", "c ac",
    ])
    let phrase = JunctureModel(
      model, frequencies: try WordFrequencies(text: "a\t3\nb\t2\n", path: "f"), place: .alone)
    let ranked = RankedJunctures(search, model: phrase)
    func cost(_ words: [String], _ distance: Double) -> Double {
      3 * phrase.implausibility(of: words) / Double(words.count + 1) + 10 * distance
    }
    for radius in [0.0, 1.0, 2.0] {
      for words in [["abab"], ["ab", "ab"], ["a", "ba"], ["ac", "b"]] {
        let expected = Junctures(of: words, in: search, within: radius)
          .filter { cost($0.words, $0.distance) <= cost(words, 0) + RankedJunctures.slack }
        let found = ranked.best(of: words, within: radius, limit: 100)
        // Words whose nearest alignment keeps the boundaries are no juncture, though another alignment may be.
        #expect(Set(found.map(\.text)).isSubset(of: expected.map(\.text)), "\(words)")
        if radius == 0 { #expect(found.count == expected.count, "\(words)") }
        let costs = found.map { cost($0.words, $0.distance) }
        #expect(zip(costs, costs.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
        #expect(
          found.allSatisfy { abs($0.implausibility - phrase.implausibility(of: $0.words)) < 1e-9 })
      }
    }
    #expect(ranked.best(of: ["abab"], limit: 100).count >= 3)
  }

  @Test func `an unknown word, a phrase of one phone and an empty phrase have none`() {
    #expect(texts("mondegreenish cream", within: 1, 5).isEmpty)
    #expect(texts("", within: 1, 5).isEmpty)
    #expect(texts("a", within: 0, 5).isEmpty)
  }

  @Test func `a word that the language model lacks is as rare as the frequency table says`() throws
  {
    let frequencies = try WordFrequencies(
      text: "the\t1000000000000\nzorp\t100\nblik\t1\n", path: "f")
    let model = JunctureModel(Self.model, frequencies: frequencies, place: .inText)
    let zorp = model.implausibility(of: ["zorp"])
    let blik = model.implausibility(of: ["blik"])
    #expect(abs(zorp - log(1e10)) < 1e-3)
    #expect(abs(blik - log(1e12)) < 1e-3)
  }

  @Test func `a parting that sounds otherwise is less ready`() throws {
    let confuser = JunctureConfusions.confuser(
      Self.ranked, within: 0.6, longestPhrase: 3, limit: 30, exponent: 0.5)
    let found = try #require(confuser.alternatives(for: "kiss the sky")).alternatives
    for alternative in found {
      let distance = Self.ranked.best(
        of: ["kiss", "the", "sky"], within: 0.6, limit: 30
      ).first { $0.text == alternative.text }?.distance
      #expect(abs(alternative.weight - exp(-5 * (distance ?? 9))) < 1e-9)
    }
    #expect(found.contains { $0.weight < 1 })
  }

  @Test func `what generators draw comes from the ranking by the language model`() throws {
    let settings = try #require(
      SpokenWorld.kit { $0.radius = 0.6 }.perturbation(.junctures).recipe.settings)
    #expect(settings.radius == 0.6)
    let kit = PerturbationKit(
      SpokenWorld.homophones, frequencies: SpokenWorld.frequencies, languageModel: Self.model)
    let drawn = try kit.perturbation(.junctures) as! PhraseSubstitution
    #expect(drawn.alternatives(for: "ice cream").contains("i scream"))
    #expect(drawn.recipe.settings?.sources.languageModel == Self.model.identity.digest)
  }
}
