import Foundation

/// How an adapter's folder names the model below it, so that the two can be moved together.
///
/// Symbolic links are followed first in both directions: `..` leads to the parent of what a link points
/// to, for everything that reads it.
package enum BaseReference {
  /// The way to `base` from inside `folder`, which is made if it is not there yet; `base` itself if it
  /// is an absolute path.
  package static func path(to base: String, from folder: String) -> String {
    guard !base.hasPrefix("/") else { return base }
    // Only what exists can be followed. If it can't be made, writing the model says so.
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func components(_ path: String) -> [String] {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.pathComponents
    }
    let there = components(base), here = components(folder)
    let shared = zip(there, here).prefix { $0 == $1 }.count
    let steps = Array(repeating: "..", count: here.count - shared) + there.dropFirst(shared)
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }

  /// The folder that `reference` names inside `folder`; as people wrote it where no link is followed.
  static func resolve(_ reference: String, in folder: String) -> String {
    guard !reference.hasPrefix("/") else { return reference }
    let plain = URL(fileURLWithPath: folder).standardizedFileURL.path
    let followed = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    return (followed == plain ? folder : followed) + "/" + reference
  }
}
