import Foundation

/// Finds the paths of programs.
package enum ProgramPath {
  /// This program's own path.
  package static var current: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }

  /// The path of a program: its own if it has a slash in it, else the first in a list of folders.
  ///
  /// - Parameter folders: with colons between them; nil searches `PATH`, and nothing where that is unset.
  /// - Returns: nil if no such file can be executed.
  package static func find(_ program: String, in folders: String? = nil) -> String? {
    if program.contains("/") {
      return FileManager.default.isExecutableFile(atPath: program) ? program : nil
    }
    let folders = folders ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
    return folders.split(separator: ":").map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
