import Robustness
import RobustnessRuns

extension ReportPage {
  /// The properties that were examined, in the order of the record.
  var examinedProperties: [String] {
    var seen: [String] = []
    for result in record.corpora.flatMap(\.models).flatMap(\.properties)
    where !seen.contains(result.property) {
      seen.append(result.property)
    }
    return seen
  }

  /// What must always hold, and how often it did not.
  func propertiesSection() -> Markup {
    let properties = examinedProperties
    guard !properties.isEmpty else { return .group([]) }
    return .tag("section", ["id": "properties"]) {
      Markup.tag("h2") { "Properties" }
      Markup.tag("p") {
        "The table shows how many cases fail each property, their rate with its interval, and the lowest "
        "margin. The margin says by how much a property holds; below zero it fails."
      }
      for corpus in record.corpora where corpus.models.contains(where: { !$0.properties.isEmpty }) {
        table("Properties on \(corpus.name)", caption: corpus.name) {
          columnHead("Model", isNumber: false)
          for property in properties { columnHead(Wording.spelledOut(property)) }
        } body: {
          for model in corpus.models where !model.properties.isEmpty {
            Markup.tag("tr") {
              modelHead(model.model)
              for property in properties {
                propertyCell(model.properties.first { $0.property == property })
              }
            }
          }
        }
      }
    }
  }

  private func propertyCell(_ result: PropertyResult?) -> Markup {
    .tag("td", ["class": "number"]) {
      if let result {
        Markup.tag("span", ["class": result.failures == 0 ? "good" : "bad"]) {
          result.failures == 0
            ? "holds in \(FigureFormat.count(result.cases))"
            : "\(FigureFormat.count(result.failures)) of \(FigureFormat.count(result.cases)) fail"
        }
        if let rate = result.failureRate {
          range("\(FigureFormat.percent(rate.value)) (\(FigureFormat.interval(rate)))")
        }
        Markup.tag("span", ["class": "range"]) {
          "lowest margin " + (result.worstMargin.map { FigureFormat.decimal($0, digits: 3) } ?? "–")
        }
      } else {
        "–"
      }
    }
  }
}
