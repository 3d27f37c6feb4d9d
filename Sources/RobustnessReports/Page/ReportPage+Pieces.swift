import Perturbations
import Robustness
import RobustnessRuns

extension ReportPage {
  /// A table in a box of its own that scrolls sideways on a narrow screen and shows where it goes on.
  ///
  /// - Parameters:
  ///   - label: names the box for a screen reader, so no two tables have the same.
  ///   - caption: the label where none is given, then for screen readers alone.
  ///   - styles: "sortable" gets buttons from the page's script.
  ///   - foot: rows that stay last, whatever the order of the others.
  func table(
    _ label: String, caption: String? = nil, styles: String = "",
    @MarkupBuilder head: () -> Markup, @MarkupBuilder body: () -> Markup,
    @MarkupBuilder foot: () -> Markup = { .group([]) }
  ) -> Markup {
    let foot = foot()
    return .tag("div", ["class": "table"]) {
      Markup.tag(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": label]
      ) {
        Markup.tag("table", ["class": styles]) {
          Markup.tag("caption", ["class": caption == nil ? "unseen" : ""]) { caption ?? label }
          Markup.tag("thead") { Markup.tag("tr") { head() } }
          Markup.tag("tbody") { body() }
          if !foot.isEmpty { Markup.tag("tbody", ["class": "foot"]) { foot } }
        }
      }
    }
  }

  func columnHead(_ text: String, isNumber: Bool = true) -> Markup {
    .tag("th", ["class": isNumber ? "number" : "", "scope": "col"]) { text }
  }

  /// A condition as a column's head, parted only behind commas: "1-best" has a hyphen.
  func conditionColumn(_ condition: PerturbationCondition?) -> Markup {
    let parts = Wording.condition(condition).split(separator: ", ")
    return .tag("th", ["class": "number", "scope": "col"]) {
      for (place, part) in parts.enumerated() {
        let text = place + 1 < parts.count ? "\(part)," : String(part)
        if place == 0 { text } else { Markup.tag("span", ["class": "whole"]) { text } }
        if place + 1 < parts.count { " " }
      }
    }
  }

  /// A model's name as a column's head.
  func modelColumn(_ name: String) -> Markup {
    .tag("th", ["class": "number name-head", "scope": "col"]) { name }
  }

  /// A model's name with its mark, as a row's head.
  func modelHead(_ name: String) -> Markup {
    .tag("th", ["scope": "row"]) {
      Markup.tag("span", ["class": "name"]) {
        SeriesMark(position: record.position(of: name)).legendPicture()
        Markup.tag("span") { name }
      }
    }
  }

  /// A model's name in a sentence or a heading.
  func modelName(_ name: String) -> Markup { .tag("b", ["class": "model"]) { name } }

  /// The answers that belong to a part of the report, each with its question.
  @MarkupBuilder func answers(_ topic: Headline.Topic) -> Markup {
    for answer in Headline(record).answers where answer.topic == topic {
      Markup.tag("p") {
        Markup.tag("strong") { answer.title + " " }
        answer.prose.markup
      }
    }
  }

  func numberCell(_ text: String) -> Markup { .tag("td", ["class": "number"]) { text } }

  /// A share with its interval.
  func shareCell(_ estimate: Estimate?) -> Markup {
    .tag("td", ["class": "number"]) {
      if let estimate {
        FigureFormat.percent(estimate.value)
        range(FigureFormat.interval(estimate))
      } else {
        "–"
      }
    }
  }

  /// A WERR with its interval, coloured where it differs from zero.
  func comparisonCell(_ comparison: Comparison?) -> Markup {
    .tag("td", ["class": "number"]) {
      if let comparison {
        figure(
          FigureFormat.change(comparison.reduction.value, isRelative: comparison.isRelative),
          comparison.reduction, isHigherBetter: true)
        range(intervalText(comparison.reduction, isRelative: comparison.isRelative))
        range("p \(FigureFormat.probability(comparison.matchedPairsP))")
      } else {
        "–"
      }
    }
  }

  /// An NPRR with its interval, colored where it differs from zero, and the WER that it belongs to.
  func degradationCell(_ result: PerturbedResult?, showsWER: Bool = true) -> Markup {
    .tag("td", ["class": "number"]) {
      if let result {
        let degradation = result.nprr
        figure(
          FigureFormat.change(
            degradation.estimate.value, isRelative: degradation.kind == .relative),
          degradation.estimate, isHigherBetter: false)
        range(intervalText(degradation.estimate, isRelative: degradation.kind == .relative))
        if showsWER { range("WER \(FigureFormat.percent(result.wer.value))") }
      } else {
        "–"
      }
    }
  }

  private func intervalText(_ estimate: Estimate, isRelative: Bool) -> String {
    FigureFormat.changeInterval(estimate, isRelative: isRelative)
      + (estimate.excludes() || !estimate.hasInterval ? "" : " (includes 0)")
  }

  private func figure(_ text: String, _ estimate: Estimate, isHigherBetter: Bool) -> Markup {
    guard estimate.excludes() else { return .text(text) }
    let isGood = (estimate.value > 0) == isHigherBetter
    return .tag("span", ["class": isGood ? "good" : "bad"]) { text }
  }

  func range(_ text: String) -> Markup { .tag("span", ["class": "range"]) { text } }

  /// A chart with its heading.
  func panel(_ heading: String, _ chart: Markup) -> Markup {
    .tag("figure") {
      Markup.tag("figcaption") { heading }
      chart
    }
  }

  /// A legend of the models' marks.
  func legend(_ names: [String]) -> Markup {
    .tag("ul", ["class": "legend", "aria-label": "Models"]) {
      for name in names {
        Markup.tag("li") {
          SeriesMark(position: record.position(of: name)).legendPicture()
          name
        }
      }
    }
  }

  /// The first pass's own ranking and every rescorer, as the record orders them.
  func modelNames(in corpus: CorpusRecord) -> [String] { corpus.models.map(\.model) }

  /// Explains the star behind plain differences, if `degradations` hold one.
  func absoluteNote(_ degradations: [Degradation]) -> Markup {
    degradations.contains { $0.kind == .absolute }
      ? .tag("p", ["class": "soft"]) {
        "* The clean WER is 0, or is 0 in some resample, so there is no ratio: the figure is the "
        "difference of the two WERs in percentage points. It is left out of the plots."
      } : .group([])
  }
}
