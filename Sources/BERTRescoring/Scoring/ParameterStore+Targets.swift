package import AdapterEngine

extension ParameterStore {
  /// What stands for every linear layer of the encoder.
  package static let allLinear = "all-linear"

  /// The encoder's linear layers' weights whose module one of the patterns picks ("query", "layer.0.*",
  /// or "all-linear" for every one), and the table of word embeddings if one of them is
  /// "word_embeddings"; patterns may begin with `bert.`.
  package func weights(targeting patterns: [String]) -> [ParameterID] {
    let layers = patterns.map { $0 == Self.allLinear ? "*" : $0 }.map { NamePattern($0) }
    // A table must be named: nobody who writes "*" or "layer.*" means it.
    let tables = patterns.filter { $0.hasSuffix(Self.wordEmbeddings) }.map { NamePattern($0) }
    return ids.filter { id in
      let module = "bert." + moduleName(of: id)
      return (isLinearWeight(id) && layers.contains { $0.matches(module) })
        || (parameter(id).isTable && tables.contains { $0.matches(module) })
    }
  }

  /// What stands for the table of word embeddings.
  package static let wordEmbeddings = "word_embeddings"

  private func isLinearWeight(_ id: ParameterID) -> Bool {
    let parameter = parameter(id)
    return parameter.name.hasPrefix("encoder.") && parameter.name.hasSuffix(".weight")
      && parameter.decays && !parameter.isPart
  }

  /// The shortest list of names that picks just the adapted weights: last components of the modules'
  /// names if those do, else two components, else whole names.
  var targets: [String] {
    let adapted = adaptedWeights
    let modules = adapted.map { moduleName(of: $0).split(separator: ".").map(String.init) }
    for length in 1...2 {
      let names = Set(modules.map { $0.suffix(length).joined(separator: ".") }).sorted()
      if weights(targeting: names) == adapted { return names }
    }
    return modules.map { "bert." + $0.joined(separator: ".") }
  }
}
