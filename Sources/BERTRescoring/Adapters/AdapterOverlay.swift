import AdapterEngine
import Foundation

/// What an adapter's folder has of the model's own parameters: heads, norms, tables and biases that were
/// trained as they are (PEFT's `modules_to_save` and `bias`). They replace the base's.
struct AdapterOverlay {
  let entries: JSONEntries
  let file: SafetensorsFile
  let names: AdapterNames
  /// Names in the file by what they are without the names of PEFT's wrappers.
  private let plainNames: [String: String]

  init(entries: JSONEntries, file: SafetensorsFile, names: AdapterNames) {
    self.entries = entries
    self.file = file
    self.names = names
    var plainNames: [String: String] = [:]
    for name in file.names where name.hasPrefix(AdapterNames.prefix) {
      // What a saved module was before: no part of the model any more.
      if name.contains(".original_module.") {
        file.skip(name)
        continue
      }
      let plain = Self.plain(String(name.dropFirst(AdapterNames.prefix.count)))
      // A parameter can stand there twice; then the one without wrappers is what PEFT means.
      if let other = plainNames[plain] {
        file.skip(other.count > name.count ? other : name)
        plainNames[plain] = other.count > name.count ? name : other
      } else {
        plainNames[plain] = name
      }
    }
    self.plainNames = plainNames
  }

  /// A name without those of PEFT's wrappers, which it leaves out or not, depending on what was saved and
  /// when.
  private static func plain(_ name: String) -> String {
    name.replacingOccurrences(of: ".base_layer.", with: ".")
      .replacingOccurrences(of: ".modules_to_save.default.", with: ".")
      .replacingOccurrences(of: ".modules_to_save.", with: ".")
  }

  /// Replaces what the folder has, and checks that it has all that its configuration promises.
  ///
  /// - Returns: names of the parameters that were replaced.
  @discardableResult
  func apply(to store: inout ParameterStore) throws(ModelFileError) -> Set<String> {
    var replaced: Set<String> = []
    for id in store.ids where !store.parameter(id).isPart {
      let parameter = store.parameter(id)
      guard let name = nameInFile(of: parameter.name) else { continue }
      let tensor = try ModelFileError.wrap { () throws(SafetensorsError) in
        try file.tensor(name, rows: parameter.value.rows, columns: parameter.value.columns)
      }
      let isScore = parameter.name.hasPrefix("scorer.out_proj.") && !names.head.lowerIsBetter
      store[id] = isScore ? tensor.negated : tensor
      replaced.insert(parameter.name)
    }
    try checkSavedModules(store, replaced)
    try checkBiases(store, replaced)
    return replaced
  }

  private func nameInFile(of parameter: String) -> String? {
    plainNames[names.name(ofParameter: parameter)]
  }

  private func checkSavedModules(
    _ store: ParameterStore, _ replaced: Set<String>
  ) throws(ModelFileError) {
    let modules = try entries.stringList("modules_to_save")
    // PEFT adds both to every model that classifies, whichever of them it has.
    let isClassifier = try entries.string("task_type", default: "") == "SEQ_CLS"
    for module in modules {
      var isFound = false
      for parameter in store.parameters where !parameter.isPart {
        let name = names.name(ofParameter: parameter.name)
        guard Self.isSaved(name, module) else { continue }
        isFound = true
        guard replaced.contains(parameter.name) else {
          throw .tensors(.missingTensor(path: file.path, key: AdapterNames.prefix + name))
        }
      }
      guard isFound || (isClassifier && ["classifier", "score"].contains(module)) else {
        throw .wrongValue(
          path: entries.path, key: "modules_to_save",
          expected: "modules of the model (\(names.head.output) is its head)", found: module)
      }
    }
  }

  /// Whether a parameter is below a module whose name ends as PEFT's `modules_to_save` says.
  private static func isSaved(_ parameter: String, _ module: String) -> Bool {
    let parts = parameter.split(separator: ".")
    return (1..<max(1, parts.count)).contains {
      parts[..<$0].joined(separator: ".").hasSuffix(module)
    }
  }

  private func checkBiases(
    _ store: ParameterStore, _ replaced: Set<String>
  ) throws(ModelFileError) {
    let kind = try entries.string("bias", default: "none")
    switch kind {
    case "none": return
    // Of adapted modules alone, which aren't known yet.
    case _ where kind.hasSuffix("_only"): return
    case "all":
      for parameter in store.parameters
      where parameter.isEncoderBias && !replaced.contains(parameter.name) {
        throw .tensors(
          .missingTensor(
            path: file.path,
            key: AdapterNames.prefix + names.name(ofParameter: parameter.name)))
      }
    default:
      throw .wrongValue(
        path: entries.path, key: "bias", expected: "none, all or lora_only", found: kind)
    }
  }
}
