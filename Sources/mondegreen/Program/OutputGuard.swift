import Artifacts
import Foundation
import Transcripts

/// Keeps outputs from being written over what they are made from.
struct OutputGuard {
  private struct Input {
    let path: String
    let identity: FileIdentity
  }

  private var inputs: [Input] = []
  private var outputs: [(option: String, path: String)] = []

  /// - Parameter inputs: paths that are read, files or folders with the files in them, a corpus with its format
  ///   and its options before it; names that are no paths, and nil, count for nothing.
  init(reading inputs: [String?]) {
    for path in inputs.flatMap({ $0.map(Self.paths) ?? [] }) {
      guard let identity = FileIdentity(path) else { continue }
      self.inputs.append(Input(path: path, identity: identity))
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      for name in names.sorted() {
        let file = path + "/" + name
        if let identity = FileIdentity(file) {
          self.inputs.append(Input(path: file, identity: identity))
        }
      }
    }
  }

  /// The path itself, or what a corpus with its format before it is read from.
  private static func paths(_ name: String) -> [String] {
    FileIdentity(name) != nil
      ? [name] : [CorpusSource.path(of: name)] + CorpusSource.optionValues(of: name)
  }

  /// Refuses to add to one of the inputs what is written to standard output (`>> lists.jsonl`), which would be read
  /// again.
  func checkStandardOutput() throws(CommandFailure) {
    guard let identity = FileIdentity.ofStandardOutput,
      let input = inputs.first(where: { $0.identity == identity && !Self.isDevice($0.path) })
    else { return }
    throw CommandFailure(
      .badUsage,
      "standard output: expected an output other than the inputs, found \(input.path); name another"
    )
  }

  /// Checks what an option's value has written: what lies at the path, or only these files in the folder there.
  ///
  /// - Throws: ``CommandFailure`` if it is one of the inputs, by whatever name, or another option's output.
  mutating func check(
    _ option: String, _ path: String?, files: [String]? = nil
  ) throws(CommandFailure) {
    guard let path else { return }
    let paths = files.map { $0.map { path + "/" + $0 } } ?? [path]
    for written in paths {
      if let identity = FileIdentity(written),
        let input = inputs.first(where: { $0.identity == identity })
      {
        let name = input.path == written ? "" : ", which is \(input.path)"
        throw CommandFailure(
          .badUsage,
          "\(option): expected an output other than the inputs, found \(written)\(name); name another"
        )
      }
      if let other = outputs.first(where: { Self.isSame($0.path, written) }) {
        throw CommandFailure(
          .badUsage,
          "\(option): expected an output of its own, found \(written), which \(other.option) writes"
        )
      }
    }
    outputs += paths.map { (option, $0) }
  }

  private static func isSame(_ path: String, _ other: String) -> Bool {
    if let one = FileIdentity(path), let two = FileIdentity(other) {
      // Devices take what several write.
      return one == two && !isDevice(path)
    }
    return URL(fileURLWithPath: path).standardizedFileURL
      == URL(fileURLWithPath: other).standardizedFileURL
  }

  private static func isDevice(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return false }
    let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    return !isFolder.boolValue && kind != .typeRegular && kind != .typeSymbolicLink
  }
}
