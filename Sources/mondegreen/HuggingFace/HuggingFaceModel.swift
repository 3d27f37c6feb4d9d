import Artifacts
import Foundation
import Rescoring
import Transcripts

/// Any model that Hugging Face's transformers can load, scored by the Python program that comes with this
/// one (`hugging_face_server.py`).
struct HuggingFaceModel: RescoringModel {
  let identity: ModelIdentity
  private let process: ProcessModel

  var scoresEachTextAlone: Bool { process.scoresEachTextAlone }

  var previousUtterances: Int? { process.previousUtterances }

  var limitsItself: Bool { true }

  /// Loading a large model takes its time.
  private static let timeout: Duration = .seconds(1800)

  /// - Throws: ``RescoringError/failed(model:reason:)`` without Python.
  init(name: String?, _ reference: HuggingFaceReference) throws {
    let title = name ?? "hf:" + reference.model
    let python = ProcessInfo.processInfo.environment["MONDEGREEN_PYTHON"] ?? "python3"
    let server = Self.server
    identity = ModelIdentity(
      name: title, summary: (["hf:"] + reference.arguments).joined(separator: " "),
      digest: try Self.digest(of: reference, server: server))
    do {
      process = try ProcessModel(
        name: title, command: [python, "-u", server] + reference.arguments, timeout: Self.timeout,
        digest: identity.digest, onRestart: ModelCatalog.tellRestart(of: title))
    } catch {
      throw RescoringError.failed(
        model: title,
        reason:
          "hf: needs Python 3 with torch and transformers (and peft for adapters), but there is no program "
          + "\"\(python)\": install it, or name another one in MONDEGREEN_PYTHON")
    }
  }

  func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    try process.costs(for: lists)
  }

  func anotherInstance() throws(RescoringError) -> (any RescoringModel)? {
    try process.anotherInstance()
  }

  /// The server's program: in the bundle beside this program, or else in the checkout that it was built
  /// from.
  private static var server: String {
    let sources = ArtifactFile.folder(of: #filePath)
    return ResourceFolder.path(
      "Resources", of: "mondegreen", source: sources, isDigested: false)
      + "/hugging_face_server.py"
  }

  /// Of the server, its options, and the files of the folders; of a model on the hub the name is all that
  /// is known here.
  private static func digest(of reference: HuggingFaceReference, server: String) throws -> Digest {
    var hasher = DigestHasher()
    hasher.update(try ArtifactFile.contents(of: server))
    // A folder's place doesn't matter, its files do.
    for argument in reference.arguments {
      let isFolder = reference.folders.contains { argument == $0 || argument == "--adapter=\($0)" }
      hasher.update(Array(((isFolder ? "folder" : argument) + "\0").utf8))
    }
    for folder in reference.folders {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names.sorted() where !Self.unread.contains(name) {
        let path = folder + "/" + name
        guard let handle = FileHandle(forReadingAtPath: path) else { continue }
        defer { try? handle.close() }
        hasher.update(Array((name + "\0").utf8))
        while let piece = try? handle.read(upToCount: 1 << 22), !piece.isEmpty {
          hasher.update(piece)
        }
      }
    }
    return hasher.finalize()
  }

  /// Files that no loader reads.
  private static let unread: Set<String> = ["rescoring.json", "card.md", "README.md"]
}
