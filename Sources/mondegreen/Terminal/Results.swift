import Artifacts
import Foundation

/// What a command found, as standard output has it with `--json`: one JSON object a line.
enum Results {
  /// Writes one result as a line of JSON with sorted keys.
  static func write(_ value: some Encodable) {
    StandardOutput.write(
      json: String(decoding: CanonicalJSON.data(finite: value, .line), as: UTF8.self) + "\n")
  }

  /// Says which files were written: a path a line, or with `--json` an object `{"file":PATH}` a line.
  static func files(_ paths: [String]) {
    struct File: Encodable {
      let file: String
    }
    guard Terminal.isJSON else { return print(paths.joined(separator: "\n")) }
    for path in paths where !path.isEmpty { write(File(file: path)) }
  }
}
