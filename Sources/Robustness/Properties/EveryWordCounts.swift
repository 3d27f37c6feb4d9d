public import Perturbations
public import PropertyTesting
public import Rescoring
import Transcripts

/// Every word that a model knows changes the cost of the text it stands in, wherever it stands, up to the
/// length that the model declares (`RescoringModel.readPart(of:)`).
///
/// The list's first text is written without each of its words, with a word that nobody knows in the place of
/// each, and with some said twice: the first words, the last, and of long texts a selection of those between. The
/// three longest words are also written with other letters at their beginning, in their middle and at their end. A
/// cost that stays is a word, or a part of one, that was not read. Before a word is called unread in its place, other common words
/// are tried there, after other words, so that a model which happens to find two words equally likely is not
/// blamed; and a model that leaves out unknown words may leave out those it doesn't know.
///
/// **Margin**, in nats: the least change of cost, minus a millionth of how far all these costs lie apart; where a
/// word does not count, that millionth below zero.
public struct EveryWordCounts: RobustnessProperty {
  public init() {}

  public var id: String { "every-word-counts" }

  public var kind: PropertyKind { .contract }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "each known word changes the cost, up to the model's declared length; margin: least change, in nats"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public var probes: [ProbeKind] {
    [
      .frequent, .long, .short, .repeated, .cased, .punctuated, .numbered, .nonASCII,
      .outOfVocabulary,
    ]
  }

  public var caseLimit: Int? { 60 }

  public func examines(_ candidate: RobustnessCase) -> Bool { !candidate.clean[0].text.isEmpty }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let variants = TextVariants(model: secondPass.model)
    let lists = cases.map(\.clean)
    let readings = lists.map { WordReading($0[0].text) }
    let costs = try variants.costs(of: readings.map { $0.changes.map(\.text) }, like: lists)
    let doubts = readings.indices.map { readings[$0].doubts(costs[$0], variants) }
    // What nobody doubts is settled in one call.
    let more = try variants.costs(
      of: readings.indices.map { index in
        doubts[index].flatMap { readings[index].settling($0).flatMap(\.self) }
      }, like: lists)
    return readings.indices.map { index in
      let doubts = readings[index].settle(doubts[index], costs[index], by: more[index])
      return readings[index].outcome(costs[index], doubts)
    }
  }
}

extension RobustnessProperty where Self == EveryWordCounts {
  public static var everyWordCounts: Self { EveryWordCounts() }
}
