/// The parts of a smallest list that may be something else without making the property hold: "or
/// any other word here".
///
/// The failure needs the parts that are not named. Lists in which only one part differs are judged.
/// The part is named if at least half of them fail, with their number; if all fail, it may be
/// anything.
public struct CounterexampleExplanation: Hashable, Sendable, Codable {
  /// The parts that may vary.
  public let parts: [VariablePart]
  /// Whether the list went on failing with all those parts varied at the same time that may be
  /// anything; nil with fewer than two, or if the limit was reached before.
  public let varyTogether: Bool?
  /// Whether every part was looked at; not so when the limit or the deadline came first.
  public let isComplete: Bool
  /// Lists that it took to find out.
  public let executions: Int

  package init(
    parts: [VariablePart], varyTogether: Bool?, isComplete: Bool, executions: Int
  ) {
    self.parts = parts
    self.varyTogether = varyTogether
    self.isComplete = isComplete
    self.executions = executions
  }
}

/// A part of a smallest list that may be something else.
public struct VariablePart: Hashable, Sendable, Codable {
  /// What kind of part it is.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// A word that the perturbation left alone, wherever it stands.
    case word
    /// A changed phrase: other phrases changed in the same way.
    case change
    /// What a phrase became: something else that it may become.
    case alternative
    /// A whole hypothesis.
    case hypothesis
    /// The first-pass costs of the hypotheses named.
    case firstPassCosts = "first-pass-costs"
  }

  public let kind: Kind
  /// Places in the clean list, from 0, of the hypotheses that hold it.
  public let hypotheses: [Int]
  /// The word, or the phrase that was replaced; nil for other kinds.
  public let text: String?
  /// What the phrase became; nil for other kinds.
  public let replacement: String?
  /// The number of different alternatives that were tried.
  public let tried: Int
  /// The number of alternatives with which the property also failed.
  public let failing: Int
  /// A few of those.
  public let examples: [String]

  package init(
    kind: Kind, hypotheses: [Int], text: String? = nil, replacement: String? = nil, tried: Int,
    failing: Int, examples: [String]
  ) {
    self.kind = kind
    self.hypotheses = hypotheses
    self.text = text
    self.replacement = replacement
    self.tried = tried
    self.failing = failing
    self.examples = examples
  }

  /// Whether it may be anything, as far as was tried.
  public var isFree: Bool { failing == tried }
}

extension CounterexampleExplanation {
  /// The explanation in words, a sentence each, without a full stop.
  public var sentences: [String] {
    let free = parts.filter(\.isFree).map(\.sentence)
    var sentences = free
    if let varyTogether {
      sentences.append(
        varyTogether
          ? "all of these may vary at the same time" : "not all of these may vary at the same time")
    }
    sentences += parts.filter { !$0.isFree }.map(\.sentence)
    if sentences.isEmpty, isComplete { return ["nothing: every part matters"] }
    if !isComplete { sentences.append("not every part was tried before the limit") }
    return sentences
  }
}

extension VariablePart {
  /// "“weir” may be any other word (12 tried: “call”, “so”, …)", "replacing “weir” by another word
  /// also fails (9 of 12 tried: “call”, …)".
  public var sentence: String {
    let name = text.map { "“\($0)”" } ?? ""
    let change = "\(name) → “\(replacement ?? "")”"
    let others = hypotheses.map { "\($0 + 1)" }
    let whose =
      others.count == 1
      ? "hypothesis \(others[0])"
      : "hypotheses \(others.dropLast().joined(separator: ", ")) and \(others.last ?? "")"
    let any = isFree ? "any other" : "another"
    let claim =
      switch kind {
      case .word where isFree: "\(name) may be any other word"
      case .word: "replacing \(name) by another word also fails"
      case .change: "\(any) word changed in the same way instead of \(change) also fails"
      case .alternative:
        "replacing \(name) by \(any) alternative than “\(replacement ?? "")” also fails"
      case .hypothesis where isFree: "\(whose) may be anything else"
      case .hypothesis: "replacing \(whose) by another text also fails"
      case .firstPassCosts where isFree: "the first-pass costs of \(whose) may be anything"
      case .firstPassCosts: "other first-pass costs of \(whose) also fail"
      }
    let count = isFree ? "\(tried) tried" : "\(failing) of \(tried) tried"
    let some =
      examples.map { "“\($0)”" } + (failing > examples.count && !examples.isEmpty ? ["…"] : [])
    return "\(claim) (\(count)\(some.isEmpty ? "" : ": " + some.joined(separator: ", ")))"
  }
}
