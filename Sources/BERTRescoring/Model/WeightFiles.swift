import AdapterEngine
import Artifacts
import Foundation

/// A model's weights as Hugging Face lays them out: `model.safetensors`, or several files with
/// `model.safetensors.index.json`, which says in which of them each tensor is.
struct WeightFiles {
  /// The one file, or the index.
  let path: String
  private let files: [SafetensorsFile]
  /// The index of the file that has each tensor.
  private let places: [String: Int]

  private static let whole = "model.safetensors"
  private static let index = "model.safetensors.index.json"
  /// What other frameworks store weights in.
  private static let foreign = [
    "pytorch_model.bin", "pytorch_model.bin.index.json", "tf_model.h5", "flax_model.msgpack",
  ]

  /// - Throws: ``ModelFileError`` also where only files are that other frameworks wrote.
  init(folder: String) throws(ModelFileError) {
    func exists(_ name: String) -> Bool {
      FileManager.default.fileExists(atPath: folder + "/" + name)
    }
    if exists(Self.index), !exists(Self.whole) {
      try self.init(index: folder + "/" + Self.index, folder: folder)
      return
    }
    if !exists(Self.whole), let other = Self.foreign.first(where: exists) {
      throw .malformed(
        path: folder + "/" + other,
        reason:
          "expected the weights as model.safetensors, found another framework's file: load the "
          + "model with transformers and call save_pretrained, or score with --model hf:\(folder)")
    }
    let path = folder + "/" + Self.whole
    let file = try Self.file(path)
    self.init(
      path: path, files: [file],
      places: Dictionary(uniqueKeysWithValues: file.names.map { ($0, 0) }))
  }

  private init(path: String, files: [SafetensorsFile], places: [String: Int]) {
    self.path = path
    self.files = files
    self.places = places
  }

  private init(index path: String, folder: String) throws(ModelFileError) {
    let entries = try JSONEntries(path: path)
    guard let map = entries.entries["weight_map"] as? [String: String], !map.isEmpty else {
      throw .wrongValue(
        path: path, key: "weight_map", expected: "the file of each tensor",
        found: entries.entries["weight_map"].map { "\($0)" } ?? "nothing")
    }
    let shards = Set(map.values).sorted()
    var files: [SafetensorsFile] = []
    var places: [String: Int] = [:]
    for (number, shard) in shards.enumerated() {
      guard !shard.contains("/"), shard.hasSuffix(".safetensors") else {
        throw .wrongValue(
          path: path, key: "weight_map", expected: "names of safetensors files in this folder",
          found: shard)
      }
      let file = try Self.file(folder + "/" + shard)
      for name in file.names {
        guard places.updateValue(number, forKey: name) == nil else {
          throw .malformed(
            path: path, reason: "expected each tensor in one file, found \(name) in several")
        }
      }
      files.append(file)
    }
    for (name, shard) in map.sorted(by: { $0.key < $1.key }) {
      guard let place = places[name], shards[place] == shard else {
        throw .tensors(.missingTensor(path: folder + "/" + shard, key: name))
      }
    }
    self.init(path: path, files: files, places: places)
  }

  private static func file(_ path: String) throws(ModelFileError) -> SafetensorsFile {
    try ModelFileError.wrap { () throws(SafetensorsError) in try SafetensorsFile(path: path) }
  }

  /// The names of all tensors, sorted.
  var names: [String] { places.keys.sorted() }

  func has(_ name: String) -> Bool { places[name] != nil }

  func shape(of name: String) -> [Int]? { places[name].flatMap { files[$0].shape(of: name) } }

  /// The file that a tensor is in, for error messages.
  func path(of name: String) -> String { places[name].map { files[$0].path } ?? path }

  /// Names of the tensors that nobody has asked for, sorted.
  var unusedNames: [String] { files.flatMap(\.unusedNames).sorted() }

  func tensor(_ name: String, rows: Int, columns: Int) throws(ModelFileError) -> Tensor {
    guard let place = places[name] else { throw .tensors(.missingTensor(path: path, key: name)) }
    return try ModelFileError.wrap { () throws(SafetensorsError) in
      try files[place].tensor(name, rows: rows, columns: columns)
    }
  }
}
