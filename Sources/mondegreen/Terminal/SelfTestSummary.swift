import Counterexamples
import RobustnessRuns

/// A self-test as a table, property by property, and what is wrong with it.
struct SelfTestSummary {
  private let record: SelfTestRecord

  init(_ record: SelfTestRecord) {
    self.record = record
  }

  var text: String {
    var table = TextTable()
    table.append(["property", "catches", "cases needed", "smallest list"])
    for healthy in record.tries where healthy.defect == nil {
      let catches = record.catches(of: healthy.property)
      table.append([
        healthy.property,
        healthy.isCaught ? "FALSE ALARM on the healthy model" : "(healthy: none)",
        "\(healthy.cases) examined", healthy.smallest.map(size) ?? "–",
      ])
      for caught in catches {
        table.append([
          "", caught.defect?.rawValue ?? "", "\(caught.cases)",
          caught.smallest.map(size) ?? "not the second time",
        ])
      }
    }
    let defects = BrokenModel.Defect.allCases.count
    var lines = [
      table.text, "",
      "\(defects - record.missed.count) of \(defects) broken models are caught; "
        + "\(record.falseAlarms.count) properties flag the healthy one.",
    ]
    for defect in record.missed { lines.append("MISSED: \(defect.rawValue)") }
    for property in record.idle { lines.append("IDLE: \(property) had nothing to examine") }
    return lines.joined(separator: "\n")
  }

  /// "2 hypotheses, 5 words"
  private func size(_ smallest: Counterexample) -> String {
    let (count, words) = (smallest.clean.count, smallest.wordCount)
    return "\(count) hypothes\(count == 1 ? "i" : "e")s, \(words) word\(words == 1 ? "" : "s")"
  }
}
