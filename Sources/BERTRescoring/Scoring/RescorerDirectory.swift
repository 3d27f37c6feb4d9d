public import AdapterEngine
import Artifacts
import Foundation

/// A rescorer's folder: `rescoring.json` beside a Hugging Face model or a PEFT adapter.
public enum RescorerDirectory {
  /// The adapters that come with the engine.
  public static var adapters: [any Adapter.Type] { BundledAdapters.readers }

  /// Reads a rescorer.
  ///
  /// - Parameters:
  ///   - path: the path of the folder.
  ///   - threads: the number of threads; costs do not depend on it.
  ///   - precision: of the linear layers.
  ///   - adapters: the types that an adapter can be read as, in any order; add your own to
  ///     ``adapters``. Where two have the same `peft_type`, one with a flag is taken if the folder has
  ///     the flag.
  /// - Throws: ``ModelFileError`` naming file and key of what is missing, cut short or of the wrong
  ///   shape.
  public static func read(
    _ path: String, threads: Int = 1, precision: ProductPrecision = .single,
    adapters: [any Adapter.Type] = adapters
  ) throws(ModelFileError) -> (model: RescoreBERT, recipe: RescoringRecipe) {
    let recipe = try recipe(in: path)
    let model = try read(
      path, as: recipe, threads: threads, precision: precision, adapters: adapters)
    return (model, recipe)
  }

  /// Reads a rescorer as a recipe says that is not in its folder yet.
  ///
  /// - Throws: as ``read(_:threads:precision:adapters:)``.
  package static func read(
    _ path: String, as recipe: RescoringRecipe, threads: Int = 1,
    precision: ProductPrecision = .single, adapters: [any Adapter.Type] = adapters
  ) throws(ModelFileError) -> RescoreBERT {
    let base = recipe.base.map { BaseReference.resolve($0, in: path) } ?? path
    let directory = try BERTDirectory(contentsOf: base, head: recipe.head)
    var store = directory.store
    if recipe.kind == .adapter {
      var layout = directory.headLayout
      // Over a bare base model the adapter's folder brings the scoring head.
      if layout == nil {
        layout = try AdapterDirectory.headLayout(
          path, hasPooler: !directory.pooler.isEmpty)
        if let layout { directory.addHead(layout, to: &store) }
      }
      try AdapterDirectory.read(
        path, head: layout ?? .rescoreBERT, into: &store, methods: adapters)
    }
    guard ScoringHead(store: store) != nil else {
      throw .missingKey(path: base + "/model.safetensors", key: "scorer.dense.weight")
    }
    guard directory.configuration.maximumPositions >= store.prefixLength + 3 else {
      throw .wrongValue(
        path: path + "/adapter_config.json", key: "num_virtual_tokens",
        expected: "fewer than the base's \(directory.configuration.maximumPositions) positions",
        found: "\(store.prefixLength)")
    }
    return RescoreBERT(
      name: recipe.name, summary: recipe.summary, configuration: directory.configuration,
      tokenizer: directory.tokenizer, textForm: recipe.textForm,
      store: store.withoutLanguageModelHead(), threads: threads, precision: precision)
  }

  /// What the folder says of itself.
  public static func recipe(in path: String) throws(ModelFileError) -> RescoringRecipe {
    let file = path + "/rescoring.json"
    guard
      FileManager.default.fileExists(atPath: file) || !FileManager.default.fileExists(atPath: path)
    else { throw .missingRecipe(path: file) }
    let data = try ModelFileError.wrap { () throws(ArtifactError) in
      try ArtifactFile.contents(of: file, limit: 1 << 24)
    }
    let recipe: RescoringRecipe
    do {
      recipe = try JSONDecoder().decode(RescoringRecipe.self, from: data)
    } catch {
      throw ModelFileError(decoding: error, path: file)
    }
    guard recipe.kind == .full || recipe.base != nil else {
      throw .missingKey(path: file, key: "base")
    }
    return recipe
  }

  /// Writes a rescorer: a whole model, or what the adapter and the head are over `recipe.base`.
  public static func write(
    _ model: RescoreBERT, recipe: RescoringRecipe, precision: StoragePrecision, to path: String
  ) throws(ModelFileError) {
    switch recipe.kind {
    case .full:
      guard model.store.adapter?.canMerge ?? true else {
        throw .malformed(
          path: path, reason: "expected an adapter that can be merged, found another")
      }
      try BERTDirectory.write(
        store: model.store.merged(), configuration: model.configuration,
        tokenizer: model.tokenizer, precision: precision, to: path)
    case .adapter:
      try AdapterDirectory.write(model.store, precision: precision, to: path)
    }
    try writeRecipe(recipe, to: path)
  }

  /// Writes `rescoring.json` alone.
  public static func writeRecipe(
    _ recipe: RescoringRecipe, to path: String
  ) throws(ModelFileError) {
    guard let data = try? CanonicalJSON.data(recipe, .file) else {
      throw .malformed(
        path: path + "/rescoring.json", reason: "expected finite weights, found NaN or infinity")
    }
    try ModelFileError.wrap { () throws(ArtifactError) in
      try ArtifactFile.write(data, to: path + "/rescoring.json")
    }
  }
}

extension BERTDirectory {
  /// Adds a scoring head that an adapter's folder completes: zeros, and for a classifier's head the pooler.
  fileprivate func addHead(_ layout: ScoringHeadLayout, to store: inout ParameterStore) {
    for head in configuration.scoringParameters {
      let part = head.name.split(separator: ".").last.map(String.init) ?? ""
      let isDense = layout.module(ofParameter: head.name) == BERTFileReader.pooler
      let value = isDense ? pooler[part] : nil
      store.add(head, value ?? Tensor(rows: head.rows, columns: head.columns))
    }
  }
}

extension ParameterStore {
  /// The store as rescorers have it: an unused head would only be decayed.
  func withoutLanguageModelHead() -> ParameterStore {
    // An adapter's identifiers are places in the store, so one that has an adapter stays whole.
    guard adapter == nil else { return self }
    var store = ParameterStore()
    for parameter in parameters where !parameter.name.hasPrefix("cls.") {
      store.add(
        parameter.name, parameter.value, trainable: parameter.isTrainable,
        decays: parameter.decays, isTable: parameter.isTable)
    }
    return store
  }
}
