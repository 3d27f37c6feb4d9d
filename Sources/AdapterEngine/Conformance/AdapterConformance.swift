import Artifacts
import Foundation

/// Tries whether a type keeps the promises of ``Adapter``, on a small encoder: run it in a test of
/// each new variant.
///
/// ```swift
/// #expect(AdapterConformance(MyAdapter(rank: 2)).findings() == [])
/// ```
public struct AdapterConformance: Sendable, CustomStringConvertible {
  public let adapter: any Adapter
  private let targets: [NamePattern]
  private let model = ConformanceModel(seed: 1)

  /// Optimizer steps of the trial trainings.
  public var steps = 10
  /// False for methods whose gradient takes something for a constant that isn't one, as DoRA's takes
  /// the norm.
  public var hasExactGradients = true

  /// - Parameters:
  ///   - adapter: the adapter to try.
  ///   - targets: names among query, key, value, output, up, down (all below `layer`), and
  ///     words for methods that adapt embedding tables.
  public init(_ adapter: any Adapter, targets: [NamePattern] = ["layer.*"]) {
    self.adapter = adapter
    self.targets = targets
  }

  public var description: String {
    "\(adapter), on \(targets.map(\.text).joined(separator: " "))"
  }

  /// What is not as promised, one sentence each.
  public func findings() -> [String] {
    let fresh = attached()
    guard fresh.ids.contains(where: { fresh.parameter($0).isPart }) else {
      return ["it adds no part to the store"]
    }
    return addition(fresh) + gradients(disturbed(fresh)) + merging(disturbed(fresh))
      + files(disturbed(fresh)) + training(fresh)
  }

  /// A store with the adapter and nothing else to train.
  private func attached() -> ParameterStore {
    var store = model.base
    let weights = store.ids.filter { id in
      store.parameter(id).name.hasSuffix(".weight")
        && targets.contains { $0.matches(store.moduleName(of: id)) }
    }
    var generator = CounterGenerator(seed: 2)
    store.attach(adapter, to: weights, generator: &generator)
    return store
  }

  /// Changes all parameters, as training would, so that nothing has its initial value.
  private func disturbed(_ store: ParameterStore) -> ParameterStore {
    var store = store
    var generator = CounterGenerator(seed: 3)
    for id in store.ids where store.parameter(id).isTrainable {
      let value = store[id]
      store.update(id) {
        $0 += .normal(
          rows: value.rows, columns: value.columns, deviation: 0.1, generator: &generator)
      }
    }
    return store
  }

  private func scores(_ store: ParameterStore, mode: Tape.Mode = .inference) -> Tensor {
    var tape = Tape(store, mode: mode, generator: CounterGenerator(seed: 4))
    return model.scores(model.texts(6, seed: 5), on: &tape).value
  }

  // MARK: Promises

  private func addition(_ store: ParameterStore) -> [String] {
    var findings: [String] = []
    let base = model.base.parameters
    for (index, parameter) in store.parameters.enumerated() {
      if index < base.count {
        if parameter.isTrainable { findings.append("\(parameter.name) of the base is trainable") }
        if parameter.value.bitPattern != base[index].value.bitPattern {
          findings.append("\(parameter.name) of the base has changed")
        }
      } else if !parameter.isPart {
        findings.append("\(parameter.name) was added, but not as a part")
      }
    }
    if store.adapterShare.trainable == 0 { findings.append("none of its parameters train") }
    return findings
  }

  /// Every part's gradient against central differences.
  private func gradients(_ store: ParameterStore) -> [String] {
    guard hasExactGradients else { return [] }
    let texts = model.texts(5, seed: 6)
    var generator = CounterGenerator(seed: 7)
    let weights = Tensor.uniform(
      rows: texts.count, columns: 1, bound: 1, generator: &generator)
    func tape(_ store: ParameterStore) -> Tape {
      Tape(store, mode: .training, generator: CounterGenerator(seed: 8))
    }
    func loss(_ store: ParameterStore) -> Double {
      var tape = tape(store)
      let values = model.scores(texts, on: &tape).value.values
      return zip(values, weights.values).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    }
    var gradients = GradientBuffer(store)
    var tape = tape(store)
    let scores = model.scores(texts, on: &tape)
    tape.backward(from: [(scores, weights)], into: &gradients)
    var findings: [String] = []
    for id in store.ids {
      guard let gradient = gradients[id] else { continue }
      let largest = gradient.values.reduce(1) { max($0, abs($1)) }
      var worst: Float = 0
      for _ in 0..<12 {
        let row = Int.random(in: 0..<gradient.rows, using: &generator)
        let column = Int.random(in: 0..<gradient.columns, using: &generator)
        var above = store, below = store
        above.update(id) { $0[row, column] += 0.004 }
        below.update(id) { $0[row, column] -= 0.004 }
        let width = Double(above[id][row, column]) - Double(below[id][row, column])
        let slope = Float((loss(above) - loss(below)) / width)
        let deviation = abs(slope - gradient[row, column])
        worst = deviation > worst || deviation.isNaN ? deviation : worst
      }
      if !(worst < 5e-3 * largest) {
        findings.append("\(store.parameter(id).name): gradient and differences are \(worst) apart")
      }
    }
    return findings
  }

