import Perturbations
import Robustness
import RobustnessRuns

extension ReportPage {
  /// Skill, regret and what moving was worth, for every strength of a perturbation.
  func choiceTables(_ perturbation: String, corpus: CorpusRecord) -> Markup {
    guard corpus.cleanBaselines != nil else { return .group([]) }
    return .tag("details") {
      Markup.tag("summary") { "Skill, regret and moved choices" }
      Markup.tag("p", ["class": "soft"]) {
        "Regret is the WER minus that of the oracle on the same lists. A choice moved if its text is not the "
        "perturbed form of the clean choice. Harm and rescue are the shares of moved choices that made "
        "more and fewer errors than staying with the clean choice would have made. Net added errors are what "
        "all moves together add to the WER; if they are below 0, moving was right on the whole. Lists from "
        "which the perturbation removed the clean choice are left out of moves, harm, rescue and net added "
        "errors."
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
    return table(
      "Choices under \(Wording.spelledOut(perturbation)), \(title), on \(corpus.name)",
      caption: title
    ) {
      columnHead("Model", isNumber: false)
      for name in [
        "Strength", "Skill", "Skill kept", "Regret, points", "Moved", "Harm", "Rescue",
        "Net added errors, points",
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
