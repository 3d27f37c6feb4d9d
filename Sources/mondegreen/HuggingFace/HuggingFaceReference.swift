import Foundation
import Transcripts

/// What stands behind `hf:` in a model's name: a folder or a name on the hub, and after a question mark
/// options, as in a URL: `hf:FOLDER?adapter=FOLDER&prompt=They%20said:%20&device=cpu`.
struct HuggingFaceReference: Hashable {
  /// A folder, or a name on the hub.
  let model: String
  /// Values by option, as the server's program takes them.
  let options: [(name: String, value: String)]

  /// Options with a value, and one that is set by its name.
  static let known = [
    "adapter", "prompt", "context", "separator", "device", "dtype", "kind", "label", "batch-tokens",
    "lower-is-better",
  ]
  private static let flag = "lower-is-better"
  /// Short names of data types.
  private static let types = ["bf16": "bfloat16", "fp16": "float16", "fp32": "float32"]

  /// - Throws: a ``CommandFailure`` of bad usage.
  init(_ text: String) throws {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    model = try Self.decoded(parts[0])
    guard !model.isEmpty else {
      throw CommandFailure(
        .badUsage, "--model: expected hf:FOLDER or hf:NAME, found nothing after \"hf:\"")
    }
    var options: [(String, String)] = []
    for option in parts.count > 1 ? parts[1].split(separator: "&") : [] {
      let sides = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(sides[0])
      guard Self.known.contains(name) else {
        throw CommandFailure(
          .badUsage,
          "--model hf:\(model): expected options among \(Self.known.joined(separator: ", ")), found "
            + "\"\(name)\"" + Suggestions.question(name, in: Self.known))
      }
      guard (sides.count == 2) != (name == Self.flag) else {
        throw CommandFailure(
          .badUsage,
          "--model hf:\(model): expected \(name == Self.flag ? name : name + "=VALUE"), found "
            + "\"\(option)\"")
      }
      guard !options.contains(where: { $0.0 == name }) else {
        throw CommandFailure(
          .badUsage, "--model hf:\(model): expected each option once, found \(name) twice")
      }
      let value = sides.count == 2 ? try Self.decoded(sides[1]) : ""
      options.append((name, name == "dtype" ? Self.types[value] ?? value : value))
    }
    self.options = options
  }

  private static func decoded(_ text: Substring) throws -> String {
    guard let decoded = String(text).removingPercentEncoding else {
      throw CommandFailure(
        .badUsage,
        "--model hf:: expected % only before two hexadecimal digits (%25 for itself), found "
          + "\"\(text)\"")
    }
    return decoded
  }

  /// What follows the server's program on its command line.
  var arguments: [String] {
    [model] + options.map { $0.name == Self.flag ? "--\($0.name)" : "--\($0.name)=\($0.value)" }
  }

  /// The folders among model and adapter.
  var folders: [String] {
    let adapter = options.filter { $0.name == "adapter" }.map(\.value)
    return ([model] + adapter).filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && isFolder.boolValue
    }
  }

  static func == (left: Self, right: Self) -> Bool { left.arguments == right.arguments }
  func hash(into hasher: inout Hasher) { hasher.combine(arguments) }
}
