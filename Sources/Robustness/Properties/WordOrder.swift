public import Perturbations
public import PropertyTesting
public import Rescoring
import Transcripts

/// The order of words changes the cost: what was said is no bag of words.
///
/// The list's first text is held against itself backwards. ``tolerated`` of its cases (more where they are few) may fail, and no
/// allowance of a gate makes it more.
///
/// **Margin**, in nats: the change of cost, minus a hundred-thousandth of what unknown words in place of the
/// first and the last change.
public struct WordOrder: RobustnessProperty {
  /// The share of cases that may fail.
  public static let tolerated = 0.1

  public init() {}

  public var id: String { "word-order" }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "a text has a different cost backwards; margin: the change beyond rounding, in nats"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public var probes: [ProbeKind] { [.long] }

  public var caseLimit: Int? { 40 }

  public func allowance(of outcomes: [PropertyOutcome]) -> FailureAllowance {
    .threshold(Self.tolerated, cases: outcomes.count)
  }

  public func examines(_ candidate: RobustnessCase) -> Bool {
    let words = candidate.clean[0].text.spacedWords
    return words != Array(words.reversed())
  }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let groups = cases.map { item in
      let words = item.clean[0].text.spacedWords
      return [
        words.joined(separator: " "), words.reversed().joined(separator: " "),
        words.replacing(0, with: Nonsense.words[0]),
        words.replacing(words.count - 1, with: Nonsense.words[0]),
      ]
    }
    let costs = try TextVariants(model: secondPass.model).costs(
      of: groups, like: cases.map(\.clean))
    return cases.indices.map { index in
      let row = costs[index]
      let margin =
        abs(row[1] - row[0])
        - max(
          CostTolerance.difference(among: [row[0], row[2], row[3]], else: nil),
          .leastNonzeroMagnitude)
      return PropertyOutcome(
        margin: margin,
        note: margin < 0
          ? CostTexts.two(row[0], row[1]) {
            "\"\(groups[index][0])\" costs \($0), backwards \($1)"
          } : nil)
    }
  }
}

extension RobustnessProperty where Self == WordOrder {
  public static var wordOrder: Self { WordOrder() }
}
