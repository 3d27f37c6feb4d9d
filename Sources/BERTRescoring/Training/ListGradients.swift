import AdapterEngine
import Artifacts

/// A list with everything that the losses need but the model's costs.
struct PreparedList: Sendable {
  /// The tokens of each hypothesis.
  let sequences: [[Int32]]
  let firstPass: [Double]
  let errors: [Int]
  let teacher: [Double]

  var tokens: Int { sequences.reduce(0) { $0 + $1.count } }
}

/// The gradients of one step: forward and backward of its lists, a few at a time.
struct ListGradients: Sendable {
  let model: RescoreBERT
  let objective: ListObjective
  /// The weight λ of LoRB's correlation regularization.
  let correlation: Double
  /// The precision of the encoder's products, forward and backward.
  let precision: ProductPrecision
  /// What the frozen lower layers give, where it is known.
  var lower: LowerLayerCache?

  /// The results of a step, summed.
  struct Sum {
    var gradients: GradientBuffer
    /// The objective's mean over the lists, and λ L_cor.
    let loss: Double
    let tokens: Int
  }

  /// Enough for the products to run at full speed, few enough for the cache; a step of 16 has as many
  /// chunks as there are shards of gradients.
  private static let listsPerChunk = 4

  /// - Parameter dropout: of the step.
  func sum(
    of lists: [PreparedList], dropout: CounterGenerator, _ parallel: DataParallel
  ) -> Sum {
    let chunks = lists.balancedChunks(of: Self.listsPerChunk, cost: \.tokens)
    let share = 1 / Double(lists.count)
    guard correlation != 0 else {
      let (gradients, results) = parallel.gradients(
        over: Array(chunks.enumerated()), store: model.store
      ) { chunk, buffer in
        backward(
          forward(chunk.element, dropout.derived(chunk.offset)), of: chunk.element, share: share,
          correlation: nil, into: &buffer)
      }
      return sum(gradients, results, penalty: 0, share)
    }
    // The correlations are those of the whole step's representations, so all chunks' tapes are kept
    // until the last forward pass is done.
    let passes = parallel.map(Array(chunks.enumerated())) { chunk in
      forward(chunk.element, dropout.derived(chunk.offset))
    }
    let penalty = CorrelationRegularization(Tensor(stacking: passes.map(\.states.value)))
    let starts = passes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.states.value.rows) }
    let (gradients, results) = parallel.gradients(
      over: Array(chunks.indices), store: model.store
    ) { index, buffer in
      var slopes = penalty.gradient.rows(starts[index]..<starts[index + 1])
      slopes.scale(by: Float(correlation))
      return backward(
        passes[index], of: chunks[index], share: share, correlation: slopes, into: &buffer)
    }
    return sum(gradients, results, penalty: correlation * penalty.value, share)
  }

  /// A chunk's forward pass with the tape that its backward pass uses up.
  private final class Pass: Sendable {
    let states: Node
    let costs: Node
    let tokens: Int
    private let tape: Lock<Tape?>

    init(_ tape: consuming Tape, states: Node, costs: Node, tokens: Int) {
      self.tape = Lock(tape)
      self.states = states
      self.costs = costs
      self.tokens = tokens
    }

    /// The tape, once.
    func take() -> Tape { tape.withLock { $0.take()! } }
  }

  private func forward(_ lists: [PreparedList], _ dropout: CounterGenerator) -> Pass {
    let batch = PackedSequences(lists.flatMap(\.sequences))
    var tape = Tape(
      model.store, mode: .training, precision: precision, generator: dropout.derived(1))
    let states =
      lower?.classificationStates(of: batch, model, on: &tape)
      ?? model.classificationStates(of: batch, on: &tape, dropout: dropout)
    let costs = model.head.costs(states, on: &tape)
    return Pass(tape, states: states, costs: costs, tokens: batch.tokens.count)
  }

  private func backward(
    _ pass: Pass, of lists: [PreparedList], share: Double, correlation: Tensor?,
    into gradients: inout GradientBuffer
  ) -> (loss: Double, tokens: Int) {
    let costs = pass.costs.value.values.map { Double($0) }
    var loss = 0.0
    var seed: [Float] = []
    for list in lists {
      let own = Array(costs[seed.count..<seed.count + list.sequences.count])
      let value = objective.loss(
        firstPass: list.firstPass, secondPass: own, errors: list.errors, teacher: list.teacher)
      loss += value.value
      seed += value.gradient.map { Float($0 * share) }
    }
    var seeds = [(pass.costs, Tensor(rows: seed.count, columns: 1, values: seed))]
    if let correlation { seeds.append((pass.states, correlation)) }
    pass.take().backward(from: seeds, into: &gradients)
    return (loss, pass.tokens)
  }

  private func sum(
    _ gradients: GradientBuffer, _ results: [(loss: Double, tokens: Int)], penalty: Double,
    _ share: Double
  ) -> Sum {
    Sum(
      gradients: gradients, loss: results.reduce(0) { $0 + $1.loss } * share + penalty,
      tokens: results.reduce(0) { $0 + $1.tokens })
  }
}
