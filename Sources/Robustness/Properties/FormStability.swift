public import Perturbations
public import PropertyTesting
public import Rescoring
import Transcripts

/// Blanks, punctuation, digits and letters with marks change a cost no more than unknown words would.
///
/// Recognizers differ in how they write, and lists from elsewhere come with commas or numbers. The
/// list's first text is written with blanks doubled and around it, with a comma and a period, with
/// digits behind its middle, and with a letter marked. A change is held against what it costs to make the
/// same words unknown, three times that; blanks, which touch no word, against a tenth of what the median word costs.
///
/// A word that is cut into other pieces by a comma may change a cost more than an unknown one now and then: where
/// nobody says what a gate allows, the property fails if certainly more than ``tolerated`` of its cases do.
///
/// **Margin**, in nats: the least of what a change may cost minus what it costs.
public struct FormStability: RobustnessProperty {
  /// The share of cases that may fail where a gate does not say.
  public static let tolerated = 0.1

  public init() {}

  public var id: String { "form-stability" }

  public var dependsOnWeights: Bool { false }

  public var summary: String {
    "blanks, punctuation, digits and marks change costs less than unknown words; margin: bound minus change, "
      + "in nats"
  }

  public var perturbation: any Perturbation { Unperturbed() }

  public var probes: [ProbeKind] { [.short, .cased, .long] }

  public var caseLimit: Int? { 40 }

  public func allowance(of outcomes: [PropertyOutcome]) -> FailureAllowance {
    .standard(Self.tolerated)
  }

  public func examines(_ candidate: RobustnessCase) -> Bool {
    !candidate.clean[0].text.isEmpty
  }

  public func outcomes(
    of cases: [RobustnessCase], under secondPass: SecondPass
  ) throws(RescoringError) -> [PropertyOutcome] {
    let forms = cases.map { Forms($0.clean[0].text.spacedWords) }
    let costs = try TextVariants(model: secondPass.model).costs(
      of: forms.map(\.texts), like: cases.map(\.clean))
    return cases.indices.map { forms[$0].outcome(costs[$0]) }
  }
}

extension RobustnessProperty where Self == FormStability {
  public static var formStability: Self { FormStability() }
}

/// One text in other forms, each with what it is held against.
private struct Forms {
  private struct Pair {
    let form: String
    /// The same words unknown; nil where no word is touched.
    let unknown: String?
  }

  private let text: String
  private let pairs: [Pair]
  /// The text with one word unknown each, or said twice.
  private let singles: [String]

  init(_ words: [String]) {
    text = words.joined(separator: " ")
    let nonsense = Nonsense.words[0]
    let (middle, last) = (words.count / 2, words.count - 1)
    var punctuated = words
    // Where there is punctuation already, more of it would be no form that recognizers write.
    if punctuated[middle].last?.isPunctuation == false { punctuated[middle] += "," }
    if punctuated[last].last?.isPunctuation == false { punctuated[last] += "." }
    var unknown = words
    unknown[middle] = nonsense
    unknown[last] = nonsense
    func inserting(_ more: [String]) -> String {
      (words[...middle] + more + words[(middle + 1)...]).joined(separator: " ")
    }
    let marked = words[middle] + "\u{301}"
    pairs = [
      Pair(form: words.joined(separator: "  "), unknown: nil),
      Pair(form: " \(text) ", unknown: nil),
      Pair(
        form: punctuated.joined(separator: " "), unknown: unknown.joined(separator: " ")),
      Pair(form: inserting(["25", "7"]), unknown: inserting([nonsense, nonsense])),
      Pair(
        form: words.replacing(middle, with: marked),
        unknown: words.replacing(middle, with: nonsense)),
      Pair(form: inserting(["naïve"]), unknown: inserting([nonsense])),
    ]
    singles = Set([0, middle, last]).sorted().flatMap { place in
      [
        words.replacing(place, with: nonsense),
        words.replacing(place, with: "\(words[place]) \(words[place])"),
      ]
    }
  }

  var texts: [String] { [text] + singles + pairs.flatMap { [$0.form, $0.unknown ?? text] } }

  func outcome(_ costs: [Double]) -> PropertyOutcome {
    let changes = singles.indices.map { abs(costs[1 + $0] - costs[0]) }
    let (usual, largest) = (changes.median, changes.max() ?? 0)
    let floor = CostTolerance.difference(
      among: costs.prefix(1 + singles.count).map(\.self), else: nil)
    var worst = (margin: Double.infinity, note: "")
    for (number, pair) in pairs.enumerated() {
      let at = 1 + singles.count + 2 * number
      let change = abs(costs[at] - costs[0])
      let bound =
        pair.unknown == nil
        ? max(0.1 * usual, floor) : 3 * max(abs(costs[at + 1] - costs[0]), largest, floor)
      if bound - change < worst.margin {
        worst = (
          bound - change,
          CostTexts.two(costs[0], costs[at]) {
            "\"\(text)\" costs \($0), \"\(pair.form)\" \($1), a change of more than "
              + CostTexts.one(bound)
          }
        )
      }
    }
    return PropertyOutcome(margin: worst.margin, note: worst.margin < 0 ? worst.note : nil)
  }
}
