import Foundation
public import Perturbations
public import PropertyTesting
public import Rescoring
import Transcripts

/// Costs stay where sums with first-pass costs keep their digits, and no word more or less makes them leap.
///
/// Three bounds, on the list's texts and on the beginnings of the first: no cost above ``largest``; costs that
/// lie apart by no less than ``smallestShare`` of the largest, or by ``smallest`` nats; and no word that, put
/// behind a text, changes its cost by more than ``steepest`` times what the words before and after change it by.
///
/// **Margin**, as a power of ten: the least of the three bounds over what was found, or of what was found over
/// the bound.
public struct CostRange: RobustnessProperty {
  /// The largest cost that is accepted, in nats.
  public static let largest = 1e9
  /// How far costs lie apart at the least, as a share of the largest.
  public static let smallestShare = 1e-7
  /// The smallest difference of costs, in nats: smaller ones are rounded away beside first-pass costs.
  public static let smallest = 1e-6
  /// What a word may change, in changes of the words around it.
  public static let steepest = 60.0

  public init() {}

  public var id: String { "cost-range" }

  public var kind: PropertyKind { .contract }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "costs are small enough to be added without loss of precision, and grow without jumps; margin: powers "
      + "of ten to the bound"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public var probes: [ProbeKind] { [.long, .repeated, .numbered] }

  public var caseLimit: Int? { 60 }

  public func examines(_ candidate: RobustnessCase) -> Bool {
    !candidate.clean[0].text.isEmpty
  }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let variants = TextVariants(model: secondPass.model)
    let groups = cases.map { Self.beginnings(of: $0.clean[0].text.spacedWords) }
    let costs = try variants.costs(of: groups, like: cases.map(\.clean))
    let lists = try secondPass.model.validatedCosts(for: cases.map(\.clean))
    return cases.indices.map { index in
      outcome(of: groups[index], costs[index], costs[index] + lists[index])
    }
  }

  /// The text's beginnings, word by word, the first of one word; of long texts the first 40 words.
  private static func beginnings(of words: [String]) -> [String] {
    (1...max(1, min(words.count, 40))).map { words.prefix($0).joined(separator: " ") }
  }

  private func outcome(
    of texts: [String], _ costs: [Double], _ all: [Double]
  ) -> PropertyOutcome {
    let largest = all.map(abs).max() ?? 0
    let spread = (all.max() ?? 0) - (all.min() ?? 0)
    var worst = (ratio: Self.largest / max(largest, .leastNormalMagnitude), note: "")
    worst.note = "a cost of \(largest), above \(Self.largest)"
    if spread > 0 {
      let share = spread / max(Self.smallestShare * largest, Self.smallest)
      if share < worst.ratio {
        worst = (share, "costs around \(largest) differ by no more than \(spread)")
      }
    }
    let steps = zip(costs.dropFirst(), costs).map { abs($0 - $1) }
    for place in steps.indices where steps.count >= 4 {
      // Costs by the word level off; so each step is held against those around it.
      let around = max(0, place - 4)..<min(steps.count, place + 5)
      let usual = max(around.filter { $0 != place }.map { steps[$0] }.median, 0.5 * steps.median)
      guard usual > 0, steps[place] > 0 else { continue }
      let ratio = Self.steepest * usual / steps[place]
      if ratio < worst.ratio {
        let costs = CostTexts.two(costs[place + 1], costs[place]) {
          "\"\(texts[place + 1])\" costs \($0), without its last word \($1)"
        }
        worst = (
          ratio, "\(costs); the words around change the cost by \(CostTexts.one(usual))"
        )
      }
    }
    let margin = Self.log10(worst.ratio)
    return PropertyOutcome(margin: margin, note: margin < 0 ? worst.note : nil)
  }

  private static func log10(_ ratio: Double) -> Double {
    ratio > 0 ? Foundation.log10(ratio) : -308
  }
}

extension RobustnessProperty where Self == CostRange {
  public static var costRange: Self { CostRange() }
}
