public import Artifacts
public import Foundation
public import RobustnessRuns

/// A run's record for people and for programs: a page, JSON, Markdown and CSV.
///
/// Rendering takes everything from the record and nothing from the machine, so equal records give
/// equal bytes.
public struct RobustnessReport: Sendable {
  /// The record that is reported.
  public let record: RunRecord
  /// What was selected from every list, which the page lets its readers browse.
  public let selections: RunSelections?

  public init(_ record: RunRecord, selections: RunSelections? = nil) {
    self.record = record
    self.selections = selections
  }

  /// The contents of `report.html`: self-contained, with SVG plots.
  public var html: String {
    page(browsing: selections.map(MovedChoice.all) ?? [])
  }

  /// The page with these choices to browse.
  package func page(browsing moved: [MovedChoice]) -> String {
    ReportPage(record: record, moved: moved).document()
  }

  /// `report.json`: the record, versioned, with sorted keys. Its grammar is in `Reports/README.md`.
  public var json: Data { JSONReport.data(record) }

  /// The contents of `report.md`: answers and main tables.
  public var markdown: String { MarkdownReport(record: record).text() }

  /// `report.csv`: every figure in tidy long form, after RFC 4180.
  public var csv: String { CSVReport(record: record).text() }

  /// `overview.svg`: how each model degrades when all hypotheses are perturbed, as a picture that
  /// stands alone; nil where nothing was perturbed.
  public var overviewPicture: String? { OverviewPicture(record: record).document() }

  /// The names of the files that ``write(to:)`` writes, besides those of fixtures.
  public static let fileNames = [
    "report.html", "report.json", "report.md", "report.csv", RunSelections.fileName, "overview.svg",
  ]

  /// Writes all files into `folder`, each whole or not at all, and returns their paths. The
  /// counterexamples go into `fixtures/`, for `mondegreen replay`; those of the report that stood in
  /// `folder` before are removed unless somebody changed them.
  ///
  /// Everything is rendered before anything is written.
  ///
  /// - Throws: `ArtifactError.unwritable`.
  @discardableResult
  public func write(to folder: String) throws(ArtifactError) -> [String] {
    var files = [
      ("report.html", Data(html.utf8)), ("report.json", json), ("report.md", Data(markdown.utf8)),
      ("report.csv", Data(csv.utf8)),
    ]
    let table = files.count
    if let overviewPicture { files.append(("overview.svg", Data(overviewPicture.utf8))) }
    let earlier = try? RunRecord(contentsOf: folder + "/report.json")
    var paths: [String] = []
    for (place, (name, data)) in files.enumerated() {
      if place == table { try writeSelections(to: folder, &paths) }
      let path = folder + "/" + name
      try ArtifactFile.write(data, to: path)
      paths.append(path)
    }
    if files.count == table { try writeSelections(to: folder, &paths) }
    return paths + (try ReportFixtures(record: record).write(to: folder, replacing: earlier))
  }

  private func writeSelections(
    to folder: String, _ paths: inout [String]
  ) throws(ArtifactError) {
    guard let selections else { return }
    let path = folder + "/" + RunSelections.fileName
    try selections.write(to: path)
    paths.append(path)
  }
}
