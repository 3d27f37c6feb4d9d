import Counterexamples
import RobustnessRuns

/// A self-test as a table, property by property, and what is wrong with it.
struct SelfTestSummary {
  private let record: SelfTestRecord

  init(_ record: SelfTestRecord) {
    self.record = record
  }

  var text: String {
    let defects = BrokenModel.Defect.allCases
    var lines = [
      matrix, "", catches, "",
      "\(defects.count - record.missed.count) of \(defects.count) broken models are caught; "
        + "\(record.falseAlarms.count) properties flag the healthy one.",
    ]
    let byDefault = record.missedByDefault
    if !byDefault.isEmpty, byDefault != record.missed {
      lines.append(
        "Of these, check catches \(defects.count - byDefault.count) without --allow, that is with the shares "
          + "of failures that each rate allows by default; with --allow 0 it also catches: "
          + byDefault.filter { !record.missed.contains($0) }.map(\.rawValue)
          .joined(separator: ", ") + ".")
    }
    for design in record.designs {
      lines.append(
        design.flaggedBy.isEmpty
          ? "A sound model, \(design.name), passes every contract."
          : "FALSE ALARM on a sound model, \(design.name): \(design.flaggedBy.joined(separator: ", "))"
      )
    }
    if let mutation = record.mutation {
      lines.append(
        "\(mutation.caught) of \(mutation.mutants.count) mutants that change enough selections are caught, "
          + "\(Percent.text(mutation.share)); \(mutation.composed) were composed.")
      for mutant in mutation.missed {
        lines.append(
          "MISSED mutant: \(mutant.name), which changes \(Percent.text(mutant.changedSelections)) of the "
            + "selections")
      }
    }
    for defect in record.missed { lines.append("MISSED: \(defect.rawValue)") }
    for property in record.idle { lines.append("IDLE: \(property) had no cases to examine") }
    return lines.joined(separator: "\n")
  }

  /// One row a defect, one column a property: cases until it was caught.
  private var matrix: String {
    let properties = record.tries.filter { $0.defect == nil }.map(\.property)
    var table = TextTable()
    table.append(["defect"] + properties.indices.map { "\($0 + 1)" })
    for defect in [nil] + BrokenModel.Defect.allCases.map(Optional.some) {
      let row = record.tries.filter { $0.defect == defect }
      table.append(
        [defect?.rawValue ?? "healthy"] + row.map { $0.isCaught ? "\($0.cases)" : "·" })
    }
    let legend = properties.enumerated().map { "\($0.offset + 1) \($0.element)" }
    return table.text + "\n\n" + legend.joined(separator: "\n")
  }

  /// Property by property: what it catches, what it alone catches, and how small the smallest lists are.
  private var catches: String {
    var table = TextTable()
    table.append(["property", "examined", "catches", "smallest list", "caught by it alone"])
    for healthy in record.tries where healthy.defect == nil {
      let caught = record.catches(of: healthy.property)
      let smallest = caught.compactMap(\.smallest).min { $0.wordCount < $1.wordCount }
      let alone = record.onlyCaught(by: healthy.property).map(\.rawValue)
      table.append([
        healthy.property, "\(healthy.cases)",
        healthy.isCaught ? "FALSE ALARM on the healthy model" : "\(caught.count)",
        smallest.map(size) ?? "–", alone.isEmpty ? "–" : alone.joined(separator: ", "),
      ])
    }
    return table.text
  }

  /// "2 hypotheses, 5 words"
  private func size(_ smallest: Counterexample) -> String {
    let (count, words) = (smallest.clean.count, smallest.wordCount)
    return "\(count) hypothes\(count == 1 ? "i" : "e")s, \(words) word\(words == 1 ? "" : "s")"
  }
}
