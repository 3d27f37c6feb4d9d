import AdapterEngine

/// How an adapter's folder names the modules of the model that it was trained on.
///
/// PEFT writes `base_model.model.` before the names of the trained model's modules; whether these begin
/// with `bert.` depends on whether the encoder was trained alone or within a model with a head.
struct AdapterNames {
  static let prefix = "base_model.model."
  static let sharedPrefix = "base_model."

  /// The prefix of the model's names: "bert." or nothing.
  let model: String
  /// How the trained model had its head.
  let head: ScoringHeadLayout

  init(_ file: SafetensorsFile, head: ScoringHeadLayout) {
    let isNamed = file.names.contains { $0.hasPrefix(Self.prefix + "bert.") }
    let isBare = file.names.contains {
      $0.hasPrefix(Self.prefix + "encoder.") || $0.hasPrefix(Self.prefix + "embeddings.")
    }
    self.init(model: isNamed || !isBare ? "bert." : "", head: head)
  }

  init(model: String, head: ScoringHeadLayout) {
    self.model = model
    self.head = head
  }

  /// The trained model's name of a parameter that a store has under `name`.
  func name(ofParameter name: String) -> String {
    guard let module = head.module(ofParameter: name) else { return model + name }
    let part = name.split(separator: ".").last.map(String.init) ?? ""
    return module + "." + part
  }

  /// The trained model's name of the module that a weight of a store belongs to.
  func module(ofWeight name: String) -> String {
    String(self.name(ofParameter: name).dropLast(".weight".count))
  }

  var naming: ModuleNaming {
    ModuleNaming(prefix: Self.prefix, sharedPrefix: Self.sharedPrefix) { [self] in
      module(ofWeight: $0)
    }
  }
}
