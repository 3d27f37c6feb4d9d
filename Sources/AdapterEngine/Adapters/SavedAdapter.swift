/// An adapter as files have it.
public struct SavedAdapter<Configuration: Codable & Sendable>: Sendable {
  /// The contents of `adapter_config.json`.
  public let configuration: Configuration
  /// The contents of `adapter_model.safetensors`, by full name.
  public let tensors: [String: Tensor]
  /// Names of the tensors that have two dimensions in files even where there is one row: PEFT reads no
  /// other shape.
  public let matrices: Set<String>

  /// - Parameters:
  ///   - configuration: the contents of `adapter_config.json`.
  ///   - tensors: the contents of `adapter_model.safetensors`, by full name.
  ///   - matrices: all tensors if nil.
  public init(
    configuration: Configuration, tensors: [String: Tensor], matrices: Set<String>? = nil
  ) {
    self.configuration = configuration
    self.tensors = tensors
    self.matrices = matrices ?? Set(tensors.keys)
  }
}

/// How files name modules and the adapter's parameters.
public struct ModuleNaming: Sendable {
  /// The prefix of every name: PEFT writes `base_model.model.`, and `base_model.` for what modules
  /// share.
  public let prefix: String
  public let sharedPrefix: String
  /// The file's name of a module ("bert.encoder.layer.0.attention.self.query") for the store's name
  /// of its weight.
  public let module: @Sendable (String) -> String

  public init(
    prefix: String = "", sharedPrefix: String = "",
    module: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.prefix = prefix
    self.sharedPrefix = sharedPrefix
    self.module = module
  }

  /// The full name of what a weight's module has in files.
  public func name(of part: String, _ weight: ParameterID, in store: ParameterStore) -> String {
    prefix + module(store.parameter(weight).name) + "." + part
  }
}

extension Adapter {
  public func partInFile(_ part: String) -> String { part }

  public func saved(
    in store: ParameterStore, naming: ModuleNaming
  ) -> SavedAdapter<Configuration> {
    SavedAdapter(
      configuration: configuration, tensors: storedTensors(in: store, naming: naming),
      matrices: storedMatrices(in: store, naming: naming))
  }

  /// The matrices among ``storedTensors(in:naming:)``. Vectors are customarily exempt from weight
  /// decay.
  func storedMatrices(in store: ParameterStore, naming: ModuleNaming) -> Set<String> {
    Set(
      store.parameters.filter { isStored($0) && $0.decays }.map { name(of: $0, in: store, naming) })
  }

  /// What trains and what modules share, under its names in files.
  func storedTensors(in store: ParameterStore, naming: ModuleNaming) -> [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for parameter in store.parameters where isStored(parameter) {
      tensors[name(of: parameter, in: store, naming)] = parameter.value
    }
    return tensors
  }

  public func load(
    _ file: SafetensorsFile, naming: ModuleNaming, into store: inout ParameterStore
  ) throws(SafetensorsError) {
    var loaded: [(ParameterID, Tensor)] = []
    for id in store.ids where isStored(store.parameter(id)) {
      let parameter = store.parameter(id)
      let tensor = try file.tensor(
        name(of: parameter, in: store, naming), rows: parameter.value.rows,
        columns: parameter.value.columns)
      loaded.append((id, tensor))
    }
    for (id, tensor) in loaded { store[id] = tensor }
  }

  /// What trains, and what modules share: a random projection can't be drawn again by others.
  private func isStored(_ parameter: Parameter) -> Bool {
    parameter.isPart && (parameter.isTrainable || parameter.adapted.count > 1)
  }

  private func name(
    of parameter: Parameter, in store: ParameterStore, _ naming: ModuleNaming
  ) -> String {
    guard let weight = parameter.adapted.first, let part = parameter.part else {
      preconditionFailure("\(parameter.name) is no part of an adapter")
    }
    guard parameter.adapted.count == 1 else { return naming.sharedPrefix + part }
    return naming.name(of: partInFile(part), weight, in: store)
  }
}
