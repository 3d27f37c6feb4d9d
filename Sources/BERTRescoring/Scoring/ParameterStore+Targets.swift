package import AdapterEngine

extension ParameterStore {
  /// What stands for every linear layer of the encoder.
  package static let allLinear = "all-linear"

  /// The encoder's linear layers' weights whose module one of the patterns picks ("query", "layer.0.*",
  /// or "all-linear" for every one); patterns may begin with `bert.`.
  package func weights(targeting patterns: [String]) -> [ParameterID] {
    let patterns = patterns.map { $0 == Self.allLinear ? "*" : $0 }.map { NamePattern($0) }
    return linearWeights.filter { id in
      let module = "bert." + moduleName(of: id)
      return patterns.contains { $0.matches(module) }
    }
  }

  private var linearWeights: [ParameterID] {
    ids.filter { id in
      let parameter = parameter(id)
      return parameter.name.hasPrefix("encoder.") && parameter.name.hasSuffix(".weight")
        && parameter.decays && !parameter.isPart
    }
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
