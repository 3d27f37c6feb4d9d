import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Learned confusions of phones` {
  private static let lexicon = try! Lexicon(
    text: """
      pat  P AE1 T
      bat  B AE1 T
      cat  K AE1 T
      rat  R AE1 T
      pill  P IH1 L
      bill  B IH1 L
      a  AH0
      lot  L AA1 T
      allot  AH0 L AA1 T
      alot  AH0 L AA1 D

      """, path: "small", format: .cmudict)

  /// A recognizer that hears P as B, again and again.
  private static let model: ConfusionModel = {
    let utterances = (0..<20).map { number in
      Utterance(
        id: "u-\(number)", reference: number % 2 == 0 ? "pill" : "pat",
        nBest: SmallWorld.list(number % 2 == 0 ? "bill" : "bat"))
    }
    return ConfusionModel(
      learnedFrom: Corpus(name: "peas", digest: .sha256(of: "peas"), utterances: utterances),
      lexicon: lexicon)
  }()

  private static func kit(_ plausibility: Plausibility, learned: Bool) throws -> PerturbationKit {
    var settings = PerturbationSettings()
    settings.minimumFrequency = 0
    settings.minimumRatio = 0
    settings.plausibility = plausibility
    let frequencies = try WordFrequencies(
      text: "pat\t10\nbat\t10\ncat\t10\nrat\t10\n", path: "counts")
    return PerturbationKit(
      HomophoneIndex(lexicon, frequencies: frequencies), confusions: learned ? model : nil,
      settings: settings)
  }

  private static func heard(_ perturbation: any Perturbation) -> [String: Int] {
    var counts: [String: Int] = [:]
    for seed in 0..<400 as Range<UInt64> {
      var source = ChoiceSource.random(seed: seed)
      let perturbed = perturbation.perturb(SmallWorld.list("pat"), source: &source)
      for one in perturbed.replacements { counts[one.replacement, default: 0] += 1 }
    }
    return counts
  }

  @Test func `make near-homophones likely that the recognizer was seen to write`() throws {
    let even = Self.heard(try Self.kit(.frequency, learned: false).perturbation(.nearHomophones))
    let learned = Self.heard(try Self.kit(.frequency, learned: true).perturbation(.nearHomophones))
    #expect((80...190).contains(even["bat"] ?? 0), "bat, cat and rat are equally common: \(even)")
    #expect((learned["bat"] ?? 0) > 360, "P was heard as B in every case: \(learned)")
  }

  @Test func `don't touch draws in which all are equally likely`() throws {
    let uniform = try Self.kit(.uniform, learned: true).perturbation(.nearHomophones)
    #expect(
      Self.heard(uniform)
        == Self.heard(try Self.kit(.uniform, learned: false).perturbation(.nearHomophones)))
    #expect(uniform.recipe.sources.confusions == nil)
  }

  @Test func `are part of the recipe of near-homophones and junctures alone`() throws {
    let kit = try Self.kit(.frequency, learned: true)
    let source = ConfusionSource(corpus: "peas", digest: Self.model.digest)
    #expect(try kit.perturbation(.nearHomophones).recipe.sources.confusions == source)
    #expect(try kit.perturbation(.junctures).recipe.sources.confusions == source)
    #expect(try kit.perturbation(.homophones).recipe.sources.confusions == nil)
  }

  @Test func `say nothing against words that sound the same, and something against all others`() {
    let sounds = HeardSounds(Self.model.phones, lexicon: Self.lexicon)
    #expect(sounds.logarithm(of: ["a", "lot"], for: ["allot"]) == 0)
    let (learned, unseen) = (
      sounds.logarithm(of: ["bat"], for: ["pat"]), sounds.logarithm(of: ["cat"], for: ["pat"])
    )
    #expect(learned < 0 && unseen < learned - 2)
    #expect(sounds.logarithm(of: ["nobody"], for: ["pat"]) < 0)
  }
}
