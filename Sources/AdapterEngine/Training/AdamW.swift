import CAdapterKernels

/// Adam with decoupled weight decay (Loshchilov, Hutter 2019, arXiv 1711.05101):
///
///     m ← β1 m + (1 − β1) g      v ← β2 v + (1 − β2) g²
///     w ← w (1 − η λ) − η (m / (1 − β1ᵗ)) / (√(v / (1 − β2ᵗ)) + ε)
///
/// Parameters that do not decay have λ = 0; η is the step's learning rate times the parameter's
/// factor; t counts the parameter's own steps, from 1. Gradients are first scaled to a global norm of
/// at most `clippingNorm`, the norm summed in double precision.
public struct AdamW: Sendable {
  /// The constants of a training run.
  public struct Configuration: Sendable, Hashable, Codable {
    public let beta1: Float
    public let beta2: Float
    public let epsilon: Float
    /// The weight decay λ.
    public let weightDecay: Float
    /// The largest global gradient norm; nil for no clipping.
    public let clippingNorm: Double?

    public init(
      beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8, weightDecay: Float = 0.01,
      clippingNorm: Double? = 1
    ) {
      self.beta1 = beta1
      self.beta2 = beta2
      self.epsilon = epsilon
      self.weightDecay = weightDecay
      self.clippingNorm = clippingNorm
    }
  }

  public let configuration: Configuration
  /// The number of steps made.
  public private(set) var steps = 0
  /// m and v, side by side as in a ``GradientBuffer``.
  var moment1: GradientBuffer
  var moment2: GradientBuffer
  /// Steps made before a parameter was made anew; those not here began with the optimizer.
  var births: [ParameterID: Int] = [:]

  /// An optimizer of the parameters that are trainable now; freezing or thawing needs a new one.
  public init(_ configuration: Configuration = Configuration(), for store: ParameterStore) {
    self.configuration = configuration
    moment1 = GradientBuffer(store)
    moment2 = GradientBuffer(store)
  }

  /// Restores the state that a checkpoint kept.
  init(
    _ configuration: Configuration, steps: Int, moment1: GradientBuffer,
    moment2: GradientBuffer, births: [ParameterID: Int]
  ) {
    self.configuration = configuration
    self.steps = steps
    self.moment1 = moment1
    self.moment2 = moment2
    self.births = births
  }

  /// Changes all trainable parameters by one step.
  ///
  /// - Parameters:
  ///   - store: the store with the parameters.
  ///   - gradients: the gradients of the parameters.
  ///   - learningRate: the learning rate of this step.
  ///   - parallel: threads to share the parameters out to; results don't depend on them.
  /// - Returns: the gradients' norm before clipping. If it is infinite or NaN, nothing changes and
  ///   the step does not count.
  @discardableResult
  public mutating func step(
    _ store: inout ParameterStore, gradients: GradientBuffer, learningRate: Double,
    parallel: DataParallel = DataParallel(threads: 1)
  ) -> Double {
    precondition(gradients.places == moment1.places, "gradients of other parameters")
    let norm = gradients.norm
    guard norm.isFinite else { return norm }
    steps += 1
    let clip = configuration.clippingNorm.map { norm > $0 ? Float($0 / norm) : 1 } ?? 1
    let zeros = Tensor(rows: 1, columns: gradients.tables.map(\.columns).max() ?? 0)
    let updates = updates(
      of: &store, gradients, zeros: zeros, learningRate: learningRate, clip: clip)
    withExtendedLifetime((gradients, zeros)) { parallel.run(updates.count) { updates[$0]() } }
    let renewed = store.finishStep(
      FinishedStep(number: steps, gradients: gradients, clipping: clip))
    for id in renewed {
      births[id] = steps
      moment1.clear(id)
      moment2.clear(id)
    }
    return norm
  }

  /// What is to be done to each trainable parameter, in parts that threads can share.
  ///
  /// - Parameter zeros: the gradient of a row that the step did not touch.
  private mutating func updates(
    of store: inout ParameterStore, _ gradients: GradientBuffer, zeros: Tensor,
    learningRate: Double, clip: Float
  ) -> [@Sendable () -> Void] {
    let first = moment1.block.mutableFloats, second = moment2.block.mutableFloats
    var updates: [@Sendable () -> Void] = []
    for id in store.ids where gradients.holds(id) {
      let (step, count) = change(
        of: store.parameter(id), id, learningRate: learningRate, clip: clip)
      let weights = Address(store.update(id) { $0.mutableFloats })
      switch gradients.places[id.index] {
      case .none: break
      case .block(let offset):
        let places = (
          Address(gradients.block.floats + offset), Address(first + offset),
          Address(second + offset)
        )
        updates.append {
          step.change(count, weights, gradient: places.0, moment1: places.1, moment2: places.2)
        }
      case .table(let index):
        let gradient = gradients.tables[index]
        // A row has both moments or none, from the first gradient on.
        for row in gradient.touched { moment1.tables[index].touch(row) }
        for row in moment2.tables[index].touched { moment1.tables[index].touch(row) }
        for row in moment1.tables[index].touched { moment2.tables[index].touch(row) }
        let table = AdamWTableStep(
          step: step, weights: weights, zeros: Address(zeros.floats), gradient: gradient,
          moment1: &moment1.tables[index], moment2: &moment2.tables[index])
        for start in stride(from: 0, to: gradient.rows, by: 1024) {
          let rows = start..<min(start + 1024, gradient.rows)
          updates.append { table.change(rows) }
        }
      }
    }
    return updates
  }

  /// What is the same for all of a parameter's values, and how many there are. In a function of its own,
  /// so that nobody holds the parameter when its values are changed, which would copy them first.
  private func change(
    of parameter: Parameter, _ id: ParameterID, learningRate: Double, clip: Float
  ) -> (step: AdamWStep, count: Int) {
    let own = steps - births[id, default: 0]
    let step = AdamWStep(
      rate: Float(learningRate) * parameter.rateFactor,
      decay: parameter.decays ? configuration.weightDecay : 0, clip: clip,
      correction1: Float(1 - Self.power(Double(configuration.beta1), own)),
      correction2: Float(1 - Self.power(Double(configuration.beta2), own)),
      configuration: configuration)
    return (step, parameter.value.count)
  }

  /// A power by repeated squaring, since the C library's `pow` differs between machines.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0, square = base, left = exponent
    while left > 0 {
      if left & 1 == 1 { result *= square }
      square *= square
      left >>= 1
    }
    return result
  }
}
