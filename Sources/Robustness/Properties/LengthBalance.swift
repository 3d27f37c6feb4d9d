public import Perturbations
public import PropertyTesting
public import Rescoring
public import Transcripts

/// Neither does every word less make a text cheaper, nor every word said twice.
///
/// What was said is held against itself without one word, at up to eight places, and with one word said twice. A
/// case fails where all shorter copies are cheaper, or all longer ones: then length decides, and not the
/// words. Language models do find many a shorter copy cheaper, but rarely all.
///
/// Of its cases ``tolerated`` may fail, and no allowance of a gate makes it more.
///
/// **Margin**, in nats: the largest cost of a shorter copy, or of a longer one if that is less, minus that of what
/// was said.
public struct LengthBalance: RobustnessProperty {
  /// The share of cases that may fail.
  public static let tolerated = 0.75

  public init() {}

  public var id: String { "length-balance" }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "not all shorter, nor all longer, copies of a reference are cheaper; margin: the highest of their costs "
      + "minus its own, in nats"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public var caseLimit: Int? { 60 }

  public func allowance(of outcomes: [PropertyOutcome]) -> FailureAllowance {
    .threshold(Self.tolerated, cases: outcomes.count)
  }

  public func subject(of utterance: Utterance) -> NBestList { utterance.referenceList }

  public func examines(_ candidate: RobustnessCase) -> Bool {
    candidate.clean[0].text.spacedWords.count > 2
  }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let words = cases.map { $0.clean[0].text.spacedWords }
    let places = words.map { words in
      Set((0..<8).map { $0 * words.count / 8 }).sorted()
    }
    let costs = try TextVariants(model: secondPass.model).costs(
      of: words.indices.map { index in
        let all = words[index]
        return [all.joined(separator: " ")]
          + places[index].map { place in
            (all[..<place] + all[(place + 1)...]).joined(separator: " ")
          } + places[index].map { all.replacing($0, with: "\(all[$0]) \(all[$0])") }
      }, like: cases.map(\.clean))
    return cases.indices.map { index in
      let (own, count) = (costs[index][0], places[index].count)
      let shorter = (costs[index][1...count].max() ?? own) - own
      let longer = (costs[index][(count + 1)...].max() ?? own) - own
      let margin = min(shorter, longer)
      return PropertyOutcome(
        margin: margin,
        note: margin < 0
          ? "\"\(cases[index].clean[0].text)\" costs \(CostTexts.one(own)), and less \(shorter < longer ? "without any of" : "with each of")"
            + " its words\(shorter < longer ? "" : " said twice")" : nil)
    }
  }
}

extension RobustnessProperty where Self == LengthBalance {
  public static var lengthBalance: Self { LengthBalance() }
}
