public import Artifacts
import Foundation
import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// A history for people and for programs: Markdown, CSV and a picture.
public struct HistoryReport: Sendable {
  public let history: ReportHistory

  public init(_ history: ReportHistory) {
    self.history = history
  }

  /// `history.md`: where the reports come from, and a table for each measure, a row for each report.
  public var markdown: String {
    var lines = ["# History of \(FigureFormat.count(history.entries.count, of: "report"))", ""]
    lines += MarkdownReport.table(
      [["Report", "Program", "Command"]]
        + history.entries.map {
          let provenance = $0.record.provenance
          return [
            MarkdownReport.escaped($0.name),
            "\(provenance.program) \(provenance.programVersion)",
            "`\(provenance.command.replacing("`", with: "'"))`",
          ]
        })
    lines += [
      "",
      "Figures with their intervals (95% unless a report has another level). Rows are in the order given; "
        + "`mondegreen compare` tests whether two of them differ.", "",
    ]
    for corpus in history.corpora {
      lines += ["## \(MarkdownReport.escaped(corpus))", ""]
      lines += MarkdownReport.table(
        [["Report", "Digest", "Utterances"]]
          + history.entries.compactMap { entry in
            entry.record.corpora.first { $0.name == corpus }.map {
              [MarkdownReport.escaped(entry.name), $0.digest.short, "\($0.utterances)"]
            }
          })
      lines.append("")
      for series in history.series where series.corpus == corpus {
        let models = history.models.filter { model in
          history.entries.contains { history.figure(series, of: model, in: $0) != nil }
        }
        lines += ["### \(MarkdownReport.escaped(series.title))", ""]
        lines += MarkdownReport.table(
          [["Report"] + models]
            + history.entries.map { entry in
              [MarkdownReport.escaped(entry.name)]
                + models.map { Self.text(history.figure(series, of: $0, in: entry), series) }
            })
        lines.append("")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func text(_ figure: Figure?, _ series: ReportHistory.Series) -> String {
    guard let estimate = figure?.estimate else { return "–" }
    return series.measure.isShare
      ? "\(FigureFormat.percent(estimate.value)) (\(FigureFormat.interval(estimate)))"
      : FigureFormat.number(figure)
  }

  /// `history.csv`: one figure a line, after RFC 4180.
  public var csv: String {
    var table = CSVTable(header: [
      "report", "program version", "corpus", "corpus digest", "model", "model digest", "measure",
      "property", "perturbation", "scope", "strength", "value", "low", "high",
    ])
    let series = history.series
    for entry in history.entries {
      let record = entry.record
      for one in series {
        guard let corpus = record.corpora.first(where: { $0.name == one.corpus }) else { continue }
        for model in record.models {
          guard let figure = history.figure(one, of: model.identity.name, in: entry) else {
            continue
          }
          let estimate = figure.estimate
          let interval = estimate.flatMap { $0.hasInterval ? $0 : nil }
          table.append([
            entry.name, record.provenance.programVersion, corpus.name, corpus.digest.hexadecimal,
            model.identity.name, model.identity.digest.hexadecimal, one.measure.rawValue,
            one.property ?? "", one.condition?.perturbation ?? "",
            one.condition?.scope.rawValue ?? "", one.condition?.strength?.description ?? "",
            estimate.map { "\($0.value)" } ?? "", interval.map { "\($0.lower)" } ?? "",
            interval.map { "\($0.upper)" } ?? "",
          ])
        }
      }
    }
    return table.rendered()
  }

  /// `history.svg`: a panel for each measure of the first corpus, a curve for each model.
  public var picture: String { HistoryPicture(history: history).document() }

  /// The names of the files that ``write(to:)`` writes.
  public static let fileNames = ["history.md", "history.csv", "history.svg"]

  /// Writes all files into `folder`, each whole or not at all, and returns their paths.
  ///
  /// - Throws: `ArtifactError.unwritable`.
  @discardableResult
  public func write(to folder: String) throws(ArtifactError) -> [String] {
    var paths: [String] = []
    for (name, text) in [
      ("history.md", markdown), ("history.csv", csv), ("history.svg", picture),
    ] {
      try ArtifactFile.write(Data(text.utf8), to: folder + "/" + name)
      paths.append(folder + "/" + name)
    }
    return paths
  }
}
