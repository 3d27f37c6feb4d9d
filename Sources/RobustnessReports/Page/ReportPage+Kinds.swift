import Perturbations
import Robustness
import RobustnessRuns

extension ReportPage {
  /// What each kind of perturbation costs each model, side by side: all hypotheses perturbed, at the
  /// middle strength.
  func kindsTable(_ corpus: CorpusRecord) -> Markup {
    let counting = Counting.asHeard
    return table(
      "Kinds of perturbation",
      caption:
        "NPRR and WER of each kind, \(Wording.counting(counting)), at the given strength: with all hypotheses "
        + "or the whole list perturbed if the report has that, otherwise with only the 1-best perturbed."
    ) {
      columnHead("Perturbation", isNumber: false)
      columnHead("Strength", isNumber: false)
      columnHead("Lists changed")
      for model in corpus.models { modelColumn(model.model) }
    } body: {
      for perturbation in record.perturbations {
        if let condition = corpus.mainCondition(of: perturbation) {
          Markup.tag("tr") {
            Markup.tag("th", ["scope": "row"]) { Wording.spelledOut(perturbation) }
            Markup.tag("td") { Wording.strength(condition.strength) }
            numberCell(changedShare(condition, corpus))
            for model in corpus.models {
              degradationCell(
                model.result(perturbation, condition.scope, condition.strength, counting))
            }
          }
        }
      }
    }
  }

  private func changedShare(
    _ condition: PerturbationCondition, _ corpus: CorpusRecord
  ) -> String {
    guard let coverage = corpus.coverage.first(where: { $0.condition == condition }),
      coverage.lists > 0
    else { return "–" }
    return FigureFormat.percent(Double(coverage.changedLists) / Double(coverage.lists))
  }

  /// What a chart or table of a perturbation shows.
  func heading(
    _ perturbation: String, _ scope: PerturbationScope, _ counting: Counting,
    in corpus: CorpusRecord
  ) -> String {
    Wording.heading(
      scope, corpus.conditions(of: perturbation).strengths,
      record.countings(of: perturbation).count > 1 ? counting : nil)
  }
}
