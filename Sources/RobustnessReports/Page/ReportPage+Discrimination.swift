import Robustness
import RobustnessRuns

extension ReportPage {
  /// The models whose homophone discrimination was measured on the main corpus.
  var discriminating: [(name: String, result: DiscriminationResult)] {
    (record.mainCorpus?.models ?? []).compactMap { model in
      guard let result = model.discrimination, result.pairs > 0 else { return nil }
      return (model.model, result)
    }
  }

  /// The models whose preference among spellings of one word was measured on the main corpus.
  private var spelling: [(name: String, result: DiscriminationResult)] {
    (record.mainCorpus?.models ?? []).compactMap { model in
      model.spellings.map { (model.model, $0) }
    }
  }

  /// How often each model prefers a reference to its copy with one homophone, and where it fails.
  func discriminationSection() -> Markup {
    let measured = discriminating
    guard !measured.isEmpty else { return .group([]) }
    return .tag("section", ["id": "homophones"]) {
      Markup.tag("h2") { "Telling homophones apart" }
      Markup.tag("p") {
        "Of a reference and its copy with one word replaced by a homophone, how often does the model "
        "give the reference the strictly lower cost? The two sound the same, so the first pass can't "
        "help. A coin reaches 50%; equal costs count as wrong."
      }
      panel("Pairs in which the reference wins", discriminationPlot(measured).markup())
      discriminationTable("Homophone discrimination", measured)
      for one in measured where !one.result.hardest.isEmpty {
        hardestTable("Worst pairs of \(one.name)", "Homophone", one.result)
      }
      spellingVariants()
    }
  }

  /// The same for other spellings of a word, which are no homophones to be told apart by meaning.
  @MarkupBuilder private func spellingVariants() -> Markup {
    if !spelling.isEmpty {
      Markup.tag("h3") { "Other spellings of the same word" }
      Markup.tag("p") {
        "“Okay” for “ok”, “colour” for “color”: the word was heard right, so these are counted apart "
        "from homophones. How often does the model give the reference's own spelling the strictly "
        "lower cost? It learns a house style at best; a coin reaches 50%."
      }
      discriminationTable("Spelling variants", spelling)
      for one in spelling where !one.result.hardest.isEmpty {
        hardestTable("Spellings that \(one.name) prefers", "Other spelling", one.result)
      }
    }
  }

  private func discriminationPlot(
    _ measured: [(name: String, result: DiscriminationResult)]
  ) -> ForestPlot {
    let rows = measured.map { one in
      ForestPlot.Row(
        name: one.name, mark: SeriesMark(position: record.position(of: one.name)),
        estimate: one.result.rate,
        figures: "\(FigureFormat.percent(one.result.rate.value)) "
          + "[\(FigureFormat.interval(one.result.rate))]")
    }
    return ForestPlot(
      id: "discrimination", title: "Homophone discrimination",
      description: rows.map { "\($0.name): \($0.figures)" }.joined(separator: "; "),
      axis: "share of pairs; the line is chance", reference: 0.5, isSigned: false, rows: rows)
  }

  private func discriminationTable(
    _ label: String, _ measured: [(name: String, result: DiscriminationResult)]
  ) -> Markup {
    table(label) {
      columnHead("Model", isNumber: false)
      columnHead("Pairs")
      columnHead("Reference wins")
      columnHead("Ties")
      columnHead("Rate")
    } body: {
      for one in measured {
        Markup.tag("tr") {
          modelHead(one.name)
          numberCell(FigureFormat.count(one.result.pairs))
          numberCell(FigureFormat.count(one.result.preferred))
          numberCell(FigureFormat.count(one.result.ties))
          shareCell(one.result.rate)
        }
      }
    }
  }

  private func hardestTable(
    _ label: String, _ other: String, _ result: DiscriminationResult
  ) -> Markup {
    .tag("details") {
      Markup.tag("summary") { label }
      table(label) {
        columnHead("Spoken", isNumber: false)
        columnHead(other, isNumber: false)
        columnHead("Compared")
        columnHead("Wrong")
      } body: {
        for pair in result.hardest {
          Markup.tag("tr") {
            Markup.tag("td") { pair.spoken }
            Markup.tag("td") { pair.homophone }
            numberCell(FigureFormat.count(pair.pairs))
            numberCell(FigureFormat.count(pair.wrong))
          }
        }
      }
    }
  }
}
