public import Artifacts
public import Foundation
import Perturbations
import Robustness
public import RobustnessRuns

/// A comparison of runs for people and for programs: Markdown, CSV and JSON.
public struct ComparisonReport: Sendable {
  public let comparison: RunComparison

  public init(_ comparison: RunComparison) {
    self.comparison = comparison
  }

  private var texts: [ChangeText] {
    comparison.changes.map { ChangeText($0, level: comparison.level) }
  }

  /// What the columns and words mean.
  static let meaning =
    "A figure counts as better or worse only if its p-value, after Holm's correction over everything shown "
    + "here, is below the significance level. Differences are the later figure minus the first, in percentage "
    + "points if the figure is a share. Figures under a perturbation are as heard. Paired differences are on "
    + "the same utterances and draws; unpaired ones treat the runs as independent, so fewer are significant."

  /// "2 better, 1 worse, 40 with no difference shown, 12 identical"
  package var tally: String {
    [
      (FigureChange.Direction.better, "better"), (.worse, "worse"),
      (.open, "with no difference shown"), (.identical, "identical"),
    ].map { "\(FigureFormat.count(comparison.changes($0.0).count)) \($0.1)" }
      .joined(separator: ", ")
  }

  /// Every difference that is shown, a sentence each; where there are several later runs, with the run's name.
  package func sentences(_ direction: FigureChange.Direction) -> [String] {
    texts.filter { $0.direction == direction }.compactMap { text in
      text.sentence.map { comparison.runs.count > 2 ? "\(text.change.run), \($0)" : $0 }
    }
  }

  /// `compare.md`: what is shown, the budgets, and a table for each later run and corpus.
  public var markdown: String {
    let first = comparison.runs[0].name
    let later = comparison.runs.dropFirst().map(\.name)
    var lines = [
      "# \(MarkdownReport.escaped("\(Wording.list(later)) against \(first)"))", "",
      MarkdownReport.escaped("\(tally). \(Self.meaning)"), "",
    ]
    for notice in comparison.notices {
      lines += ["**Note:** \(MarkdownReport.escaped(notice))", ""]
    }
    if let requirements = comparison.requirements {
      lines += ["## Requirements", ""]
      lines += MarkdownReport.table(
        [["Outcome", "Requirement", "Difference"]]
          + requirements.map(RegressionText.init).map { [$0.outcome, $0.statement, $0.finding] })
      lines.append("")
    }
    for (title, direction) in [("Worse", FigureChange.Direction.worse), ("Better", .better)] {
      let sentences = sentences(direction)
      guard !sentences.isEmpty else { continue }
      lines += ["## \(title)", ""] + sentences.map { "- \(MarkdownReport.escaped($0))" } + [""]
    }
    for run in later {
      var corpora: [String] = []
      let texts = texts.filter { $0.change.run == run }
      for text in texts where !corpora.contains(text.change.corpus) {
        corpora.append(text.change.corpus)
      }
      for corpus in corpora {
        lines += ["## \(MarkdownReport.escaped("\(run), \(corpus)"))", ""]
        lines += MarkdownReport.table(
          [Self.header] + texts.filter { $0.change.corpus == corpus }.map(Self.row))
        lines.append("")
      }
    }
    return lines.joined(separator: "\n")
  }

  package static let header = [
    "Model", "Measure", "Lists", "Before", "After", "Difference", "p", "Verdict", "Pairing",
  ]

  package static func row(_ text: ChangeText) -> [String] {
    [
      text.model, text.measure, text.condition, text.before, text.after, text.difference, text.p,
      text.outcome, text.pairing,
    ]
  }

  /// `compare.csv`: one change a line, after RFC 4180.
  public var csv: String {
    var table = CSVTable(header: [
      "run", "corpus", "model", "against", "measure", "property", "perturbation", "scope",
      "strength", "before", "before low", "before high", "after", "after low", "after high",
      "difference", "low", "high", "p", "holm p", "direction", "pairing", "reason",
    ])
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    func ends(_ estimate: Estimate?) -> [String] {
      [
        number(estimate?.value), number(estimate.flatMap { $0.hasInterval ? $0.lower : nil }),
        number(estimate.flatMap { $0.hasInterval ? $0.upper : nil }),
      ]
    }
    for change in comparison.changes {
      let condition = change.condition
      table.append(
        [
          change.run, change.corpus, change.model, change.against, change.measure.rawValue,
          change.property ?? "", condition?.perturbation ?? "", condition?.scope.rawValue ?? "",
          condition?.strength.map { $0.description } ?? "",
        ] + ends(change.before.estimate) + ends(change.after.estimate) + ends(change.difference)
          + [
            number(change.p), number(change.holmP),
            change.direction(at: comparison.level).rawValue, change.pairing.rawValue,
            change.reason ?? "",
          ])
    }
    return table.rendered()
  }

  /// The contents of `compare.json`: everything, with sorted keys.
  public var json: Data { CanonicalJSON.data(finite: comparison, .file) }

  /// The names of the files that ``write(to:)`` writes.
  public static let fileNames = ["compare.md", "compare.csv", "compare.json"]

  /// Writes all files into `folder`, each whole or not at all, and returns their paths.
  ///
  /// - Throws: `ArtifactError.unwritable`.
  @discardableResult
  public func write(to folder: String) throws(ArtifactError) -> [String] {
    let files = [
      ("compare.md", Data(markdown.utf8)), ("compare.csv", Data(csv.utf8)), ("compare.json", json),
    ]
    var paths: [String] = []
    for (name, data) in files {
      try ArtifactFile.write(data, to: folder + "/" + name)
      paths.append(folder + "/" + name)
    }
    return paths
  }
}
