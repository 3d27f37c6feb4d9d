import Perturbations
import Robustness
import RobustnessRuns

extension ReportPage {
  /// Skill over strengths, and in details what it costs in words: NPRR beside the WER, both countings.
  func degradationSections() -> Markup {
    guard let corpus = record.mainCorpus, !record.perturbations.isEmpty else { return .group([]) }
    return .tag("section", ["id": "degradation"]) {
      Markup.tag("h2") { "Kinds and strengths of perturbation" }
      answers(.perturbations)
      if record.perturbations.count > 1 { kindsTable(corpus) }
      for perturbation in record.perturbations {
        if record.perturbations.count > 1 {
          Markup.tag("h3") { Wording.capitalized(Wording.spelledOut(perturbation)) }
        }
        skillPanels(perturbation, corpus: corpus)
        choiceTables(perturbation, corpus: corpus)
        nprr(perturbation, corpus: corpus)
        coverage(perturbation, corpus: corpus)
      }
    }
  }

  /// Skill by strength, as heard; nothing for a record of before skill was measured, and for a
  /// perturbation without strengths, of which the matrix has the only figure.
  @MarkupBuilder private func skillPanels(_ perturbation: String, corpus: CorpusRecord) -> Markup {
    let (scopes, strengths) = corpus.conditions(of: perturbation)
    if corpus.cleanBaselines != nil, strengths.count > 1 {
      legend(modelNames(in: corpus))
      Markup.tag("div", ["class": "panels"]) {
        for scope in scopes {
          let chart = skillChart(perturbation, scope, corpus: corpus)
          panel("Skill, \(chart.title)", chart.markup())
        }
      }
      Markup.tag("p", ["class": "soft"]) {
        "Whiskers are \(record.confidence) intervals. Each plot has its own scale. Choices kept is the share of "
        "lists in which the selected hypothesis comes from the one that was selected on the clean list, even if its "
        "text has changed."
      }
    }
  }

  /// Skill on the clean lists and at each strength: comparable between models and conditions.
  func skillChart(
    _ perturbation: String, _ scope: PerturbationScope, corpus: CorpusRecord, id: String? = nil
  ) -> LineChart {
    let strengths = corpus.conditions(of: perturbation).strengths
    let series = corpus.models.map { model in
      LineChart.Series(
        name: model.model, mark: SeriesMark(position: record.position(of: model.model)),
        points: [model.clean.skill?.estimate]
          + strengths.map { model.result(perturbation, scope, $0, .asHeard)?.skill?.estimate },
        isReference: isFirstPass(model.model))
    }
    let ticks = ["clean"] + strengths.map(Wording.tick)
    let described = series.map { one in
      let values = zip(ticks, one.points).map { tick, point in
        "\(tick): " + (point.map { FigureFormat.decimal($0.value, digits: 2) } ?? "no skill")
      }
      return "\(one.name) \(values.joined(separator: ", "))"
    }
    return LineChart(
      id: id ?? "skill-\(perturbation)-\(scope.rawValue)",
      title: heading(perturbation, scope, .asHeard, in: corpus),
      description: "Skill by strength. " + described.joined(separator: "; "), ticks: ticks,
      axis: Wording.axis(strengths, perturbation: perturbation), unit: .number, series: series)
  }

  func isFirstPass(_ name: String) -> Bool { record.model(named: name)?.role == .firstPass }

  /// NPRR with what it can't say, its curves and all its figures.
  private func nprr(_ perturbation: String, corpus: CorpusRecord) -> Markup {
    .tag("details") {
      Markup.tag("summary") { "WER and NPRR at every strength" }
      Markup.tag("p") {
        "NPRR is the number of errors that perturbing the lists adds to a model's selections, divided by "
        "the number of errors it makes without perturbation. "
        Markup.tag("strong") { "As heard" }
        " counts the errors of the perturbed text that was selected. "
        Markup.tag("strong") { "As chosen" }
        " counts the errors of the clean text that the selected hypothesis stands for, so that only the "
        "choice is judged. The first pass ranks before words are replaced, so its errors as chosen don't change."
      }
      Markup.tag("p") { Provenance.comparabilityOfNPRR }
      absoluteNote(corpus.models.flatMap { $0.perturbed.map(\.nprr) })
      legend(modelNames(in: corpus))
      degradationPanels(perturbation, corpus: corpus, id: "nprr-\(perturbation)")
      degradationTables(perturbation, corpus: corpus)
    }
  }

