import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

extension ReportPage {
  /// Word errors on the lists as the first pass gave them, and each model's figures at a glance.
  func overviewSection() -> Markup {
    .tag("section", ["id": "overview"]) {
      Markup.tag("h2") { "Word errors on clean lists" }
      if let corpus = record.mainCorpus {
        answers(.cleanLists)
        cleanTable(corpus, isSortable: true)
        forestPlots(corpus, id: "clean")
        Markup.tag("p", ["class": "soft"]) {
          "WERR is the relative WER reduction; positive is better. The intervals of green and orange "
          "figures exclude zero. p is from the two-sided matched-pairs test (MAPSSWE) with each utterance "
          "or cluster as a segment. “Choices changed” counts the utterances for which the model does not "
          "select the first pass's top hypothesis."
        }
      }
    }
  }

  /// WER and WERR, one row a model.
  func cleanTable(_ corpus: CorpusRecord, isSortable: Bool) -> Markup {
    let baseline = record.models.first { $0.role == .baseline }?.identity.name
    return table("Word errors on \(corpus.name)", styles: isSortable ? "sortable" : "") {
      columnHead("Model", isNumber: false)
      columnHead("WER")
      columnHead("WERR vs first pass")
      if let baseline { columnHead("WERR vs \(baseline)") }
      columnHead("Choices changed")
    } body: {
      for result in corpus.models {
        let isFirst = record.model(named: result.model)?.role == .firstPass
        Markup.tag("tr", ["class": isFirst ? "reference" : ""]) {
          modelHead(result.model)
          shareCell(result.clean.wer)
          comparisonCell(result.clean.againstFirstPass)
          if baseline != nil { comparisonCell(result.clean.againstBaseline) }
          numberCell(isFirst ? "–" : FigureFormat.count(result.clean.changedSelections))
        }
      }
    } foot: {
      for oracle in corpus.oracle {
        Markup.tag("tr", ["class": "reference"]) {
          Markup.tag("th", ["scope": "row"]) { "oracle of \(oracle.limit)" }
          numberCell(oracle.errors.rate.map { FigureFormat.percent($0) } ?? "–")
          for _ in 0..<(baseline == nil ? 2 : 3) { numberCell("") }
        }
      }
    }
  }

  /// WERR against the first pass and against the baseline.
  func forestPlots(_ corpus: CorpusRecord, id: String) -> Markup {
    let baseline = record.models.first { $0.role == .baseline }?.identity.name
    return .tag("div", ["class": "panels"]) {
      forest(
        corpus, id: "\(id)-first", against: "the first pass", reading: \.clean.againstFirstPass)
      if let baseline {
        forest(corpus, id: "\(id)-baseline", against: baseline, reading: \.clean.againstBaseline)
      }
    }
  }

  private func forest(
    _ corpus: CorpusRecord, id: String, against other: String,
    reading comparison: KeyPath<ModelResult, Comparison?>
  ) -> Markup {
    let rows = corpus.models.compactMap { result -> ForestPlot.Row? in
      guard let found = result[keyPath: comparison], found.isRelative else { return nil }
      return ForestPlot.Row(
        name: result.model, mark: SeriesMark(position: record.position(of: result.model)),
        estimate: found.reduction,
        figures: "\(FigureFormat.signedPercent(found.reduction.value)) "
          + "[\(FigureFormat.signedInterval(found.reduction))]")
    }
    guard !rows.isEmpty else { return .group([]) }
    let title = "Relative WER reduction against \(other)"
    let plot = ForestPlot(
      id: id, title: title,
      description: rows.map { "\($0.name): \($0.figures)" }.joined(separator: "; "),
      axis: "← worse · WERR · better →", reference: 0, isSigned: true, rows: rows)
    return panel(title, plot.markup())
  }
}
