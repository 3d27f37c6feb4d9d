import Algorithms
import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// Models by conditions, as heard: the report's main table, with the choosers that models are measured
/// against as its last rows.
struct ConditionMatrix {
  /// What a chooser did under one condition.
  struct Cell {
    let wer: Estimate?
    let skill: Skill?
    /// Nil on the clean lists and for the baselines.
    let skillKept: Figure?
  }

  /// A measured skill, or what is so by definition.
  enum Skill {
    case measured(Figure)
    case given(Double)

    var value: Double? {
      switch self {
      case .measured(let figure): figure.estimate?.value
      case .given(let value): value
      }
    }

    /// The figure alone, as in "0.66", "0" or "–".
    var short: String {
      switch self {
      case .measured(let figure): ConditionMatrix.short(figure)
      case .given(let value): FigureFormat.decimal(value, digits: 0)
      }
    }

    /// The figure with its interval, as in "0.66 [0.62, 0.69]".
    var long: String {
      switch self {
      case .measured(let figure): FigureFormat.number(figure)
      case .given: short
      }
    }
  }

  struct Row {
    let name: String
    /// False for random pick and oracle.
    let isModel: Bool
    let cells: [Cell]
  }

  /// The conditions; nil for the clean lists.
  let conditions: [PerturbationCondition?]
  let rows: [Row]
  /// Why figures are missing, each reason once.
  let reasons: [UndefinedReason]
  /// Why figures have no interval, each reason once.
  let lacks: [Estimate.NoInterval]

  init(_ corpus: CorpusRecord) {
    let conditions = corpus.matrixConditions
    var rows = corpus.models.map { model in
      Row(
        name: model.model, isModel: true,
        cells: conditions.map { condition in
          guard let condition else {
            return Cell(
              wer: model.clean.wer, skill: model.clean.skill.map(Skill.measured), skillKept: nil)
          }
          let result = model.asHeard(condition)
          return Cell(
            wer: result?.wer, skill: result?.skill.map(Skill.measured),
            skillKept: result?.skillKept)
        })
    }
    func baseline(
      _ name: String, skill: Double, _ wer: (ListBaselines) -> Estimate
    ) -> Row {
      Row(
        name: name, isModel: false,
        cells: conditions.map { condition in
          let baselines = corpus.baselines(condition, .asHeard)
          return Cell(
            wer: baselines.map(wer), skill: baselines == nil ? nil : .given(skill), skillKept: nil)
        })
    }
    if corpus.cleanBaselines != nil {
      rows.append(baseline("random pick", skill: 0, \.randomPick))
      rows.append(baseline("oracle", skill: 1, \.oracle))
    }
    self.conditions = conditions
    self.rows = rows
    let figures = corpus.models.flatMap { model -> [Figure] in
      let perturbed = conditions.compactMap { $0 }.flatMap { condition -> [Figure?] in
        let result = model.asHeard(condition)
        return [result?.skill, result?.skillKept]
      }
      return ([model.clean.skill] + perturbed).compactMap(\.self)
    }
    var reasons: [UndefinedReason] = []
    for reason in figures.compactMap(\.reason) where !reasons.contains(reason) {
      reasons.append(reason)
    }
    self.reasons = reasons
    let estimates = rows.flatMap { $0.cells.compactMap(\.wer) } + figures.compactMap(\.estimate)
    lacks = Estimate.NoInterval.allCases.filter { lack in
      estimates.contains { $0.noInterval == lack }
    }
  }

  /// A plain number without its interval; "–" where there is none.
  static func short(_ figure: Figure) -> String {
    figure.estimate.map { FigureFormat.decimal($0.value, digits: 2) } ?? "–"
  }

  /// Whether the record has skills: older ones don't.
  var hasSkill: Bool { rows.contains { $0.cells.contains { $0.skill != nil } } }

  /// What the columns and figures are, in a few sentences.
  var explanation: String {
    guard hasSkill else {
      return
        "WER as heard. This record comes from a version that did not measure skill; make the report again "
        + "to get it."
    }
    return
      "WER with its interval, as heard: the errors of the selected text, with the words that the perturbation "
      + "put into it. In each column all models see exactly the same lists"
      + (conditions.contains { $0?.scope == .selected }
        ? ", except where each model's own selection is perturbed: there each model has its own lists, "
          + "oracle and random pick, so compare skill and not WER. "
        : ". ") + "Skill is 1 for "
      + "the oracle (the best choice from each list), 0 for a random pick, and negative below chance; skill kept "
      + "is the share of a model's clean skill that is left under the perturbation."
      + (reasons.isEmpty
        ? "" : " – means that \(Wording.list(reasons.map(\.description))).")
      + (lacks.isEmpty
        ? "" : " Missing intervals: \(Wording.list(lacks.map(\.description))).") + meanings
  }

  /// What the perturbations do that ship with the package.
  private var meanings: String {
    let kinds = conditions.compactMap { condition in
      condition.flatMap { PerturbationKind(rawValue: $0.perturbation) }
    }
    guard !kinds.isEmpty else { return "" }
    let texts = kinds.uniqued().map { "\(Wording.spelledOut($0.rawValue)): \($0.meaning)" }
    return " " + Wording.sentence(texts.joined(separator: "; "))
  }
}
