import Artifacts
import BERTRescoring
import Foundation

extension FuzzedReader {
  static let modelReaders: [(name: String, making: Making)] =
    damaged(
      [
        "config.json", "vocab.txt", "tokenizer_config.json", "rescoring.json", "model.safetensors",
      ], in: "frozen")
    + damaged(["adapter_config.json", "adapter_model.safetensors"], in: "adalora")
    + [("sentences", sentences)]

  private static func damaged(
    _ files: [String], in model: String
  ) -> [(name: String, making: Making)] {
    files.map { file in
      let making: Making = { folder in try Self.model(file, in: model, folder) }
      return ("model-" + file, making)
    }
  }

  /// A model's folder, of which one file is damaged.
  private static func model(
    _ damaged: String, in model: String, _ folder: String
  ) throws -> FuzzedReader {
    let manager = FileManager.default
    for source in Set(["base", "frozen", model]).sorted() {
      let from = file("Sources/BundledModels/Models/" + source)
      let into = folder + "/" + source
      try manager.createDirectory(atPath: into, withIntermediateDirectories: true)
      for name in try manager.contentsOfDirectory(atPath: from) {
        try manager.createSymbolicLink(
          atPath: into + "/" + name, withDestinationPath: from + "/" + name)
      }
    }
    let path = folder + "/\(model)/" + damaged
    if !manager.fileExists(atPath: path) {
      // A model takes its vocabulary from the base.
      try manager.createSymbolicLink(
        atPath: path, withDestinationPath: file("Sources/BundledModels/Models/base/" + damaged))
    }
    let whole = [UInt8](try ArtifactFile.contents(of: path))
    try manager.removeItem(atPath: path)
    // The weights' header is what can go wrong; the rest are numbers.
    let seed = damaged.hasSuffix(".safetensors") ? Array(whole.prefix(20_000)) : whole
    return FuzzedReader([seed], at: path) { _ in
      _ = try? RescorerDirectory.read(folder + "/" + model)
    }
  }

  private static let sentences: Making = { folder in
    FuzzedReader(texts: ["see you at two\n\nby the pier\r\n"], at: folder + "/input") {
      _ = try? Sentences.read($0)
    }
  }
}
