/// A parameter-efficient way to fine-tune: what it adds to some linear layers of a frozen model, and
/// to its embedding tables if it ``adaptsTables``.
///
/// A new variant is one file with one conforming type, a value that holds nothing but its
/// configuration. Everything that training changes, an adapter's state included, is a parameter of
/// the store, made by ``adapt(_:in:generator:)`` with ``ParameterStore/addPart(_:_:of:trainable:decays:rateFactor:)``,
/// so it is saved, resumed and shared between threads like any other.
///
/// There are three ways to take part in the model, each optional:
///
/// - *Re-parameterize the weight* (``effectiveWeight(_:in:)`` and
///   ``addGradients(of:input:outputGradient:in:into:)``). The engine computes the effective weight
///   once after each optimizer step and packs it like any other, so forward pass and gradient of the
///   input cost what the plain layer costs.
/// - *Add a branch* to the layer's output (``hasBranch(in:)`` and ``branch(of:input:output:on:)``).
/// - *Prepend rows* to a layer's output where it serves as keys or values (``prefix(of:in:)``).
///
/// The article <doc:ImplementingAnAdapter> builds one from nothing; ``AdapterConformance`` tries it.
public protocol Adapter: Sendable, CustomStringConvertible {
  /// The method's own entries of PEFT's `adapter_config.json`, under PEFT's names where it has the
  /// method.
  associatedtype Configuration: Codable, Hashable, Sendable

  /// The `peft_type` of `adapter_config.json`.
  static var method: String { get }
  /// The entry of `adapter_config.json` that must be true for this variant of the method.
  static var flag: String? { get }
  /// The type that reads what ``saved(in:naming:)`` stored. This type unless implemented; another one
  /// where a method that only trains differently is stored as that one.
  static var reader: any Adapter.Type { get }

  var configuration: Configuration { get }
  init(_ configuration: Configuration)

  /// Adds this adapter's parameters for the weights to the store, so initialized that the model is
  /// what the method says before training (as a rule, what it was).
  ///
  /// - Parameters:
  ///   - weights: of linear layers, `[outputs, inputs]`; frozen already.
  ///   - store: the store that holds the weights and gets the parameters.
  ///   - generator: the only source of random numbers.
  func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator)

  /// The weight that the layer computes with, `[outputs, inputs]`. The base's unless implemented.
  func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor

  /// Adds the gradients of the parameters that the effective weight depends on. Nothing unless
  /// implemented.
  ///
  /// - Parameters:
  ///   - weight: the adapted weight.
  ///   - input: x, `[tokens, inputs]`.
  ///   - outputGradient: the gradient of the loss with respect to x · Wᵀ, `[tokens, outputs]`.
  ///   - store: the store that holds the weight and its parts.
  ///   - gradients: the buffer that the gradients are added to.
  func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer)

  /// Whether embedding tables can be adapted too, by their effective weight. Never unless implemented.
  var adaptsTables: Bool { get }

  /// Rows of a table's effective weight, of which a step looks up few: the same bits as
  /// ``effectiveWeight(_:in:)`` has there, from which they are taken unless implemented.
  ///
  /// - Returns: `[tokens, width]`.
  func effectiveRows(
    _ tokens: [Int32], ofTable table: ParameterID, in store: ParameterStore
  ) -> Tensor

  /// Adds the gradients of the parameters that a table's effective weight depends on.
  ///
  /// - Parameters:
  ///   - table: the adapted table.
  ///   - tokens: the rows that were looked up.
  ///   - outputGradient: the gradient of the loss with respect to each, `[tokens, width]`.
  ///   - store: the store that holds the table and its parts.
  ///   - gradients: the buffer that the gradients are added to.
  func addGradients(
    ofTable table: ParameterID, tokens: [Int32], outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer)

  /// Whether layers compute x · W0ᵀ + bias + ``branch(of:input:output:on:)`` rather than with the
  /// effective weight. Never unless implemented.
  func hasBranch(in mode: Tape.Mode) -> Bool

  /// What is added to a layer's output before its activation; differentiated by the tape.
  ///
  /// - Parameters:
  ///   - weight: the adapted weight.
  ///   - input: x, the input of the layer.
  ///   - output: x · W0ᵀ + bias.
  ///   - tape: the tape that records the operations.
  func branch(
    of weight: ParameterID, input: Node, output: Node, on tape: inout Tape
  ) -> Node

  /// Rows `[count, outputs]` that attention sees before each sequence's own, where this weight's
  /// layer makes keys or values. None unless implemented.
  func prefix(of weight: ParameterID, in store: ParameterStore) -> ParameterID?

  /// Whether a plain model with the effective weights computes the same. True unless implemented.
  var canMerge: Bool { get }

  /// The method's penalty, whose gradient is added to `gradients`. Zero unless implemented.
  func addRegularization(in store: ParameterStore, into gradients: inout GradientBuffer) -> Double

  /// Called after every optimizer step, for instance to allocate ranks. Nothing unless implemented.
  ///
  /// - Returns: parameters that were made anew, whose moments the optimizer forgets.
  func finishStep(_ step: FinishedStep, in store: inout ParameterStore) -> [ParameterID]

  /// What is stored of the adapter. All trainable parameters unless implemented.
  func saved(in store: ParameterStore, naming: ModuleNaming) -> SavedAdapter<Configuration>

  /// Replaces the adapter's parameters in `store` by what ``saved(in:naming:)`` stored. On an error
  /// nothing changes.
  func load(
    _ file: SafetensorsFile, naming: ModuleNaming, into store: inout ParameterStore
  ) throws(SafetensorsError)

  /// A part's name in files after the module's; the part's own unless implemented.
  func partInFile(_ part: String) -> String
}

/// An optimizer step that was just made.
public struct FinishedStep: Sendable {
  /// The number of the step, from 1.
  public let number: Int
  /// The step's gradients before clipping.
  public let gradients: GradientBuffer
  /// What the gradients were multiplied by to be clipped.
  public let clipping: Float
}

extension Adapter {
  public static var flag: String? { nil }

  public static var reader: any Adapter.Type { Self.self }

  public func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    store[weight]
  }

  public func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {}

  public var adaptsTables: Bool { false }

  /// Whether it can adapt all of these: linear layers' weights, and tables if it ``adaptsTables``.
  public func canAdapt(_ weights: [ParameterID], in store: ParameterStore) -> Bool {
    adaptsTables || !weights.contains { store.parameter($0).isTable }
  }

  public func effectiveRows(
    _ tokens: [Int32], ofTable table: ParameterID, in store: ParameterStore
  ) -> Tensor {
    effectiveWeight(table, in: store).rows(tokens)
  }

  public func addGradients(
    ofTable table: ParameterID, tokens: [Int32], outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    preconditionFailure("an adapter of tables implements it")
  }

  public func hasBranch(in mode: Tape.Mode) -> Bool { false }

  public func branch(
    of weight: ParameterID, input: Node, output: Node, on tape: inout Tape
  ) -> Node {
    preconditionFailure("an adapter with a branch implements it")
  }

  public func prefix(of weight: ParameterID, in store: ParameterStore) -> ParameterID? { nil }

  public var canMerge: Bool { true }

  public func addRegularization(
    in store: ParameterStore, into gradients: inout GradientBuffer
  ) -> Double { 0 }

  public func finishStep(
    _ step: FinishedStep, in store: inout ParameterStore
  ) -> [ParameterID] { [] }
}
