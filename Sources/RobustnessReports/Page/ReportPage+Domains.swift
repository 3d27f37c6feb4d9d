import Robustness
import RobustnessRuns

extension ReportPage {
  /// The same figures on the domains that nothing was adapted to: what adaptation forgets.
  func furtherDomainSections() -> Markup {
    guard !record.furtherCorpora.isEmpty else { return .group([]) }
    return .tag("section", ["id": "domains"]) {
      Markup.tag("h2") { "Other domains: what adaptation forgets" }
      answers(.domains)
      for corpus in record.furtherCorpora {
        Markup.tag("h3") { corpus.name }
        Markup.tag("p") {
          "\(FigureFormat.count(corpus.utterances, of: "utterance")), "
          "\(FigureFormat.count(corpus.hypotheses)) hypotheses, "
          "\(FigureFormat.count(corpus.referenceWords)) reference words. "
          forgetting(corpus)
        }
        matrix(corpus)
        contrastTable(corpus)
        cleanTable(corpus, isSortable: false)
        forestPlots(corpus, id: "domain-\(corpus.name)")
        for perturbation in record.perturbations {
          choiceTables(perturbation, corpus: corpus)
          Markup.tag("details") {
            Markup.tag("summary") {
              "WER and NPRR at every strength: \(Wording.spelledOut(perturbation))"
            }
            degradationTables(perturbation, corpus: corpus)
          }
        }
      }
    }
  }

  private func forgetting(_ corpus: CorpusRecord) -> Markup {
    let lost = corpus.models.filter { model in
      model.clean.againstBaseline.map { $0.reduction.hasInterval && $0.reduction.upper < 0 }
        ?? false
    }.map(\.model)
    guard corpus.models.contains(where: { $0.clean.againstBaseline != nil }) else {
      return .group([])
    }
    return Prose(
      lost.isEmpty
        ? "No adapted model is significantly worse here than the baseline before adaptation."
        : "Significantly worse here than the baseline before adaptation: "
          + "\(Wording.list(lost.map(Prose.name)))."
    ).markup
  }
}
