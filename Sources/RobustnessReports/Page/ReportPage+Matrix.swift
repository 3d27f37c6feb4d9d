import Perturbations
import Rescoring
import Robustness
import RobustnessRuns

extension ReportPage {
  /// Models by conditions: what the report is about, on its first screen.
  func matrixSection() -> Markup {
    guard let corpus = record.mainCorpus else { return .group([]) }
    return .tag("section", ["id": "matrix"]) {
      Markup.tag("h2") { "Models by conditions" }
      matrix(corpus)
      contrastTable(corpus)
      groupTable(corpus)
    }
  }

  /// Means over training seeds, in the matrix's columns.
  func groupTable(_ corpus: CorpusRecord) -> Markup {
    let groups = GroupTable(corpus, groups: record.provenance.configuration.groups ?? [])
    guard !groups.rows.isEmpty else { return .group([]) }
    return .group([
      .tag("h3") { "Training seeds" },
      table("Means over training seeds on \(corpus.name)") {
        columnHead("Group", isNumber: false)
        for condition in groups.conditions { columnHead(Wording.condition(condition)) }
      } body: {
        for row in groups.rows {
          Markup.tag("tr") {
            Markup.tag("th", ["scope": "row"]) { row.name }
            for cell in row.cells {
              Markup.tag("td", ["class": "number"]) {
                for line in cell { range(line) }
              }
            }
          }
        }
      },
      .tag("p", ["class": "soft"]) { groups.explanation },
    ])
  }

  /// WER, skill and skill kept of each model in each condition, with the baselines of the same lists.
  func matrix(_ corpus: CorpusRecord) -> Markup {
    let matrix = ConditionMatrix(corpus)
    return .group([
      table("Models by conditions on \(corpus.name)", caption: "\(corpus.name), as heard") {
        columnHead("Model", isNumber: false)
        for condition in matrix.conditions { columnHead(Wording.condition(condition)) }
      } body: {
        for row in matrix.rows {
          Markup.tag("tr", ["class": row.isModel ? "" : "reference"]) {
            if row.isModel {
              modelHead(row.name)
            } else {
              Markup.tag("th", ["scope": "row"]) { row.name }
            }
            for cell in row.cells { matrixCell(cell) }
          }
        }
      },
      .tag("p", ["class": "soft"]) { matrix.explanation },
    ])
  }

  private func matrixCell(_ cell: ConditionMatrix.Cell) -> Markup {
    .tag("td", ["class": "number"]) {
      if let wer = cell.wer {
        Markup.tag("strong") { FigureFormat.percent(wer.value) }
        Markup.tag("span", ["class": "soft"]) { " (\(FigureFormat.interval(wer)))" }
      } else {
        "–"
      }
      if let skill = cell.skill { range("skill \(skill)") }
      if let kept = cell.skillKept { range("kept \(kept)") }
    }
  }

  /// Each examined model's difference from the baseline or the first pass, in the matrix's columns.
  func contrastTable(_ corpus: CorpusRecord) -> Markup {
    guard let contrasts = corpus.contrasts, let against = contrasts.first?.against else {
      return .group([])
    }
    let conditions = corpus.matrixConditions
    var models: [String] = []
    for contrast in contrasts where !models.contains(contrast.model) {
      models.append(contrast.model)
    }
    return .group([
      .tag("h3") { "Differences from \(against)" },
      table("Differences from \(against) on \(corpus.name)") {
        columnHead("Model", isNumber: false)
        for condition in conditions { columnHead(Wording.condition(condition)) }
      } body: {
        for model in models {
          Markup.tag("tr") {
            modelHead(model)
            for condition in conditions {
              contrastCell(
                contrasts.filter {
                  $0.model == model && $0.condition == condition && $0.counting != .asChosen
                })
            }
          }
        }
      },
      .tag("p", ["class": "soft"]) {
        "Each model minus \(against) on the same utterances and draws; a WER below 0 and a skill above 0 are "
        "better. pts are percentage points. p, in the order of the lines, is the two-sided p after Holm's correction "
        "over the models of one measure and condition; green and orange differ from zero by it. Detectable is what would "
        "have been shown with 80% power."
      },
    ])
  }

