public import Perturbations
public import PropertyTesting
public import Rescoring
import Transcripts

/// A hypothesis's cost must not depend on what else is in the batch.
///
/// Padding, packing and shared state are where it goes wrong. The list is scored in four companies:
/// with a much longer text before it and itself backwards behind it; as a batch of lists of one; and
/// its shortest and its longest hypothesis each alone, in calls of their own. Padding shows between
/// the first two, what hangs on the size of a batch between the first and the last. That is four
/// calls a list, where scoring each hypothesis alone takes one a hypothesis and finds the same. Two more calls
/// ask for its texts over and over, in another order each: 257 in 65 lists, past the sizes at which programs cut
/// batches, and some number in between, cut into lists of any length (`BatchArrangement`).
///
/// For a model that looks at previous utterances the list keeps its own in all of them, and the longer text has
/// others: what stood before a list in its recording may matter, what the model was asked before may not.
///
/// **Margin**, in nats: the tolerance minus the largest difference between the second-pass costs that
/// a hypothesis gets.
public struct BatchInvariance: RobustnessProperty {
  /// The tolerance in nats; nil is a hundred-thousandth of the list's spread.
  public let tolerance: Double?

  public init(tolerance: Double? = nil) {
    self.tolerance = tolerance
  }

  public var id: String { "batch-invariance" }

  public var kind: PropertyKind { .contract }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "a hypothesis costs the same in any batch; margin: tolerance minus largest difference, in nats"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public func examines(_ candidate: RobustnessCase) -> Bool { true }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    var outcomes: [PropertyOutcome] = []
    for item in cases {
      outcomes.append(try outcome(of: item.perturbed.list, under: secondPass.model))
    }
    return outcomes
  }

  private func outcome(
    of list: NBestList, under model: any RescoringModel
  ) throws(RescoringError) -> PropertyOutcome {
    let backwards = list.replacing(list.hypotheses.reversed())
    let long = list.texts.prefix(4).joined(separator: " ")
    // From another place of the corpus: a batch must not share one list's context either.
    let company = NBestList(
      [Hypothesis(text: "\(long) \(long)", costs: list[0].costs)],
      context: list.context.map {
        ListContext(
          id: $0.id + "'", place: $0.previous.count, previous: $0.previous.map { _ in long })
      })
    let singles = list.hypotheses.map { list.replacing([$0]) }
    let together = try model.validatedCosts(for: [company, list, backwards])
    let apart = try model.validatedCosts(for: singles)
    var differences = list.hypotheses.indices.flatMap { place in
      [together[2][list.count - 1 - place], apart[place][0]].map {
        Difference(place: place, first: together[1][place], other: $0)
      }
    }
    for place in extremes(of: list) {
      let alone = try model.validatedCosts(for: [singles[place]])[0][0]
      differences += [together[1][place], apart[place][0]].map {
        Difference(place: place, first: alone, other: $0)
      }
    }
    for arrangement in BatchArrangement.arrangements(of: list) {
      let costs = try model.validatedCosts(for: arrangement.lists(of: list)).flatMap(\.self)
      differences += zip(arrangement.places, costs).map {
        Difference(place: $0, first: together[1][$0], other: $1)
      }
    }
    // Of equal ones the first.
    let worst = differences.reduce(differences[0]) { $1.size > $0.size ? $1 : $0 }
    return CostInvariance.outcome(
      difference: worst.size,
      tolerance: CostTolerance.difference(among: together[1], else: tolerance),
      note: CostTexts.two(worst.first, worst.other) {
        "\"\(list[worst.place].text)\" costs \($0) in one batch and \($1) in another"
      })
  }

  private struct Difference {
    let place: Int
    let first: Double
    let other: Double
    var size: Double { abs(other - first) }
  }

  /// The places of the shortest and of the longest text.
  private func extremes(of list: NBestList) -> [Int] {
    let lengths = list.texts.map(\.utf8.count)
    let shortest = lengths.indices.min { (lengths[$0], $0) < (lengths[$1], $1) }
    let longest = lengths.indices.max { (lengths[$0], $1) < (lengths[$1], $0) }
    return Set([shortest, longest].compactMap(\.self)).sorted()
  }
}

extension RobustnessProperty where Self == BatchInvariance {
  public static var batchInvariance: Self { BatchInvariance() }
}
