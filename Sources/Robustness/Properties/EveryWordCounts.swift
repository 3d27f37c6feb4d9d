public import Perturbations
public import PropertyTesting
public import Rescoring
import Transcripts

/// Every word that a model knows changes the cost of the text it stands in, wherever it stands, up to the
/// length that the model declares (`RescoringModel.readPart(of:)`).
///
/// Each word of the list's first text is replaced by a word that nobody knows: the first, the last, and of
/// long texts a selection of those between. A cost that stays is a word that was not read, unless the model
/// does not know the word: then three of it cost what three unknown words cost. Words of digits and of other
/// alphabets are replaced by others of their kind, because a model that drops such words would tell
/// them from the unknown one. A doubled word must change the cost, too.
///
/// **Margin**, in nats: the least change of cost by any replacement, minus a millionth of how far the costs of
/// the replacements lie apart; where a word does not count, that millionth below zero.
public struct EveryWordCounts: RobustnessProperty {
  public init() {}

  public var id: String { "every-word-counts" }

  public var kind: PropertyKind { .contract }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "each known word changes the cost, up to the model's declared length; margin: least change, in nats"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public var probes: [ProbeKind] { [.long, .short, .repeated, .numbered, .nonASCII] }

  public var caseLimit: Int? { 60 }

  public func examines(_ candidate: RobustnessCase) -> Bool { !candidate.clean[0].text.isEmpty }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let variants = TextVariants(model: secondPass.model)
    let firsts = cases.map { $0.clean[0] }
    let readings = firsts.map { Reading($0.text) }
    let costs = try variants.costs(of: readings.map(\.texts), like: firsts)
    var doubts = readings.indices.map { readings[$0].doubts(costs[$0], variants) }
    // What nobody doubts is settled in one call.
    let more = try variants.costs(
      of: readings.indices.map { readings[$0].texts(settling: doubts[$0]) }, like: firsts)
    for index in doubts.indices {
      doubts[index] = readings[index].settle(doubts[index], costs[index], by: more[index], variants)
    }
    return readings.indices.map { readings[$0].outcome(costs[$0], doubts[$0]) }
  }
}

extension RobustnessProperty where Self == EveryWordCounts {
  public static var everyWordCounts: Self { EveryWordCounts() }
}

/// The replacements of one text.
private struct Reading {
  let words: [String]
  /// The places whose words are replaced.
  let places: [Int]
  /// The places whose words are doubled.
  let doubled: [Int]

  init(_ text: String) {
    words = text.spacedWords
    let count = words.count
    places =
      count <= 24
      ? Array(0..<count)
      : Set(
        Array(0..<8) + Array(count - 8..<count) + (0..<12).map { 8 + $0 * (count - 16) / 12 }
      ).sorted()
    doubled = Set([0, count / 2, count - 1].filter { $0 >= 0 && $0 < count }).sorted()
  }

  private var text: String { words.joined(separator: " ") }

  private func doubling(_ place: Int) -> String {
    words.replacing(place, with: "\(words[place]) \(words[place])")
  }

  /// The text, its replacements, and its doublings.
  var texts: [String] {
    [text] + places.map { words.replacing($0, with: others(for: $0)[0]) } + doubled.map(doubling)
  }

  /// Words of the same kind that could stand there; plain words give way to unknown ones first.
  private func others(for place: Int) -> [String] {
    let word = words[place]
    let kind: [String]
    if word.contains(where: \.isNumber) {
      kind = ["7", "40", "1812", "3"]
    } else if !word.allSatisfy(\.isASCII) {
      kind = ["été", "όχι", "你好", "λόγος"]
    } else {
      kind = Nonsense.words + [words[(place + 1) % words.count], "the", "seven"]
    }
    return kind.filter { $0 != word }
  }

  /// Places whose first replacement left the cost as it was; doublings are numbered behind the words.
  func doubts(_ costs: [Double], _ variants: TextVariants) -> [Int] {
    let tolerance = tolerance(costs)
    let texts = texts
    return costs.indices.dropFirst().filter {
      abs(costs[$0] - costs[0]) <= tolerance && !variants.readsAlike(text, texts[$0])
    }.map { $0 - 1 }
  }

  /// Within it a cost is the same.
  private func tolerance(_ costs: [Double]) -> Double {
    let spread = (costs.max() ?? 0) - (costs.min() ?? 0)
    return max(1e-6 * spread, 0x1p-44 * abs(costs[0]))
  }

  /// Other replacements of each doubtful word, then three of it, and three that nobody knows.
  func texts(settling doubts: [Int]) -> [String] {
    doubts.filter { $0 < places.count }.flatMap { doubt in
      let word = words[places[doubt]]
      return others(for: places[doubt]).dropFirst().map { words.replacing(places[doubt], with: $0) }
        + [[word, word, word].joined(separator: " "), unknown]
    }
  }

  private var unknown: String {
    Array(repeating: Nonsense.words[0], count: 3).joined(separator: " ")
  }

  /// The doubts that remain.
  func settle(
    _ doubts: [Int], _ costs: [Double], by more: [Double], _ variants: TextVariants
  ) -> [Int] {
    var rest = more[...]
    let tolerance = tolerance(costs)
    return doubts.filter { doubt in
      guard doubt < places.count else { return isAlive(costs) }
      let others = rest.prefix(self.others(for: places[doubt]).count - 1)
      rest = rest.dropFirst(others.count)
      let (known, unknown) = (rest.first ?? 0, rest.dropFirst().first ?? 0)
      rest = rest.dropFirst(2)
      return known != unknown && others.allSatisfy { abs($0 - costs[0]) <= tolerance }
    }
  }

  /// Whether anything changes the cost: a model that says the same of everything is another property's matter.
  private func isAlive(_ costs: [Double]) -> Bool {
    places.indices.contains { costs[$0 + 1] != costs[0] }
  }

  func outcome(_ costs: [Double], _ doubts: [Int]) -> PropertyOutcome {
    let tolerance = tolerance(costs)
    guard let doubt = doubts.first else {
      let changes = costs.dropFirst().map { abs($0 - costs[0]) }
      return PropertyOutcome(margin: max(0, (changes.min() ?? 0) - tolerance))
    }
    if doubt >= places.count {
      let word = words[doubled[doubt - places.count]]
      return PropertyOutcome(
        margin: -max(tolerance, .leastNonzeroMagnitude),
        note: "\"\(text)\" costs \(costs[0]) whether \"\(word)\" stands there once or twice")
    }
    let place = places[doubt]
    return PropertyOutcome(
      margin: -max(tolerance, .leastNonzeroMagnitude),
      note: "\"\(text)\" costs \(costs[0]) whatever its word \(place + 1) of \(words.count), "
        + "\"\(words[place])\", is")
  }
}