  private func merging(_ store: ParameterStore) -> [String] {
    guard adapter.canMerge else { return [] }
    let merged = store.merged()
    guard merged.parameters.map(\.name) == model.base.parameters.map(\.name) else {
      return ["the merged model has other parameters than the base"]
    }
    return scores(merged).bitPattern == scores(store).bitPattern
      ? [] : ["the merged model's scores differ in their bits"]
  }

  private func files(_ store: ParameterStore) -> [String] {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      let readBack = try roundTrip(adapter, store, path)
      return scores(readBack).bitPattern == scores(store).bitPattern
        ? [] : ["its scores differ in their bits after reading it back"]
    } catch {
      return ["it can't be read back: \(error)"]
    }
  }

  private func roundTrip<Kind: Adapter>(
    _ adapter: Kind, _ store: ParameterStore, _ path: String
  ) throws -> ParameterStore {
    let naming = ModuleNaming(prefix: "model.") { String($0.dropLast(".weight".count)) }
    let saved = adapter.saved(in: store, naming: naming)
    try SafetensorsFile.write(saved.tensors, to: path)
    let configuration = try JSONDecoder().decode(
      Kind.Configuration.self, from: try JSONEncoder().encode(saved.configuration))
    var other = model.base
    var generator = CounterGenerator(seed: 99)
    guard let reader = Kind.reader.make(configuration) else { throw CocoaError(.coderInvalidValue) }
    other.attach(reader, to: store.adaptedWeights, generator: &generator)
    try reader.load(try SafetensorsFile(path: path), naming: naming, into: &other)
    return other
  }

  private func training(_ start: ParameterStore) -> [String] {
    var findings: [String] = []
    let (one, changed) = trained(start, threads: 1)
    let two = trained(start, threads: 2).store
    for (index, parameter) in model.base.parameters.enumerated()
    where one.parameters[index].value.bitPattern != parameter.value.bitPattern {
      findings.append("training changes \(parameter.name) of the base")
    }
    for (parameter, isChanged) in zip(start.parameters, changed)
    where parameter.isTrainable && !isChanged {
      findings.append("training never changes \(parameter.name)")
    }
    if bits(one) != bits(two) {
      findings.append("training on two threads gives other bits than on one")
    }
    do {
      if bits(try resumed(start)) != bits(one) {
        findings.append("a resumed training gives other bits")
      }
    } catch {
      findings.append("a checkpoint can't be read back: \(error)")
    }
    return findings
  }

  // MARK: Training

  private func bits(_ store: ParameterStore) -> [[UInt32]] {
    store.parameters.map(\.value.bitPattern)
  }

  /// The trained store, and which parameters were ever another than in the beginning.
  private func trained(
    _ start: ParameterStore, threads: Int
  ) -> (store: ParameterStore, changed: [Bool]) {
    var store = start
    var changed = [Bool](repeating: false, count: start.parameters.count)
    var optimizer = AdamW(for: store)
    for step in 0..<steps {
      train(&store, &optimizer, step, threads: threads)
      for (index, parameter) in store.parameters.enumerated()
      where parameter.value != start.parameters[index].value {
        changed[index] = true
      }
    }
    return (store, changed)
  }

  private func resumed(_ start: ParameterStore) throws -> ParameterStore {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var store = start
    var optimizer = AdamW(for: store)
    for step in 0..<steps {
      if step % 3 == 2 {
        try Checkpoint.write(store, optimizer: optimizer, state: step, to: path)
        store = attached()
        optimizer = try Checkpoint.read(path, into: &store, state: Int.self).optimizer
      }
      train(&store, &optimizer, step, threads: 1)
    }
    return store
  }

  /// One step towards scores of zero.
  private func train(
    _ store: inout ParameterStore, _ optimizer: inout AdamW, _ step: Int, threads: Int
  ) {
    let current = store
    let dropout = CounterGenerator(seed: 9).derived(step)
    var (gradients, _) = DataParallel(threads: threads).gradients(
      over: Array(0..<5), store: current
    ) { chunk, buffer in
      var tape = Tape(current, mode: .training, generator: dropout.derived(chunk))
      let scores = model.scores(model.texts(2, seed: UInt64(10 + chunk)), on: &tape)
      tape.backward(from: [(scores, scores.value)], into: &buffer)
    }
    _ = store.addRegularization(into: &gradients)
    optimizer.step(&store, gradients: gradients, learningRate: 0.01)
  }

  private func temporaryPath() -> String {
    NSTemporaryDirectory() + "adapter-\(UUID().uuidString).safetensors"
  }
}

extension Adapter {
  /// An adapter of this type from a configuration that may be of another.
  fileprivate static func make(_ configuration: Any) -> Self? {
    (configuration as? Configuration).map { Self($0) }
  }
}
