import Perturbations
import Robustness
import RobustnessRuns

extension CSVReport {
  func place(of result: PerturbedResult) -> CSVRow.Place {
    CSVRow.Place(condition: result.condition, counting: result.counting)
  }

  /// Regret, skill, skill kept and what moved choices were worth.
  func choiceRows(_ model: ModelResult, corpus: CorpusRecord) -> [CSVRow] {
    func rows(_ figures: [(String, Figure?, String)], at place: CSVRow.Place?) -> [CSVRow] {
      figures.compactMap { measure, figure, unit in
        figure.map {
          CSVRow(
            corpus: corpus.name, model: model.model, measure: measure, at: place, figure: $0,
            unit: unit)
        }
      }
    }
    let clean = rows(
      [
        ("regret", model.clean.regret, "difference"), ("skill", model.clean.skill, "ratio"),
        ("headroom recovered", model.clean.headroomRecovered, "ratio"),
      ], at: nil)
    return clean
      + model.perturbed.flatMap { result -> [CSVRow] in
        let place = place(of: result)
        let counts = result.moves.map {
          [
            ("compared selections", $0.compared), ("left-out selections", $0.leftOut),
            ("moved selections", $0.moved),
          ]
        }
        return rows(
          [
            ("regret", result.regret, "difference"), ("skill", result.skill, "ratio"),
            ("skill kept", result.skillKept, "ratio"),
            ("headroom recovered", result.headroomRecovered, "ratio"),
            ("harm", result.moves?.harm, "share"),
            ("rescue", result.moves?.rescue, "share"),
            ("net added errors", result.moves?.netAddedErrors, "difference"),
            ("oracle wer", result.baselines.map { .estimate($0.oracle) }, "share"),
            ("random pick wer", result.baselines.map { .estimate($0.randomPick) }, "share"),
            (
              "first pass wer", result.baselines?.firstPass.map { .estimate($0) }, "share"
            ),
          ], at: place)
          + (counts ?? []).map { measure, count in
            CSVRow(
              corpus: corpus.name, model: model.model, measure: measure, at: place,
              value: Double(count), unit: "count")
          }
      }
  }

  /// Oracle and random pick of the lists that the models saw.
  func baselineRows(_ corpus: CorpusRecord) -> [CSVRow] {
    func rows(_ baselines: ListBaselines, at place: CSVRow.Place?) -> [CSVRow] {
      [("oracle", baselines.oracle), ("random pick", baselines.randomPick)].map { name, wer in
        CSVRow(corpus: corpus.name, model: name, measure: "wer", at: place, estimate: wer)
      }
    }
    return (corpus.cleanBaselines.map { rows($0, at: nil) } ?? [])
      + (corpus.perturbedBaselines ?? []).flatMap {
        rows($0.baselines, at: CSVRow.Place(condition: $0.condition, counting: $0.counting))
      }
  }

  /// Paired differences between models, each with its p.
  func contrastRows(_ corpus: CorpusRecord) -> [CSVRow] {
    ((corpus.contrasts ?? []) + (corpus.requiredContrasts ?? [])).flatMap { contrast -> [CSVRow] in
      let place = contrast.condition.flatMap { condition in
        contrast.counting.map { CSVRow.Place(condition: condition, counting: $0) }
      }
      let name = ContrastText.plainName(GroupContrast.Measure(contrast.measure))
      func probability(_ measure: String, _ value: Double?) -> [CSVRow] {
        value.map {
          [
            CSVRow(
              corpus: corpus.name, model: contrast.model, measure: measure,
              against: contrast.against, at: place, value: $0, unit: "probability")
          ]
        } ?? []
      }
      return [
        CSVRow(
          corpus: corpus.name, model: contrast.model, measure: "\(name) difference",
          against: contrast.against, at: place, figure: contrast.difference, unit: "difference")
      ] + probability("\(name) difference p", contrast.p)
        + probability("\(name) difference holm p", contrast.holmP)
        + [contrast.detectable].compactMap(\.self).map {
          CSVRow(
            corpus: corpus.name, model: contrast.model, measure: "\(name) difference detectable",
            against: contrast.against, at: place, value: $0, unit: "difference")
        }
    }
  }
}
