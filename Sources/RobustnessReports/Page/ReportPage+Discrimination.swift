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
      Markup.tag("h2") { "Homophone discrimination" }
      answers(.homophones)
      Markup.tag("p") {
        "How often does the model give a reference a strictly lower cost than its copy with one word "
        "replaced by a homophone? The two sound the same, so the first pass can't help. A coin would "
        "reach 50%; equal costs count as wrong."
        if !spelling.isEmpty {
          " Other spellings of the same word (“okay” for “ok”, “colour” for “color”) are counted "
          "separately: the word was heard correctly, and a model can at best learn a house style."
        }
      }
      discriminationTable(measured)
      panel("Pairs in which the reference wins", discriminationPlot(measured).markup())
      hardestTable("Homophones that models get wrong", "Homophone", measured)
      hardestTable("Spellings that models prefer", "Other spelling", spelling)
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
    _ measured: [(name: String, result: DiscriminationResult)]
  ) -> Markup {
    let spellings = Dictionary(spelling.map { ($0.name, $0.result) }) { first, _ in first }
    return table("Homophone discrimination", styles: "sortable") {
      columnHead("Model", isNumber: false)
      columnHead("Reference wins")
      columnHead("Pairs")
      columnHead("Ties")
      if !spellings.isEmpty { columnHead("Keeps the reference's spelling") }
    } body: {
      for one in measured {
        Markup.tag("tr") {
          modelHead(one.name)
          shareCell(one.result.rate)
          numberCell(
            "\(FigureFormat.count(one.result.preferred)) of \(FigureFormat.count(one.result.pairs))"
          )
          numberCell(FigureFormat.count(one.result.ties))
          if !spellings.isEmpty { shareCell(spellings[one.name]?.rate) }
        }
      }
    }
  }

  /// The pairs that some model gets wrong most, one column a model. A model's cell is empty where the
  /// pair is not among its own hardest, which is all that a record keeps.
  @MarkupBuilder private func hardestTable(
    _ label: String, _ other: String, _ measured: [(name: String, result: DiscriminationResult)]
  ) -> Markup {
    let pairs = hardest(measured)
    if !pairs.isEmpty {
      Markup.tag("details") {
        Markup.tag("summary") { label }
        table(
          label,
          caption: "Wrong pairs out of those compared; “–” if a pair is not among a model's worst."
        ) {
          columnHead("Spoken", isNumber: false)
          columnHead(other, isNumber: false)
          for one in measured { modelColumn(one.name) }
        } body: {
          for pair in pairs {
            Markup.tag("tr") {
              Markup.tag("th", ["scope": "row"]) { pair.spoken }
              Markup.tag("td") { pair.homophone }
              for one in measured {
                numberCell(
                  one.result.hardest.first { pair.isSame(as: $0) }
                    .map { "\($0.wrong) of \($0.pairs)" } ?? "–")
              }
            }
          }
        }
      }
    }
  }

  /// Each pair once, those first that some model gets wrong most often.
  private func hardest(
    _ measured: [(name: String, result: DiscriminationResult)]
  ) -> [WordPairTally] {
    var pairs: [WordPairTally] = []
    for tally in measured.flatMap(\.result.hardest) {
      if let place = pairs.firstIndex(where: tally.isSame) {
        if tally.wrong > pairs[place].wrong { pairs[place] = tally }
      } else {
        pairs.append(tally)
      }
    }
    return pairs.enumerated().sorted { left, right in
      (-left.element.wrong, left.offset) < (-right.element.wrong, right.offset)
    }.map(\.element)
  }
}

extension WordPairTally {
  fileprivate func isSame(as other: WordPairTally) -> Bool {
    spoken == other.spoken && homophone == other.homophone
  }
}
