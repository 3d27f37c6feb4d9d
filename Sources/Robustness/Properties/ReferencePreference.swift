public import Perturbations
public import PropertyTesting
public import Rescoring
public import Transcripts

/// The second pass alone finds what was said cheaper than a spoiled copy of it, clearly more often than chance.
///
/// The copies have as many words (``WordCorruption``), so neither length nor luck helps: constant, random,
/// flipped and saturated costs are at or below chance. Short and long texts are two properties, because a model
/// may read only the one.
///
/// Of its cases ``tolerated`` may fail, which is clearly fewer than the half that guessing fails, and no
/// allowance of a gate makes it more.
///
/// **Margin**, in nats: second-pass cost of the copy minus that of the reference. A tie fails.
public struct ReferencePreference: RobustnessProperty {
  /// The texts that are judged.
  public enum Length: String, Hashable, Sendable, CaseIterable {
    /// The corpus's references, and pieces of them.
    case short
    /// References one after another, of at least sixteen words.
    case long
  }

  /// The share of cases that may fail.
  public static let tolerated = 0.35

  public let length: Length

  public init(_ length: Length) {
    self.length = length
  }

  public var id: String { "skill-\(length.rawValue)-texts" }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "the second pass alone prefers \(length.rawValue) references to spoiled copies, clearly more often than "
      + "chance; margin: the difference, in nats"
  }

  public var perturbation: any Perturbation { WordCorruption() }

  public var drawsOnCorpus: Bool { length == .short }

  public var probes: [ProbeKind] { length == .short ? [] : [.long] }

  public func allowance(of outcomes: [PropertyOutcome]) -> FailureAllowance {
    .threshold(Self.tolerated, cases: outcomes.count)
  }

  public func subject(of utterance: Utterance) -> NBestList { utterance.referenceList }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let clean = try secondPass.model.validatedCosts(for: cases.map(\.clean))
    let spoiled = try secondPass.model.validatedCosts(for: cases.map(\.perturbed.list))
    return cases.indices.map { index in
      let texts = [cases[index].clean[0].text, cases[index].perturbed.list[0].text]
      if TextVariants(model: secondPass.model).readsAlike(texts[0], texts[1]) {
        return PropertyOutcome(margin: 0, note: "the model does not read as far as the words")
      }
      let gap = spoiled[index][0] - clean[index][0]
      guard gap <= 0 else { return PropertyOutcome(margin: gap) }
      return PropertyOutcome(
        margin: min(gap, -.leastNonzeroMagnitude),
        note: CostTexts.two(clean[index][0], spoiled[index][0]) {
          "\"\(texts[0])\" costs \($0), \"\(texts[1])\" \($1)"
        })
    }
  }
}

extension RobustnessProperty where Self == ReferencePreference {
  /// Skill in texts of a length.
  public static func referencePreference(in length: ReferencePreference.Length) -> Self {
    ReferencePreference(length)
  }
}
