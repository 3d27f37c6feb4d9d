import Artifacts
import Foundation

/// The JSON Lines log of a training run: one object a line, each with a `step`.
struct TrainingLog {
  private let path: String
  private let handle: FileHandle

  /// Opens the log at `path`; entries after `step` come from work that the checkpoint does not
  /// hold, and go.
  init(path: String, keepingUpTo step: Int) throws(ArtifactError) {
    self.path = path
    var kept = Data()
    if FileManager.default.fileExists(atPath: path) {
      for line in try ArtifactFile.contents(of: path).split(separator: 0x0A) {
        guard let entry = try? JSONDecoder().decode(Entry.self, from: line), entry.step <= step
        else { continue }
        kept += line + [0x0A]
      }
    }
    try ArtifactFile.write(kept, to: path)
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw .unwritable(path: path, reason: "it can't be opened")
    }
    handle.seekToEndOfFile()
    self.handle = handle
  }

  private struct Entry: Decodable { let step: Int }

  func append(_ entry: some Encodable) throws(ArtifactError) {
    do {
      try handle.write(contentsOf: CanonicalJSON.data(entry, .line) + [0x0A])
    } catch {
      throw .unwritable(path: path, reason: "\(error)")
    }
  }
}