  func degradationPanels(_ perturbation: String, corpus: CorpusRecord, id: String) -> Markup {
    .tag("div", ["class": "panels"]) {
      for scope in corpus.conditions(of: perturbation).scopes {
        for counting in record.countings(of: perturbation) {
          let chart = degradationChart(
            perturbation, scope, counting, corpus: corpus,
            id: "\(id)-\(scope.rawValue)-\(counting.rawValue)")
          panel("NPRR, \(chart.title)", chart.markup())
        }
      }
    }
  }

  /// The curves of one scope and counting.
  func degradationChart(
    _ perturbation: String, _ scope: PerturbationScope, _ counting: Counting,
    corpus: CorpusRecord, id: String
  ) -> LineChart {
    let strengths = corpus.conditions(of: perturbation).strengths
    let series = corpus.models.map { model in
      LineChart.Series(
        name: model.model, mark: SeriesMark(position: record.position(of: model.model)),
        points: strengths.map { strength in
          let nprr = model.result(perturbation, scope, strength, counting)?.nprr
          return nprr?.kind == .relative ? nprr?.estimate : nil
        }, isReference: isFirstPass(model.model))
    }
    let title = heading(perturbation, scope, counting, in: corpus)
    let described = series.map { one in
      let values = zip(strengths, one.points).map { strength, point in
        "\(Wording.tick(strength)): "
          + (point.map { FigureFormat.signedPercent($0.value) } ?? "no ratio")
      }
      return "\(one.name) \(values.joined(separator: ", "))"
    }
    return LineChart(
      id: id, title: title, description: "NPRR by strength. " + described.joined(separator: "; "),
      ticks: strengths.map(Wording.tick),
      axis: Wording.axis(strengths, perturbation: perturbation), series: series)
  }

  private func coverage(_ perturbation: String, corpus: CorpusRecord) -> Markup {
    let rows = corpus.coverage.filter { $0.condition.perturbation == perturbation }
    guard !rows.isEmpty else { return .group([]) }
    return .tag("details") {
      Markup.tag("summary") { "What was actually changed" }
      table("Coverage of \(Wording.spelledOut(perturbation)) on \(corpus.name)") {
        columnHead("Perturbed", isNumber: false)
        columnHead("Strength", isNumber: false)
        columnHead("Lists × draws")
        columnHead("Changed lists")
        columnHead("Words in the hypotheses to perturb")
        columnHead("Changeable words")
        columnHead("Replacements")
        columnHead("Texts that became equal to another")
      } body: {
        for row in rows {
          Markup.tag("tr") {
            Markup.tag("th", ["scope": "row"]) { Wording.scope(row.condition.scope) }
            Markup.tag("td") { Wording.strength(row.condition.strength) }
            numberCell(FigureFormat.count(row.lists))
            numberCell(share(row.changedLists, of: row.lists))
            numberCell(FigureFormat.count(row.words))
            numberCell(row.changeableWords.map { share($0, of: row.words) } ?? "–")
            numberCell(share(row.replacedWords, of: row.words))
            numberCell(row.mergedTexts.map(FigureFormat.count) ?? "–")
          }
        }
      }
    }
  }

  private func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return FigureFormat.count(part) }
    return "\(FigureFormat.count(part)) "
      + "(\(FigureFormat.percent(Double(part) / Double(whole))))"
  }

  @MarkupBuilder func degradationTables(_ perturbation: String, corpus: CorpusRecord) -> Markup {
    for scope in corpus.conditions(of: perturbation).scopes {
      for counting in record.countings(of: perturbation) {
        degradationTable(perturbation, scope, counting, corpus: corpus)
      }
    }
  }

  private func degradationTable(
    _ perturbation: String, _ scope: PerturbationScope, _ counting: Counting, corpus: CorpusRecord
  ) -> Markup {
    let strengths = corpus.conditions(of: perturbation).strengths
    let title = heading(perturbation, scope, counting, in: corpus)
    return table(
      "\(Wording.spelledOut(perturbation)), \(title), on \(corpus.name)", caption: title
    ) {
      columnHead("Model", isNumber: false)
      for strength in strengths {
        columnHead("WER, \(Wording.strength(strength))")
        columnHead("NPRR")
        columnHead("Choices kept")
      }
    } body: {
      for model in corpus.models {
        Markup.tag("tr") {
          modelHead(model.model)
          for strength in strengths {
            let result = model.result(perturbation, scope, strength, counting)
            shareCell(result?.wer)
            degradationCell(result, showsWER: false)
            numberCell(result.map { FigureFormat.percent($0.keptSelections) } ?? "–")
          }
        }
      }
    }
  }
}