  private func contrastCell(_ contrasts: [Contrast]) -> Markup {
    let level = 1 - record.provenance.configuration.confidence
    return .tag("td", ["class": "number"]) {
      for contrast in contrasts {
        Markup.tag("span", ["class": "range"]) {
          if let difference = contrast.difference.estimate {
            let text = ContrastText.figure(contrast.measure, difference)
            if contrast.holmP.map({ $0 < level }) ?? false {
              let isGood = (difference.value > 0) != (contrast.measure == .wer)
              Markup.tag("span", ["class": isGood ? "good" : "bad"]) { text }
            } else {
              text
            }
            " \(ContrastText.interval(contrast.measure, difference))"
            contrast.detectableText(at: level).map { ", \($0) detectable" } ?? ""
          } else {
            "\(ContrastText.name(contrast.measure)) –"
          }
        }
      }
      range(
        "p "
          + contrasts.map { $0.holmP.map(FigureFormat.probability) ?? "–" }
          .joined(separator: "; "))
    }
  }

  /// Skill, regret and what moving was worth, for every strength of a perturbation.
  func choiceTables(_ perturbation: String, corpus: CorpusRecord) -> Markup {
    guard corpus.cleanBaselines != nil else { return .group([]) }
    return .tag("details") {
      Markup.tag("summary") { "Skill, regret and moved choices" }
      Markup.tag("p", ["class": "soft"]) {
        "Regret is WER above the oracle of the same lists. A choice moved if its text is not the "
        "perturbed form of the clean choice; harm and rescue are the shares of the moved that made "
        "more and fewer errors than staying, and net added errors what all moves together add to the "
        "WER: below 0, moving was right."
      }
      for scope in corpus.conditions(of: perturbation).scopes {
        for counting in record.countings(of: perturbation) {
          choiceTable(perturbation, scope, counting, corpus: corpus)
        }
      }
    }
  }

  private func choiceTable(
    _ perturbation: String, _ scope: PerturbationScope, _ counting: Counting, corpus: CorpusRecord
  ) -> Markup {
    let title = heading(perturbation, scope, counting, in: corpus)
    return table("Skill: \(title)", caption: title) {
      columnHead("Model", isNumber: false)
      for name in [
        "Strength", "Skill", "Skill kept", "Regret, pts", "Moved", "Harm", "Rescue",
        "Net added errors, pts",
      ] {
        columnHead(name)
      }
    } body: {
      for model in corpus.models {
        for strength in corpus.conditions(of: perturbation).strengths {
          if let result = model.result(perturbation, scope, strength, counting) {
            Markup.tag("tr") {
              modelHead(model.model)
              numberCell(Wording.tick(strength))
              plainCell(result.skill)
              plainCell(result.skillKept)
              pointsCell(result.regret)
              numberCell(result.moves.map(moved) ?? "–")
              shareCell(result.moves?.harm.estimate)
              shareCell(result.moves?.rescue.estimate)
              pointsCell(result.moves?.netAddedErrors)
            }
          }
        }
      }
    }
  }

  private func moved(_ moves: MovedChoices) -> String {
    "\(FigureFormat.count(moves.moved)) of \(FigureFormat.count(moves.compared))"
      + (moves.leftOut == 0 ? "" : "; \(FigureFormat.count(moves.leftOut)) left out")
  }

  private func plainCell(_ figure: Figure?) -> Markup {
    .tag("td", ["class": "number"]) {
      if let estimate = figure?.estimate {
        FigureFormat.decimal(estimate.value, digits: 2)
        range(FigureFormat.numberInterval(estimate))
      } else {
        "–"
      }
    }
  }

  private func pointsCell(_ figure: Figure?) -> Markup {
    .tag("td", ["class": "number"]) {
      if let estimate = figure?.estimate {
        FigureFormat.points(estimate.value)
        range(FigureFormat.pointsInterval(estimate))
      } else {
        "–"
      }
    }
  }
}
