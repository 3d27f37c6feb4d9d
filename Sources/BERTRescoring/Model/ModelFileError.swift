public import AdapterEngine
public import Artifacts

/// What can be wrong with a model's folder or a training run's files.
public enum ModelFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file is missing, unreadable or can't be written.
  case file(ArtifactError)
  /// A safetensors file is cut short, damaged, or lacks a tensor of the right shape.
  case tensors(SafetensorsError)
  /// The file as a whole is not what its name says: cut short, not JSON.
  case malformed(path: String, reason: String)
  /// A folder lacks `rescoring.json`.
  case missingRecipe(path: String)
  /// A file lacks an entry that it must have.
  case missingKey(path: String, key: String)
  /// An entry holds something else than it must.
  case wrongValue(path: String, key: String, expected: String, found: String)

  public var description: String {
    switch self {
    case .file(let error): error.description
    case .tensors(let error): error.description
    case .malformed(let path, let reason): "\(path): \(reason)"
    case .missingRecipe(let path):
      "\(path): no such file. It says which form of texts the model reads and how its costs are weighted; "
        + "\"mondegreen import-model \(path.dropLast("/rescoring.json".count))\" writes it"
    case .missingKey(let path, let key): "\(path): expected an entry \"\(key)\", found none"
    case .wrongValue(let path, let key, let expected, let found):
      "\(path): \(key): expected \(expected), found \(found)"
    }
  }

  /// What is wrong with the JSON at `path`, by what a decoder says.
  init(decoding error: any Error, path: String) {
    let fault = JSONFault(error)
    self =
      fault.missingKey.map { .missingKey(path: path, key: $0) }
      ?? .malformed(path: path, reason: fault.description)
  }

  /// Runs `body`; its error becomes one of these.
  static func wrap<Value>(
    file body: () throws(ArtifactError) -> Value
  ) throws(ModelFileError) -> Value {
    do {
      return try body()
    } catch {
      throw .file(error)
    }
  }

  /// Runs `body`; its error becomes one of these.
  static func wrap<Value>(
    tensors body: () throws(SafetensorsError) -> Value
  ) throws(ModelFileError) -> Value {
    do {
      return try body()
    } catch {
      throw .tensors(error)
    }
  }
}
