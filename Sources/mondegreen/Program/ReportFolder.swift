import Artifacts
import Foundation
import RobustnessRuns

/// A record and what lies beside it, by the path of either.
enum ReportFolder {
  /// The path of the record: that of a folder's report.json, or the path itself.
  static func record(at path: String) -> String {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? trimmed(path) + "/report.json" : path
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// The report that lies in a folder, which only the same run may replace; nil where there is none.
  ///
  /// - Parameter command: what is to make the new report, as its record will hold it.
  /// - Throws: a ``CommandFailure`` where what lies there was certainly made by another run.
  static func earlier(in folder: String, than command: String) throws -> RunRecord? {
    let path = record(at: folder)
    guard path != folder, FileManager.default.fileExists(atPath: path) else { return nil }
    guard let record = try? RunRecord(contentsOf: path) else {
      throw refusal(of: folder, "which this version can't read")
    }
    guard record.provenance.command == command else {
      throw refusal(of: folder, "made by `\(record.provenance.command)`")
    }
    return record
  }

  /// Why a report's folder is left as it is.
  static func refusal(of folder: String, _ reason: String) -> CommandFailure {
    CommandFailure(
      .badUsage,
      "\(folder): expected an empty folder or an earlier report of this very run, found another report, "
        + "\(reason); pass --replace to replace it, or name another folder with --output")
  }

  /// What the run selected, where its file lies beside the record.
  static func selections(beside path: String, of record: RunRecord) throws -> RunSelections? {
    let file = ArtifactFile.folder(of: path) + "/" + RunSelections.fileName
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    let selections = try RunSelections(contentsOf: file)
    guard selections.belong(to: record) else {
      Terminal.complain("\(file): left out, since it comes from another run than \(path)")
      return nil
    }
    return selections
  }

  /// Runs by the names of their folders; by their paths where two folders have one name.
  static func runs(at paths: [String], withSelections: Bool = true) throws -> [ComparedRun] {
    let files = paths.map(record)
    let short = files.map { file in
      ArtifactFile.folder(of: file).split(separator: "/").last.map(String.init) ?? file
    }
    let names = Set(short).count == short.count ? short : paths
    return try zip(files, names).map { file, name in
      let record = try RunRecord(contentsOf: file)
      return ComparedRun(
        name: name, record: record,
        selections: withSelections ? try selections(beside: file, of: record) : nil)
    }
  }
}
