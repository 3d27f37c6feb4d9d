import Artifacts
import Foundation
import Transcripts

extension FuzzedReader {
  /// Every format of lists, each with a file of our own making; `lists` takes the format that the file looks like.
  static let listReaders: [(name: String, making: Making)] =
    [("lists", lists), ("references", references), ("glm", globalMapping), ("gzip", compressed)]
    + CorpusFormats.all.map { named(format: $0.id) }

  private static let lists: Making = { folder in
    FuzzedReader(
      texts: listSeeds.flatMap(\.seeds), at: folder + "/input"
    ) {
      _ = try? Corpus(contentsOf: $0)
    }
  }

  private static func named(format id: String) -> (name: String, making: Making) {
    let making: Making = { folder in try lists(of: id, folder) }
    return ("lists-" + id, making)
  }

  private static func lists(of id: String, _ folder: String) throws -> FuzzedReader {
    guard let sample = listSeeds.first(where: { $0.format == id }) else {
      preconditionFailure("expected a seed of the format \(id)")
    }
    for (file, text) in sample.beside {
      let path = folder + "/" + file
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
    let path = folder + "/" + (sample.file ?? "input")
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    let options = sample.options.map { "," + $0.replacing("FOLDER", with: folder) } ?? ""
    let source = id + options + ":" + (sample.file == nil ? path : folder)
    return FuzzedReader(texts: sample.seeds, at: path) { _ in
      _ = try? Corpus(CorpusSource(source))
    }
  }

  private static let references: Making = { folder in
    FuzzedReader(
      texts: [
        "u1 see you at two\nu2 by the pier\n", "SEE { OUR / HOUR } PIER (u1)\n",
        #"{"u1":"see you at two"}"#, "id\treference\nu1\tsee you at two\n",
      ], at: folder + "/input"
    ) { _ = try? CorpusReferences(contentsOf: $0) }
  }

  private static let globalMapping: Making = { folder in
    FuzzedReader(
      texts: [
        ";; spelling\n* name = \"ours\"\n* case_sensitive = 'F'\nI'M => I AM\n[ CAN'T ] => [ CAN NOT ] / [ ] __ [ ]\n"
      ], at: folder + "/input"
    ) {
      guard let mapping = try? GlobalMapping(contentsOf: $0) else { return }
      _ = mapping.apply(to: "I'M SURE I CAN'T SEE")
    }
  }

  private static let compressed: Making = { folder in
    let text = Data("see you at two\nby the pier\n".utf8)
    return FuzzedReader([[UInt8](Gzip.compress(text))], at: folder + "/input") {
      _ = try? ArtifactFile.decompressedContents(of: $0)
    }
  }
}
