import CAdapterKernels

/// The identity of a parameter in a ``ParameterStore``, which is also valid in copies of the store.
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
  /// Whether training changes the parameter.
  public internal(set) var isTrainable: Bool
  /// Whether weight decay applies (by custom not to biases and gains).
  public let decays: Bool
  /// Whether it is an embedding table, whose rows are looked up rather than multiplied.
  public let isTable: Bool
  /// What the parameter's learning rate is multiplied by (LoRA+ has more than 1 for B).
  public let rateFactor: Float
  /// The weights that this parameter belongs to as part of an adapter; several share it.
  public let adapted: [ParameterID]
  /// The parameter's name within the adapter.
  public let part: String?
  /// The effective weight in the layout of the products.
  var packed = PackedWeight()
  /// An adapted weight's own value in the same layout, for layers with a branch.
  var packedBase = PackedWeight()

  /// Whether this is a part of an adapter.
  public var isPart: Bool { part != nil }
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
  /// The method that adapts some weights, if any.
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
    isTable: Bool = false
  ) -> ParameterID {
    append(
      Parameter(
        name: name, value: value, isTrainable: trainable, decays: decays, isTable: isTable,
        rateFactor: 1, adapted: [], part: nil))
  }

  private mutating func append(_ parameter: Parameter) -> ParameterID {
    precondition(indices[parameter.name] == nil, "two parameters named \(parameter.name)")
    indices[parameter.name] = parameters.count
    parameters.append(parameter)
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
    parameters[id.index].packedBase = PackedWeight()
    for adapted in parameters[id.index].adapted {
      parameters[adapted.index].packed = PackedWeight()
    }
  }

  /// Freezes or thaws one parameter.
  public mutating func setTrainable(_ isTrainable: Bool, _ id: ParameterID) {
    parameters[id.index].isTrainable = isTrainable
    // Training packs its own values: a copy of this store that still has the old ones must not keep
    // those packed as well.
    if isTrainable { parameters[id.index].packed = PackedWeight() }
  }

  /// Freezes or thaws all parameters that a predicate on the name picks.
  public mutating func setTrainable(_ isTrainable: Bool, where matches: (String) -> Bool) {
    for id in ids where matches(parameters[id.index].name) { setTrainable(isTrainable, id) }
  }

  /// The number of trainable values.
  public var trainableCount: Int {
    parameters.reduce(0) { $0 + ($1.isTrainable ? $1.value.count : 0) }
  }

  /// The number of all values.
  public var count: Int { parameters.reduce(0) { $0 + $1.value.count } }
}

// Adapters; what they do with it all stands in ParameterStore+Adapters.swift.
extension ParameterStore {
  /// Lets an adapter change how layers compute: freezes their weights and adds its parameters.
  ///
  /// - Precondition: the store has no adapter yet, and `weights` are not empty, nor tables unless the
  ///   adapter ``Adapter/adaptsTables``.
  public mutating func attach(
    _ adapter: any Adapter, to weights: [ParameterID], generator: inout CounterGenerator
  ) {
    precondition(self.adapter == nil, "the store has an adapter; merge it first")
    precondition(!weights.isEmpty, "no weight to adapt")
    precondition(adapter.canAdapt(weights, in: self), "this adapter is for linear layers alone")
    for weight in weights {
      parameters[weight.index].isTrainable = false
      isAdapted[weight.index] = true
    }
    adapter.adapt(weights, in: &self, generator: &generator)
    for weight in weights { parameters[weight.index].packed = PackedWeight() }
    self.adapter = adapter
  }

  /// Adds an adapter's parameter for one weight, named after it.
  ///
  /// - Parameters:
  ///   - part: the name of the parameter within the adapter.
  ///   - value: the initial values.
  ///   - weight: the adapted weight.
  ///   - trainable: false for the adapter's state.
  ///   - decays: whether weight decay applies.
  ///   - rateFactor: what the learning rate is multiplied by.
  @discardableResult
  public mutating func addPart(
    _ part: String, _ value: Tensor, of weight: ParameterID, trainable: Bool = true,
    decays: Bool = true, rateFactor: Float = 1
  ) -> ParameterID {
    append(
      Parameter(
        name: parameters[weight.index].name + "." + part, value: value, isTrainable: trainable,
        decays: decays, isTable: false, rateFactor: rateFactor, adapted: [weight], part: part))
  }

  /// Adds an adapter's parameter that several weights share.
  @discardableResult
  public mutating func addSharedPart(
    _ part: String, _ value: Tensor, of weights: [ParameterID], trainable: Bool
  ) -> ParameterID {
    append(
      Parameter(
        name: part, value: value, isTrainable: trainable, decays: true, isTable: false,
        rateFactor: 1, adapted: weights, part: part))
  }

  /// The weights that the adapter changes, in order.
  public var adaptedWeights: [ParameterID] { ids.filter { isAdapted[$0.index] } }

  /// Whether an adapter changes this weight's layer.
  public func isAdapted(_ id: ParameterID) -> Bool { isAdapted[id.index] }
}

// Packed forms.
extension ParameterStore {
  /// W as the products want it for x · Wᵀ.
  func packedForward(_ id: ParameterID) -> Tensor {
    parameters[id.index].packed.forward { effectiveWeight(id) }
  }

  /// W, or with `isBase` an adapted weight's own value W0, in reduced precision for x · Wᵀ.
  func reducedForward(_ id: ParameterID, _ precision: mk_precision, isBase: Bool) -> Tensor {
    isBase
      ? parameters[id.index].packedBase.reduced(precision) { parameters[id.index].value }
      : parameters[id.index].packed.reduced(precision) { effectiveWeight(id) }
  }

  /// The same in bfloat16 for dy · W.
  func reducedBackward(_ id: ParameterID, _ precision: mk_precision, isBase: Bool) -> Tensor {
    isBase
      ? parameters[id.index].packedBase.reducedBackward(precision) { parameters[id.index].value }
      : parameters[id.index].packed.reducedBackward(precision) { effectiveWeight(id) }
  }

  /// W as the products want it for dy · W.
  func packedBackward(_ id: ParameterID) -> Tensor {
    parameters[id.index].packed.backward { effectiveWeight(id) }
  }

  /// What of W makes each attention head's outputs, as the products want it for x · Wₕᵀ.
  func packedForwardHeads(_ id: ParameterID, _ count: Int) -> [Tensor] {
    parameters[id.index].packed.forwardHeads(count) { effectiveWeight(id) }
  }

  /// The same for dy · Wₕ.
  func packedBackwardHeads(_ id: ParameterID, _ count: Int) -> [Tensor] {
    parameters[id.index].packed.backwardHeads(count) { effectiveWeight(id) }
  }

  /// W0 of an adapted weight as the products want it for x · W0ᵀ.
  func packedForwardBase(_ id: ParameterID) -> Tensor {
    parameters[id.index].packedBase.forward { parameters[id.index].value }
  }

  /// W0 of an adapted weight as the products want it for dy · W0.
  func packedBackwardBase(_ id: ParameterID) -> Tensor {
    parameters[id.index].packedBase.backward { parameters[id.index].value }
  }

  /// Packs all weights of linear layers now instead of at their first use. Never needed.
  public func prepare(_ weights: [ParameterID], backward: Bool = false) {
    for id in weights {
      _ = packedForward(id)
      if backward { _ = packedBackward(id) }
    }
  }
}
