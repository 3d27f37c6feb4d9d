public import AdapterEngine
import Artifacts
public import BERTRescoring
import Foundation

/// The rescorers that come with the package, the baseline first.
///
/// Each has a card (``card``) that says how it was made. They lie in a target of their own, so that whoever
/// uses `BERTRescoring` with other models does not copy their 37 MB.
public enum BundledModel: String, CaseIterable, Sendable {
  /// The general rescorer, adapted to nothing: what the others are compared with.
  case frozen
  /// Adapted by LoRA with dynamic rank.
  case adalora
  /// The fully fine-tuned model.
  case full
  /// The model adapted by LoRA.
  case lora
  /// Adapted by LoRA with the correlation loss.
  case lorb

  /// The folder that holds the bundled models, one folder each.
  public static var folder: String {
    ResourceFolder.path("Models", of: "BundledModels", source: #filePath)
  }

  /// The pre-trained model below all of them, as a masked language model.
  ///
  /// - Throws: `ModelFileError` when its files are missing or damaged.
  public static func base() throws(ModelFileError) -> MaskedLanguageModel {
    try MaskedLanguageModel(directory: BERTDirectory(contentsOf: folder + "/base"))
  }

  /// The model card of ``base()``.
  public static var baseCard: String? { card(in: "base") }

  /// The model, and what its folder says of itself.
  ///
  /// - Parameters:
  ///   - threads: the number of threads that it computes with.
  ///   - precision: of the linear layers.
  /// - Throws: `ModelFileError` when its files are missing or damaged.
  public func rescorer(
    threads: Int = 1, precision: ProductPrecision = .single
  ) throws(ModelFileError) -> (model: RescoreBERT, recipe: RescoringRecipe) {
    try RescorerDirectory.read(
      Self.folder + "/" + rawValue, threads: threads, precision: precision)
  }

  /// The model card: data, command, figures.
  public var card: String? { Self.card(in: rawValue) }

  private static func card(in name: String) -> String? {
    try? String(contentsOfFile: folder + "/\(name)/card.md", encoding: .utf8)
  }
}
