/// Which parameter of a ``ParameterStore``; valid in copies of the store too.
public struct ParameterID: Hashable, Sendable, Codable {
  /// Place in the order of addition, from 0.
  public let index: Int
}

/// One named matrix or vector of a model.
public struct Parameter: Sendable {
  public let name: String
  /// `[outputs, inputs]` for a linear layer's weight, `[rows, width]` for an embedding table,
  /// `[1, width]` for biases and gains.
  public internal(set) var value: Tensor
  /// Whether training changes it.
  public internal(set) var isTrainable: Bool
  /// Whether weight decay applies (by custom not to biases and gains).
  public let decays: Bool
  /// The weight that this parameter belongs to as part of an adapter.
  public let adapted: ParameterID?
  /// The effective weight in the layout of the products.
  var packed = PackedWeight()
}

/// A model's parameters in a fixed order, with the weights packed for the products when first
/// needed.
///
/// A store is a value: training changes its own copy, threads share one that nobody changes. A
/// weight's packed form is thrown away as soon as the weight, or an adapter parameter that belongs to
/// it, changes.
public struct ParameterStore: Sendable {
  /// All parameters, in order of addition.
  public private(set) var parameters: [Parameter] = []
  /// The method that re-parameterises some weights, if any.
  public private(set) var adapter: (any Adapter)?
  private var indices: [String: Int] = [:]
  private var isAdapted: [Bool] = []

  public init() {}

  /// Appends a parameter.
  ///
  /// - Precondition: no other parameter has this name.
  @discardableResult
  public mutating func add(
    _ name: String, _ value: Tensor, trainable: Bool = true, decays: Bool = true,
    adapting adapted: ParameterID? = nil
  ) -> ParameterID {
    precondition(indices[name] == nil, "two parameters named \(name)")
    indices[name] = parameters.count
    parameters.append(
      Parameter(
        name: name, value: value, isTrainable: trainable, decays: decays, adapted: adapted))
    isAdapted.append(false)
    return ParameterID(index: parameters.count - 1)
  }

  /// The parameter of a name, or nil.
  public func id(named name: String) -> ParameterID? {
    indices[name].map { ParameterID(index: $0) }
  }

  public var ids: [ParameterID] { parameters.indices.map { ParameterID(index: $0) } }

  /// A parameter's description.
  public func parameter(_ id: ParameterID) -> Parameter { parameters[id.index] }

  /// A parameter's own value (for an adapted weight, the frozen base).
  ///
  /// - Precondition: a new value has the old one's shape.
  public subscript(id: ParameterID) -> Tensor {
    get { parameters[id.index].value }
    set { update(id) { $0 = newValue } }
  }

  /// Changes a value in place.
  public mutating func update<Result>(
    _ id: ParameterID, _ body: (inout Tensor) throws -> Result
  ) rethrows -> Result {
    let rows = parameters[id.index].value.rows, columns = parameters[id.index].value.columns
    defer {
      let value = parameters[id.index].value
      precondition(value.rows == rows && value.columns == columns, "a parameter keeps its shape")
      forgetPacked(id)
    }
    return try body(&parameters[id.index].value)
  }

  private mutating func forgetPacked(_ id: ParameterID) {
    parameters[id.index].packed = PackedWeight()
    if let adapted = parameters[id.index].adapted {
      parameters[adapted.index].packed = PackedWeight()
    }
  }

  /// Freezes or thaws one parameter.
  public mutating func setTrainable(_ isTrainable: Bool, _ id: ParameterID) {
    parameters[id.index].isTrainable = isTrainable
  }

  /// Freezes or thaws all parameters that a predicate on the name picks.
  public mutating func setTrainable(_ isTrainable: Bool, where matches: (String) -> Bool) {
    for index in parameters.indices where matches(parameters[index].name) {
      parameters[index].isTrainable = isTrainable
    }
  }

  /// Number of trainable values.
  public var trainableCount: Int {
    parameters.reduce(0) { $0 + ($1.isTrainable ? $1.value.count : 0) }
  }

  /// Number of all values.
  public var count: Int { parameters.reduce(0) { $0 + $1.value.count } }
}

// Adapters.
extension ParameterStore {
  /// Lets an adapter re-parameterise weights: freezes each and adds the adapter's parameters for it.
  ///
  /// - Precondition: the store has no adapter yet, and `weights` are not empty.
  public mutating func attach(
    _ adapter: some Adapter, to weights: [ParameterID], generator: inout CounterGenerator
  ) {
    precondition(self.adapter == nil, "the store has an adapter; merge it first")
    precondition(!weights.isEmpty, "no weight to adapt")
    var adapter: any Adapter = adapter
    for weight in weights {
      parameters[weight.index].isTrainable = false
      isAdapted[weight.index] = true
      adapter.adapt(weight, in: &self, generator: &generator)
      parameters[weight.index].packed = PackedWeight()
    }
    self.adapter = adapter
  }

  /// The weights that the adapter re-parameterises, in order.
  public var adaptedWeights: [ParameterID] { ids.filter { isAdapted[$0.index] } }

  /// Whether an adapter re-parameterises this weight.
  public func isAdapted(_ id: ParameterID) -> Bool { isAdapted[id.index] }

  /// The weight that the model computes with: the parameter itself, or what the adapter makes of it.
  public func effectiveWeight(_ id: ParameterID) -> Tensor {
    guard isAdapted[id.index], let adapter else { return parameters[id.index].value }
    return adapter.effectiveWeight(id, in: self)
  }

  /// A store without the adapter whose weights are the effective ones; its outputs are the same
  /// bits.
  ///
  /// The adapter's parameters are gone, so identifiers of this store are not valid there; names are.
  public func merged() -> ParameterStore {
    var merged = ParameterStore()
    for id in ids where parameter(id).adapted == nil {
      let parameter = parameter(id)
      merged.add(
        parameter.name, effectiveWeight(id), trainable: parameter.isTrainable,
        decays: parameter.decays)
    }
    return merged
  }

  /// Gives the adapter its turn after an optimiser step, for instance to prune ranks.
  public mutating func finishStep(_ step: Int, gradients: GradientBuffer) {
    guard var adapter else { return }
    adapter.finishStep(step, in: &self, gradients: gradients)
    self.adapter = adapter
  }

  /// The adapter's penalty; its gradient is added to `gradients`.
  public func addRegularization(into gradients: inout GradientBuffer) -> Double {
    adapter?.addRegularization(in: self, into: &gradients) ?? 0
  }
}

// Packed forms.
extension ParameterStore {
  /// W as the products want it for x · Wᵀ.
  func packedForward(_ id: ParameterID) -> Tensor {
    parameters[id.index].packed.forward { effectiveWeight(id) }
  }

  /// W as the products want it for dy · W.
  func packedBackward(_ id: ParameterID) -> Tensor {
    parameters[id.index].packed.backward { effectiveWeight(id) }
  }

  /// Packs all weights of linear layers now instead of at their first use. Never needed.
  public func prepare(_ weights: [ParameterID], backward: Bool = false) {
    for id in weights {
      _ = packedForward(id)
      if backward { _ = packedBackward(id) }
    }
  }
}
