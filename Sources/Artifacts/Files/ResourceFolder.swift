/// Finds the data that come with the package, without a trap where they are missing: SwiftPM's `Bundle.module`
/// ends the process then.
package enum ResourceFolder {
  /// Where a target's data lie: in the bundle beside the program, where the package manager puts them, or
  /// else in the checkout that the program was built from. Where they are in neither, the place beside the
  /// program, so that reading there says what is missing.
  ///
  /// - Parameters:
  ///   - folder: the name of the data's folder.
  ///   - target: whose resource it is.
  ///   - source: the path of a source file beside the folder.
  ///   - isDigested: whether the folder has digests of its files (``BundledData``).
  package static func path(
    _ folder: String, of target: String, source: String, isDigested: Bool = true
  ) -> String {
    let beside =
      ArtifactFile.folder(of: ProgramPath.current) + "/mondegreen_\(target)\(suffix)/\(folder)"
    let checkout = ArtifactFile.folder(of: source) + "/" + folder
    let found = Folder.isFolder(beside) || !Folder.isFolder(checkout) ? beside : checkout
    if isDigested { BundledData.watch(found) }
    return found
  }

  /// How the names of bundles end.
  private static let suffix = ".resources"

  /// What to do about a file that is missing, if it is one of these data.
  package static func remedy(forMissing path: String) -> String? {
    guard path.contains("/mondegreen_"), path.contains(suffix + "/") else { return nil }
    return "the data that come with the program belong beside it: copy the folders "
      + "mondegreen_*\(suffix) from where it was built"
  }
}
