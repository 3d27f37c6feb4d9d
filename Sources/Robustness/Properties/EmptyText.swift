public import Perturbations
public import PropertyTesting
public import Rescoring
import Transcripts

/// A text without words is no bargain: it costs no less than a text of one word, but for what a word or two
/// change.
///
/// Language models find short texts cheap, the empty one cheapest, and first-pass costs make up for it; a cost
/// far below what the trend of the list's own words leads to would win against any first pass.
///
/// Of its cases ``tolerated`` may fail, and no allowance of a gate makes it more.
///
/// **Margin**, in nats: cost of the empty text, minus that of the cheapest word of the list's first text, plus
/// twice the largest change that a word makes at the end of its beginnings.
public struct EmptyText: RobustnessProperty {
  /// The share of cases that may fail.
  public static let tolerated = 0.2

  public init() {}

  public var id: String { "empty-text" }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "an empty text is not far cheaper than one word; margin: its cost minus the bound, in nats"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public var caseLimit: Int? { 40 }

  public func allowance(of outcomes: [PropertyOutcome]) -> FailureAllowance {
    .threshold(Self.tolerated, cases: outcomes.count)
  }

  public func examines(_ candidate: RobustnessCase) -> Bool {
    candidate.clean[0].text.spacedWords.count > 1
  }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let words = cases.map { Array($0.clean[0].text.spacedWords.prefix(8)) }
    let costs = try TextVariants(model: secondPass.model).costs(
      of: words.map { words in
        [""] + words.indices.map { words.prefix($0 + 1).joined(separator: " ") } + words
      }, like: cases.map(\.clean))
    return cases.indices.map { index in
      let count = words[index].count
      let beginnings = Array(costs[index][1...count])
      let steps = zip(beginnings.dropFirst(), beginnings).map { abs($0 - $1) }
      let cheapest = costs[index][(count + 1)...].min() ?? 0
      let bound = cheapest - 2 * (steps.max() ?? 0)
      let margin = costs[index][0] - bound
      return PropertyOutcome(
        margin: margin,
        note: margin < 0
          ? CostTexts.two(costs[index][0], cheapest) {
            "the empty text costs \($0), the cheapest word of \"\(cases[index].clean[0].text)\" \($1)"
          } : nil)
    }
  }
}

extension RobustnessProperty where Self == EmptyText {
  public static var emptyText: Self { EmptyText() }
}
