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
    let reference = try QueriedReference(
      text, scheme: .huggingFace, known: Self.known, flags: [Self.flag])
    model = reference.target
    guard !model.isEmpty else {
      throw CommandFailure(
        .badUsage, "--model: expected hf:FOLDER or hf:NAME, found nothing after \"hf:\"")
    }
    options = reference.options.map { name, value in
      (name, name == "dtype" ? Self.types[value] ?? value : value)
    }
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
