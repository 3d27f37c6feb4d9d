extension ParameterStore {
  /// Writes the parameters that a predicate picks, by default all, under their own names.
  ///
  /// An adapter alone: `where: { $0.adapted != nil || $0.isTrainable }`.
  public func write(
    to path: String, precision: StoragePrecision = .float32, metadata: [String: String] = [:],
    where picks: (Parameter) -> Bool = { _ in true }
  ) throws(SafetensorsError) {
    var tensors: [String: Tensor] = [:]
    for parameter in parameters where picks(parameter) { tensors[parameter.name] = parameter.value }
    try SafetensorsFile.write(tensors, metadata: metadata, precision: precision, to: path)
  }

  /// Replaces the values of the parameters that a predicate picks, by default all, by a file's.
  /// Other tensors in the file don't matter. On an error nothing changes.
  ///
  /// - Parameters:
  ///   - file: the file with the values.
  ///   - picks: whether a parameter is to be read.
  ///   - nameInFile: the tensor's name for a parameter's name.
  public mutating func read(
    _ file: SafetensorsFile, where picks: (Parameter) -> Bool = { _ in true },
    nameInFile: (String) -> String = { $0 }
  ) throws(SafetensorsError) {
    var loaded: [(ParameterID, Tensor)] = []
    for id in ids where picks(parameter(id)) {
      let parameter = parameter(id)
      let tensor = try file.tensor(
        nameInFile(parameter.name), rows: parameter.value.rows, columns: parameter.value.columns)
      loaded.append((id, tensor))
    }
    for (id, tensor) in loaded { self[id] = tensor }
  }
}
