/// A method of PEFT's that is read and not trained here: what a folder holds is added to the base's weights
/// when it is read, so the model costs what the base costs.
///
/// A conforming type says what a weight becomes; it has no parameters of its own.
public protocol StoredDelta: Adapter {
  /// The weight that the layer computes with, from the tensors that files have of it.
  ///
  /// - Parameters:
  ///   - base: the base's, `[outputs, inputs]`.
  ///   - module: the layer's name in the store, by which patterns are resolved.
  ///   - file: the file with the tensors.
  ///   - names: gives the name in the file of one of the layer's tensors.
  func merged(
    _ base: Tensor, module: String, _ file: SafetensorsFile, names: (String) -> String
  ) throws(SafetensorsError) -> Tensor

  /// What the layer's bias becomes. The base's unless implemented.
  func mergedBias(
    _ bias: Tensor, _ file: SafetensorsFile, names: (String) -> String
  ) throws(SafetensorsError) -> Tensor
}

extension StoredDelta {
  public func mergedBias(
    _ bias: Tensor, _ file: SafetensorsFile, names: (String) -> String
  ) throws(SafetensorsError) -> Tensor { bias }

  public func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {}

  public func load(
    _ file: SafetensorsFile, naming: ModuleNaming, into store: inout ParameterStore
  ) throws(SafetensorsError) {
    var loaded: [(ParameterID, Tensor)] = []
    for weight in store.adaptedWeights {
      let names = { (part: String) in naming.name(of: part, weight, in: store) }
      let module = store.moduleName(of: weight)
      loaded.append(
        (weight, try merged(store[weight], module: module, file, names: names)))
      if let bias = store.id(named: module + ".bias") {
        loaded.append((bias, try mergedBias(store[bias], file, names: names)))
      }
    }
    for (id, tensor) in loaded { store[id] = tensor }
  }
}

/// The entries of the methods that come from LyCORIS, under PEFT's names.
public struct LyCORISConfiguration: Codable, Hashable, Sendable {
  /// r, where no pattern says otherwise.
  public var rank: Int
  /// The scaling factor α.
  public var alpha: Float
  /// Ranks and alphas of some modules, by ``NamePattern``.
  public var ranks: [String: Int] = [:]
  public var alphas: [String: Float] = [:]

  enum CodingKeys: String, CodingKey {
    case rank = "r"
    case alpha
    case ranks = "rank_pattern"
    case alphas = "alpha_pattern"
  }

  public init(from decoder: any Decoder) throws {
    let entries = try decoder.container(keyedBy: CodingKeys.self)
    rank = try entries.decodeRank(.rank)
    alpha = try entries.decodeIfPresent(Float.self, forKey: .alpha) ?? 8
    ranks = try entries.decodeIfPresent([String: Int].self, forKey: .ranks) ?? [:]
    alphas = try entries.decodeIfPresent([String: Float].self, forKey: .alphas) ?? [:]
  }

  /// The factor α/r of a module.
  func scaling(of module: String) -> Float {
    var lora = LoRA.Configuration(rank: rank, alpha: alpha)
    lora.ranks = ranks
    lora.alphas = alphas
    return lora.alpha(of: module) / Float(max(1, lora.rank(of: module)))
  }
}

extension SafetensorsFile {
  /// A matrix of any shape.
  ///
  /// - Throws: ``SafetensorsError`` if it is missing or no matrix.
  func matrix(_ name: String) throws(SafetensorsError) -> Tensor {
    guard let shape = shape(of: name) else { throw .missingTensor(path: path, key: name) }
    guard shape.count == 2 else {
      throw .malformedEntry(path: path, key: name, expected: "a matrix", found: "shape \(shape)")
    }
    return try tensor(name)
  }

  /// The product of two matrices.
  func product(_ left: String, _ right: String) throws(SafetensorsError) -> Tensor {
    let a = try matrix(left), b = try matrix(right)
    guard a.columns == b.rows else {
      throw .wrongShape(
        path: path, key: right, expected: [a.columns, b.columns], found: [b.rows, b.columns])
    }
    return a.multiplied(byPacked: PackedWeight.packTransposed(b), outputs: b.columns)
  }

  /// Sees that what a file has for a weight has its shape.
  func expect(_ tensor: Tensor, like base: Tensor, _ name: String) throws(SafetensorsError) {
    guard tensor.rows == base.rows, tensor.columns == base.columns else {
      throw .wrongShape(
        path: path, key: name, expected: [base.rows, base.columns],
        found: [tensor.rows, tensor.columns])
    }
  }
}

extension Tensor {
  /// The sum of this tensor and `scale` times another of the same shape.
  func adding(_ other: Tensor, times scale: Float) -> Tensor {
    Tensor(
      rows: rows, columns: columns,
      values: zip(values, other.values).map { $0 + scale * $1 })
  }
}
