/// A parameter-efficient way to fine-tune: the weight W of a linear layer is re-parameterised as
/// `effectiveWeight(W, own parameters)`, W itself stays frozen.
///
/// A new variant is one file with one conforming type. The engine computes the effective weight once
/// after each optimiser step and packs it like any other weight, so the forward pass and the gradient
/// of the input carry no branch; the gradients of the adapter's own parameters come from the layer's
/// input and the gradient of its output.
public protocol Adapter: Sendable {
  /// Adds this adapter's parameters for one weight to the store, each with `adapting: weight`, so
  /// initialised that the effective weight is what the method says before training.
  mutating func adapt(
    _ weight: ParameterID, in store: inout ParameterStore, generator: inout CounterGenerator)

  /// The weight that the layer computes with, `[outputs, inputs]`.
  func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor

  /// Adds the gradients of the adapter's parameters for one weight.
  ///
  /// - Parameters:
  ///   - input: x, `[tokens, inputs]`.
  ///   - outputGradient: the gradient of the loss with respect to x · Wᵀ, `[tokens, outputs]`.
  func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer)

  /// The method's penalty, whose gradient is added to `gradients`. Zero unless implemented.
  func addRegularization(in store: ParameterStore, into gradients: inout GradientBuffer) -> Double

  /// Called after every optimiser step, for instance to allocate ranks. Nothing unless implemented.
  mutating func finishStep(_ step: Int, in store: inout ParameterStore, gradients: GradientBuffer)
}

extension Adapter {
  public func addRegularization(
    in store: ParameterStore, into gradients: inout GradientBuffer
  ) -> Double { 0 }

  public mutating func finishStep(
    _ step: Int, in store: inout ParameterStore, gradients: GradientBuffer
  ) {}
}
