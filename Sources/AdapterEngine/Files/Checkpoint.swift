import Artifacts
import Foundation

/// A training run on disk, from which it goes on to the same bits as if it had never stopped.
///
/// A safetensors file in single precision with the parameters under `parameter.NAME`, AdamW's moments
/// under `moment1.NAME` and `moment2.NAME`, and in its metadata the optimizer's steps and constants,
/// the steps at which parameters were made anew, and the caller's state as JSON.
public enum Checkpoint {
  private static let format = "mondegreen-checkpoint-1"

  /// Writes a checkpoint whole or not at all.
  ///
  /// - Parameters:
  ///   - store: the store with the parameters.
  ///   - optimizer: the optimizer with its moments.
  ///   - state: whatever else the run needs: place in the data, seeds, best score so far.
  ///   - path: the path of the file.
  public static func write(
    _ store: ParameterStore, optimizer: AdamW, state: some Encodable, to path: String
  ) throws {
    var tensors: [String: PendingTensor] = [:]
    for id in store.ids {
      let parameter = store.parameter(id)
      let rows = parameter.value.rows, columns = parameter.value.columns
      func add(_ kind: String, _ make: @escaping () -> Tensor?) {
        tensors["\(kind).\(parameter.name)"] = PendingTensor(rows: rows, columns: columns) {
          make() ?? Tensor(rows: rows, columns: columns)
        }
      }
      add("parameter") { parameter.value }
      guard optimizer.moment1.holds(id) else { continue }
      add("moment1") { optimizer.moment1[id] }
      add("moment2") { optimizer.moment2[id] }
    }
    let births = Dictionary(
      uniqueKeysWithValues: optimizer.births.map { (store.parameter($0.key).name, $0.value) })
    let metadata = [
      "format": format, "births": try json(births), "steps": String(optimizer.steps),
      "optimizer": try json(optimizer.configuration), "state": try json(state),
    ]
    try SafetensorsFile.write(tensors, metadata: metadata, to: path)
  }

  private static func json(_ value: some Encodable) throws -> String {
    String(decoding: try CanonicalJSON.data(value, .line), as: UTF8.self)
  }

  /// Restores parameters, optimizer and state.
  ///
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - store: of the same build and with the same parameters frozen as the one written.
  ///   - state: the type of the state that was written.
  /// - Throws: ``SafetensorsError``; then the store is unchanged.
  public static func read<State: Decodable>(
    _ path: String, into store: inout ParameterStore, state: State.Type = State.self
  ) throws(SafetensorsError) -> (optimizer: AdamW, state: State) {
    let file = try SafetensorsFile(path: path)
    guard file.metadata["format"] == format else {
      throw .wrongMetadata(
        path: path, key: "format", expected: format, found: file.metadata["format"])
    }
    guard let steps = file.metadata["steps"].flatMap({ Int($0) }), steps >= 0 else {
      throw .wrongMetadata(
        path: path, key: "steps", expected: "a whole number", found: file.metadata["steps"])
    }
    let configuration = try value(AdamW.Configuration.self, "optimizer", of: file)
    let state = try value(State.self, "state", of: file)
    let births = try births(of: file, store)
    var moments = (GradientBuffer(store), GradientBuffer(store))
    for id in store.ids where moments.0.holds(id) {
      let parameter = store.parameter(id)
      let rows = parameter.value.rows, columns = parameter.value.columns
      let name = parameter.name
      moments.0.replace(id, by: try file.tensor("moment1.\(name)", rows: rows, columns: columns))
      moments.1.replace(id, by: try file.tensor("moment2.\(name)", rows: rows, columns: columns))
    }
    for name in file.names where name.hasPrefix("moment1.") {
      let name = String(name.dropFirst("moment1.".count))
      guard let id = store.id(named: name), moments.0.holds(id) else {
        throw .malformedEntry(
          path: path, key: "moment1.\(name)", expected: "moments of trainable parameters only",
          found: "those of one that is frozen or absent here")
      }
    }
    try store.read(file, nameInFile: { "parameter.\($0)" })
    let optimizer = AdamW(
      configuration, steps: steps, moment1: moments.0, moment2: moments.1, births: births)
    return (optimizer, state)
  }

  private static func births(
    of file: SafetensorsFile, _ store: ParameterStore
  ) throws(SafetensorsError) -> [ParameterID: Int] {
    guard file.metadata["births"] != nil else { return [:] }
    var births: [ParameterID: Int] = [:]
    for (name, step) in try value([String: Int].self, "births", of: file) {
      guard let id = store.id(named: name) else {
        throw .wrongMetadata(
          path: file.path, key: "births", expected: "names of parameters", found: name)
      }
      births[id] = step
    }
    return births
  }

  private static func value<Value: Decodable>(
    _ type: Value.Type, _ key: String, of file: SafetensorsFile
  ) throws(SafetensorsError) -> Value {
    let text = file.metadata[key]
    do {
      return try JSONDecoder().decode(type, from: Data((text ?? "").utf8))
    } catch {
      throw .wrongMetadata(
        path: file.path, key: key, expected: "the JSON of \(type)", found: text)
    }
  }
}
