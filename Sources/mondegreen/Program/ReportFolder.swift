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
