import AdapterEngine
import Foundation

/// What a model's folder is, before anybody has said how it is used.
package struct FolderSurvey {
  /// Whether it holds a PEFT adapter rather than a whole model.
  package let isAdapter: Bool
  /// For an adapter, the name of the base model in its configuration.
  package let baseName: String?
  /// For a whole model, the heads with one output, most likely first.
  package let heads: [ScoringHeadLayout]

  /// - Throws: ``ModelFileError`` for a folder that holds neither.
  package init(_ folder: String) throws(ModelFileError) {
    let adapter = folder + "/adapter_config.json"
    isAdapter = FileManager.default.fileExists(atPath: adapter)
    if isAdapter {
      let entries = try JSONEntries(path: adapter)
      baseName =
        entries.has("base_model_name_or_path")
        ? try entries.string("base_model_name_or_path") : nil
      heads = []
      return
    }
    baseName = nil
    let configuration = try BERTConfiguration(path: folder + "/config.json")
    let files = try WeightFiles(folder: folder)
    var heads: [ScoringHeadLayout] = []
    if files.has(ScoringHeadLayout.rescoreBERT.output + ".weight") { heads.append(.rescoreBERT) }
    let hasPooler = ["", "bert."].contains { files.has($0 + "pooler.dense.weight") }
    for name in files.names where name.hasSuffix(".weight") {
      let module = String(name.dropLast(".weight".count))
      guard files.shape(of: name) == [1, configuration.hiddenSize],
        module != ScoringHeadLayout.rescoreBERT.output
      else { continue }
      heads.append(
        ScoringHeadLayout(
          dense: hasPooler ? BERTFileReader.pooler : nil, output: module, lowerIsBetter: false))
    }
    self.heads = heads
  }
}
