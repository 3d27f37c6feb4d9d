import Perturbations
import Rescoring
import Robustness
import RobustnessRuns

extension ReportPage {
  /// Models by conditions: what the report is about, on its first screen.
  func matrixSection() -> Markup {
    guard let corpus = record.mainCorpus else {
      return .tag("p") { "The record holds no corpus." }
    }
    return .tag("section", ["id": "matrix"]) {
      Markup.tag("h2", ["class": "unseen"]) { "Models by conditions" }
      matrix(corpus)
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

  /// Planned comparisons of groups, as heard.
  func groupContrastTable(_ corpus: CorpusRecord) -> Markup {
    let rows = GroupContrastText(corpus).rows
    guard !rows.isEmpty else { return .group([]) }
    return .group([
      .tag("h3") { "Planned comparisons" },
      table("Planned comparisons on \(corpus.name)") {
        for (place, name) in GroupContrastText.columns.enumerated() {
          columnHead(name, isNumber: place > 1)
        }
      } body: {
        for row in rows {
          Markup.tag("tr") {
            Markup.tag("th", ["scope": "row"]) { row.comparison }
            Markup.tag("td") { row.condition }
            for cell in row.cells {
              Markup.tag("td", ["class": "number"]) {
                for line in cell { range(line) }
              }
            }
          }
        }
      },
      .tag("p", ["class": "soft"]) { GroupContrastText.explanation },
    ])
  }

  /// WER, skill and skill kept of each model in each condition, with the baselines of the same lists.
  func matrix(_ corpus: CorpusRecord) -> Markup {
    let matrix = ConditionMatrix(corpus)
    let name = "Models by conditions on \(corpus.name)"
    let isMain = corpus.name == record.mainCorpus?.name
    return .group([
      table(
        name, caption: "\(corpus.name), as heard", styles: isMain ? "matrix sortable" : "matrix"
      ) {
        columnHead("Model", isNumber: false)
        for condition in matrix.conditions { conditionColumn(condition) }
      } body: {
        for row in matrix.rows where row.isModel { matrixRow(row) }
      } foot: {
        for row in matrix.rows where !row.isModel { matrixRow(row) }
      },
      .tag("p", ["class": "soft"]) {
        matrix.explanation
        if matrix.hasSkill {
          " The greener a cell, the higher the skill; orange is below chance."
        }
      },
      skillTable(matrix, corpus),
    ])
  }

  private func matrixRow(_ row: ConditionMatrix.Row) -> Markup {
    .tag("tr", ["class": row.isModel ? "" : "reference"]) {
      if row.isModel {
        modelHead(row.name)
      } else {
        Markup.tag("th", ["scope": "row"]) { row.name }
      }
      for cell in row.cells { matrixCell(cell, isModel: row.isModel) }
    }
  }

  private func matrixCell(_ cell: ConditionMatrix.Cell, isModel: Bool) -> Markup {
    let skill = isModel ? cell.skill?.value : nil
    return .tag(
      "td",
      [
        "class": "number" + (skill.map { $0 < 0 ? " below" : " skill" } ?? ""),
        "style": skill.map { "--skill: \(FigureFormat.percent(min(max($0, 0), 1)))" } ?? "",
        "data-value": cell.wer.map { SVG.number($0.value * 10_000) } ?? "",
      ]
    ) {
      if let wer = cell.wer {
        Markup.tag("span", ["class": "whole"]) {
          Markup.tag("strong") { FigureFormat.percent(wer.value) }
          " \(FigureFormat.pointsInterval(wer))"
        }
      } else {
        "–"
      }
      if let skill = cell.skill {
        range(
          "skill \(skill.short)"
            + (cell.skillKept.map { ", kept \(ConditionMatrix.short($0))" } ?? ""))
      }
    }
  }

  /// Skill and skill kept with their intervals, in the matrix's rows and columns.
  private func skillTable(_ matrix: ConditionMatrix, _ corpus: CorpusRecord) -> Markup {
    guard matrix.hasSkill else { return .group([]) }
    return .tag("details") {
      Markup.tag("summary") { "Skill and skill kept with their intervals" }
      table("Skill on \(corpus.name)", caption: "\(corpus.name), as heard") {
        columnHead("Model", isNumber: false)
        for condition in matrix.conditions { conditionColumn(condition) }
      } body: {
        for row in matrix.rows where row.isModel {
          Markup.tag("tr") {
            modelHead(row.name)
            for cell in row.cells {
              Markup.tag("td", ["class": "number"]) {
                "skill " + (cell.skill?.long ?? "–")
                if let kept = cell.skillKept { range("kept \(FigureFormat.number(kept))") }
              }
            }
          }
        }
      }
    }
  }

  /// The paired contrasts of models with the baseline.
  func contrastsSection() -> Markup {
    guard let corpus = record.mainCorpus, corpus.contrasts?.isEmpty == false else {
      return .group([])
    }
    return .tag("section", ["id": "contrasts"]) {
      Markup.tag("h2") { "Contrasts between models" }
      contrastTable(corpus)
      groupTable(corpus)
      groupContrastTable(corpus)
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
      table(
        "Differences from \(against) on \(corpus.name)",
        caption: "Differences from \(against), paired"
      ) {
        columnHead("Model", isNumber: false)
        for condition in conditions { conditionColumn(condition) }
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
        "Each figure is that of the model minus that of "
        modelName(against)
        " on the same utterances and draws: a negative difference of WER and a positive difference of skill "
        "are better. Differences of WER are in percentage points. The last line of a cell has the two-sided "
        "p-values of the lines above it, in their order, after Holm's correction over the models of one measure "
        "and condition; differences in green and orange are significant. “Detectable” is the difference that "
        "would have been detected with 80% power."
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
      if contrasts.isEmpty {
        "–"
      } else {
        range(
          "p "
            + contrasts.map { $0.holmP.map(FigureFormat.probability) ?? "–" }
            .joined(separator: "; "))
      }
    }
  }
}
