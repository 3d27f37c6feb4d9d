public import Perturbations
public import PropertyTesting
public import Rescoring
public import Transcripts

/// The reference must cost less than its copy with a word replaced by a homophone.
///
/// The purest test of a rescorer: nothing but the words tells the two apart. A model that can't see
/// the difference fails, too. ``DiscriminationResult`` counts the same over whole corpora.
///
/// Of its cases ``tolerated`` may fail even where a gate allows none, since no real model meets it throughout.
///
/// **Margin**, in nats: second-pass cost of the copy, minus that of the reference, minus
/// ``resolution``.
public struct HomophoneDiscrimination: RobustnessProperty {
  /// The share of cases that may fail.
  public static let tolerated = 0.35

  public let perturbation: any Perturbation
  /// Differences below it count as none.
  public let resolution: Double

  public init(_ candidates: HomophoneCandidates, resolution: Double = 1e-9) {
    perturbation = HomophoneSubstitution(
      scope: .oneBest, strength: .words(1), candidates: candidates)
    self.resolution = resolution
  }

  package static let id = "homophone-discrimination"
  public var id: String { Self.id }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "the reference costs less than its copy with a homophone; margin: the difference, in nats"
  }

  public func allowance(of outcomes: [PropertyOutcome]) -> FailureAllowance {
    .threshold(Self.tolerated, cases: outcomes.count, upTo: 1)
  }

  /// The reference as a list of one. Its first-pass costs are 0, so that any weights can be applied to them.
  public func subject(of utterance: Utterance) -> NBestList {
    utterance.nBest.replacing([
      Hypothesis(
        text: utterance.reference, costs: FirstPassCosts(acoustic: 0, language: 0, total: 0))
    ])
  }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let clean = try secondPass.model.validatedCosts(for: cases.map(\.clean))
    let perturbed = try secondPass.model.validatedCosts(for: cases.map(\.perturbed.list))
    return cases.indices.map { index in
      let texts = [cases[index].clean[0].text, cases[index].perturbed.list[0].text]
      let read = texts.map(secondPass.model.readPart)
      // Nobody can be asked to tell apart what lies beyond the model's length.
      if read[0] != nil, read[0] == read[1] {
        return PropertyOutcome(margin: 0, note: "the model does not read as far as the word")
      }
      let margin = perturbed[index][0] - clean[index][0] - resolution
      guard margin < 0 else { return PropertyOutcome(margin: margin) }
      return PropertyOutcome(
        margin: margin,
        note: CostTexts.two(clean[index][0], perturbed[index][0]) {
          "\"\(texts[0])\" costs \($0), \"\(texts[1])\" \($1)"
        })
    }
  }
}

extension RobustnessProperty where Self == HomophoneDiscrimination {
  public static func homophoneDiscrimination(_ candidates: HomophoneCandidates) -> Self {
    HomophoneDiscrimination(candidates)
  }
}
