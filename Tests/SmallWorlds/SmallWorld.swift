import Artifacts
package import Perturbations
import PropertyTesting
package import Rescoring
package import Robustness
package import RobustnessRuns
package import Transcripts

/// A few utterances with homophones, small enough to reason about.
package enum SmallWorld {
  package static let candidates = HomophoneCandidates(sets: [
    ["there", "their", "they're"], ["we're", "weir"], ["to", "too", "two"], ["hear", "here"],
    ["sea", "see"], ["by", "buy", "bye"], ["right", "write"], ["no", "know"],
  ])

  package static let references = [
    "tell her we're over there by the weir", "i can hear you right here", "no i know the way",
    "two of us want to see the sea too", "café by the sea", "say hello",
  ]

  package static let sounds = SoundClasses(
    of: references.flatMap { $0.split(separator: " ").map(String.init) }, candidates: candidates)

  package static let healthy = HealthyModel(references: references, sounds: sounds)

  /// Each reference with mishearings around it: the first pass has it second.
  package static let utterances: [Utterance] = references.enumerated().map { index, reference in
    let words = reference.split(separator: " ").map(String.init)
    let misheard = [
      words.dropLast().joined(separator: " ") + " wherever", reference,
      "uh " + reference, words.dropFirst().joined(separator: " "),
      (["hello"] + words.dropFirst(2)).joined(separator: " "),
    ]
    return Utterance(
      id: "utterance-\(index)", reference: reference,
      nBest: NBestList(
        misheard.enumerated().map { rank, text in
          Hypothesis(
            text: text,
            costs: FirstPassCosts(
              acoustic: 20 + Double(rank), language: 1, total: 30 + 0.5 * Double(rank)))
        }))
  }

  package static let corpus = Corpus(
    name: "small", digest: .sha256(of: "small corpus"), utterances: utterances)

  package static let properties = RobustnessProperties.all(candidates: candidates)

  /// The healthy model decides, the first pass breaks ties.
  package static func secondPass(_ model: any RescoringModel) -> SecondPass {
    SecondPass(model: model, interpolation: Interpolation(total: 0.05, secondPass: 1))
  }

  package static func list(_ texts: String...) -> NBestList {
    NBestList(
      texts.enumerated().map {
        Hypothesis(text: $1, costs: FirstPassCosts(language: 2, total: Double($0)))
      })
  }

  package static func draw(
    _ perturbation: some Perturbation, _ list: NBestList, seed: UInt64 = 1
  ) -> PerturbedList {
    var source = ChoiceSource.random(seed: seed)
    return perturbation.perturb(list, source: &source)
  }
}

/// A model that is a function of the text.
package struct FunctionModel: RescoringModel {
  package let name: String
  package let cost: @Sendable (String) -> Double

  package init(name: String = "function", cost: @escaping @Sendable (String) -> Double) {
    self.name = name
    self.cost = cost
  }

  package var identity: ModelIdentity {
    ModelIdentity(name: name, summary: "", digest: .sha256(of: name))
  }
  package var scoresEachTextAlone: Bool { true }

  package func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    lists.map { $0.texts.map(cost) }
  }
}
