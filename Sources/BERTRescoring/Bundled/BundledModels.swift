public import AdapterEngine
import Foundation

/// The models that this package carries as resources.
public enum BundledModels {
  /// Names of the bundled rescorers, sorted: the general one and what was adapted from it.
  public static var names: [String] {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return folders.sorted().filter {
      FileManager.default.fileExists(atPath: folder + "/\($0)/rescoring.json")
    }
  }

  /// Where the bundled models lie.
  public static var folder: String {
    Bundle.module.resourcePath.map { $0 + "/Models" } ?? "Models"
  }

  /// A bundled rescorer and what it says of itself.
  ///
  /// - Throws: ``ModelFileError``; for a name that is not bundled, that its files are missing.
  public static func rescorer(
    _ name: String, threads: Int = 1, precision: ProductPrecision = .single
  ) throws(ModelFileError) -> (model: RescoreBERT, recipe: RescoringRecipe) {
    try RescorerDirectory.read(folder + "/" + name, threads: threads, precision: precision)
  }

  /// The pre-trained base model as a masked language model.
  public static func base() throws(ModelFileError) -> MaskedLanguageModel {
    try MaskedLanguageModel(directory: BERTDirectory(path: folder + "/base"))
  }

  /// The model card of a bundled model: data, command, figures.
  public static func card(of name: String) -> String? {
    try? String(contentsOfFile: folder + "/\(name)/card.md", encoding: .utf8)
  }
}
