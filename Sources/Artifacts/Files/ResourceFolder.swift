import Foundation

/// Finds the data that come with the package, without a trap where they are missing: SwiftPM's `Bundle.module`
/// ends the process then.
package enum ResourceFolder {
  /// The environment variable that names the folder of all data, before any other place.
  package static let variable = "MONDEGREEN_DATA"

  /// The path of a target's data. This is the folder that `MONDEGREEN_DATA` names or, without it,
  /// the first of these that exists: the folder beside the program, where the package manager puts
  /// data; `../share/mondegreen`, where `make install` puts them; and the checkout that the program
  /// was built from. If none exists, it is the first place, so that an error on reading says what
  /// is missing.
  ///
  /// - Parameters:
  ///   - folder: the name of the data's folder.
  ///   - target: the target whose resource it is.
  ///   - source: the path of a source file beside the folder.
  ///   - isDigested: whether the folder has digests of its files (``BundledData``).
  package static func path(
    _ folder: String, of target: String, source: String, isDigested: Bool = true
  ) -> String {
    let found = path(
      folder, of: target, source: source, program: ProgramPath.current,
      named: ProcessInfo.processInfo.environment[variable])
    if isDigested { BundledData.watch(found) }
    return found
  }

  /// The same for a program at `program`, with `named` in `MONDEGREEN_DATA`.
  package static func path(
    _ folder: String, of target: String, source: String, program: String, named: String?
  ) -> String {
    let bundle = "/mondegreen_\(target)\(suffix)/\(folder)"
    // Whoever names a folder means no other.
    if let named, !named.isEmpty { return named + bundle }
    let beside = ArtifactFile.folder(of: program) + bundle
    let installed = shared(with: program) + bundle
    let checkout = ArtifactFile.folder(of: source) + "/" + folder
    return [beside, installed, checkout].first { Folder.isFolder($0) } ?? beside
  }

  /// The folder where `make install` puts the data of a program.
  private static func shared(with program: String) -> String {
    ArtifactFile.folder(of: ArtifactFile.folder(of: program)) + "/share/mondegreen"
  }

  /// How the names of bundles end.
  private static let suffix = ".resources"

  /// What to do about a file that is missing, if it is one of these data.
  package static func remedy(forMissing path: String) -> String? {
    guard path.contains("/mondegreen_"), path.contains(suffix + "/") else { return nil }
    let folders = "the folders mondegreen_*\(suffix)"
    if let named = ProcessInfo.processInfo.environment[variable], !named.isEmpty {
      return "the data that come with the program, \(folders), are expected in the folder that "
        + "\(variable) names, \(named)"
    }
    let program = ProgramPath.current
    return "the data that come with the program, \(folders), are expected beside it in "
      + "\(ArtifactFile.folder(of: program)), or in \(shared(with: program)), or in the folder that "
      + "\(variable) names"
  }
}
