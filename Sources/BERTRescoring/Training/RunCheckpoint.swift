import AdapterEngine
import Foundation

/// A training run's checkpoint file and what must be the same for it to be resumed.
struct RunCheckpoint {
  let path: String
  /// Everything that decides the data order and the losses, as text: a run whose settings differ
  /// would silently be neither the old run nor a new one.
  let settings: String

  private struct State<Extra: Codable>: Codable {
    let settings: String
    let extra: Extra
  }

  /// Restores parameters into `store`; nil if there is no checkpoint yet.
  func restore<Extra: Codable>(
    into store: inout ParameterStore, extra: Extra.Type
  ) throws(ModelFileError) -> (optimizer: AdamW, extra: Extra)? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do throws(SafetensorsError) {
      let file = try SafetensorsFile(path: path)
      if let text = file.metadata["state"],
        let state = try? JSONDecoder().decode(State<Extra>.self, from: Data(text.utf8)),
        state.settings != settings
      {
        throw .wrongMetadata(
          path: path, key: "settings", expected: settings, found: state.settings)
      }
      let (optimizer, state) = try Checkpoint.read(
        path, into: &store, state: State<Extra>.self)
      return (optimizer, state.extra)
    } catch {
      throw .tensors(error)
    }
  }

  /// Writes the checkpoint whole or not at all.
  func save(
    _ store: ParameterStore, optimizer: AdamW, extra: some Codable
  ) throws(ModelFileError) {
    do {
      try Checkpoint.write(
        store, optimizer: optimizer, state: State(settings: settings, extra: extra), to: path)
    } catch let error as SafetensorsError {
      throw .tensors(error)
    } catch {
      throw .malformed(path: path, reason: "the run's state can't be written: \(error)")
    }
  }
}
