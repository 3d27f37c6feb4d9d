import AdapterEngine

/// Takes a BERT's parameters out of its files, and sees that nothing is left over.
struct BERTFileReader {
  let files: WeightFiles
  let configuration: BERTConfiguration
  private(set) var store = ParameterStore()
  private(set) var headLayout: ScoringHeadLayout?
  private(set) var pooler: [String: Tensor] = [:]

  init(files: WeightFiles, configuration: BERTConfiguration) {
    self.files = files
    self.configuration = configuration
  }

  /// - Parameter declared: how the file has its scoring head, if somebody said so.
  mutating func read(head declared: ScoringHeadLayout?) throws(ModelFileError) {
    try checkLayers()
    try add(configuration.encoderParameters)
    try addLanguageModelHead()
    headLayout = declared ?? Self.knownLayouts.first { has($0.output + ".weight") }
    if let headLayout {
      try add(headLayout)
    } else if has("scorer.dense.weight") {
      // Half a head is an error, which names the other half.
      try add(.rescoreBERT)
    }
    if headLayout?.dense != Self.pooler, has(Self.pooler + ".weight") {
      let h = configuration.hiddenSize
      pooler["weight"] = try tensor(Self.pooler + ".weight", rows: h, columns: h)
      pooler["bias"] = try tensor(Self.pooler + ".bias", rows: 1, columns: h)
    }
    try checkLeftovers()
  }

  private static let knownLayouts: [ScoringHeadLayout] = [.rescoreBERT, .classification]
  static let pooler = "bert.pooler.dense"

  /// Tensors of ordinary folders that have no part in a cost, by the beginnings of their names.
  private static let ignored = [
    "cls.seq_relationship.", "embeddings.position_ids", "embeddings.token_type_ids",
  ]

  private mutating func add(
    _ specifications: [ParameterSpecification]
  ) throws(ModelFileError) {
    for specification in specifications {
      store.add(
        specification,
        try tensor(
          specification.name, rows: specification.rows, columns: specification.columns))
    }
  }

  private mutating func addLanguageModelHead() throws(ModelFileError) {
    let head = configuration.languageModelParameters
    guard head.contains(where: { $0.name != Self.decoder + ".weight" && has($0.name) }) else {
      return
    }
    for specification in head {
      var name = specification.name
      // The decoder's own bias is what the head adds; `bias` is its other name where both are tied.
      if name == "cls.predictions.bias", !configuration.tiesWordEmbeddings || !has(name),
        has(Self.decoder + ".bias")
      {
        name = Self.decoder + ".bias"
      }
      store.add(
        specification,
        try tensor(name, rows: specification.rows, columns: specification.columns))
    }
  }

  private static let decoder = "cls.predictions.decoder"

  private mutating func add(_ layout: ScoringHeadLayout) throws(ModelFileError) {
    if let shape = files.shape(of: nameInFile(of: layout.output + ".weight")), shape.count == 2,
      shape[0] != 1
    {
      throw .wrongValue(
        path: files.path(of: layout.output + ".weight"), key: layout.output + ".weight",
        expected: "a head with one output, the text's cost or score (or --model hf: with label=…)",
        found: "\(shape[0]) outputs")
    }
    for specification in configuration.scoringParameters {
      let isOutput = specification.name.hasPrefix("scorer.out_proj.")
      guard let module = layout.module(ofParameter: specification.name) else { continue }
      let part = specification.name.split(separator: ".").last.map(String.init) ?? ""
      let value = try tensor(
        module + "." + part, rows: specification.rows, columns: specification.columns)
      store.add(specification, isOutput && !layout.lowerIsBetter ? value.negated : value)
    }
  }

  /// A model cut short by its configuration is another model.
  private func checkLayers() throws(ModelFileError) {
    var most = -1
    for name in files.names {
      let parts = name.split(separator: ".")
      guard let place = parts.firstIndex(of: "layer"), place > 0, parts[place - 1] == "encoder",
        place + 1 < parts.count, let layer = Int(parts[place + 1])
      else { continue }
      most = max(most, layer)
    }
    guard most < configuration.layers else {
      throw .wrongValue(
        path: files.path, key: "encoder.layer.\(most)",
        expected: "the \(configuration.layers) layers of config.json's num_hidden_layers",
        found: "\(most + 1)")
    }
  }

  private func checkLeftovers() throws(ModelFileError) {
    let decoder = Self.decoder + "."
    for name in files.unusedNames {
      let plain = Self.plain(name)
      // The other head's parts, and where both are tied the decoder, which is the word embedding.
      let isKnown =
        Self.ignored.contains { plain.hasPrefix($0) } || plain == "cls.predictions.bias"
        || (plain.hasPrefix(decoder)
          && (configuration.tiesWordEmbeddings || plain == decoder + "bias"))
      guard isKnown else {
        throw .tensors(
          .unusedTensor(
            path: files.path(of: name), key: name,
            expected: "tensors of BERT and of one head (another head's name is the entry head of "
              + "rescoring.json, which mondegreen import-model writes; other models are scored with "
              + "--model hf:FOLDER)"))
      }
    }
  }

  private static func plain(_ name: String) -> String {
    name.hasPrefix("bert.") ? String(name.dropFirst("bert.".count)) : name
  }

  private func has(_ name: String) -> Bool { files.has(nameInFile(of: name)) }

  private func tensor(
    _ name: String, rows: Int, columns: Int
  ) throws(ModelFileError) -> Tensor {
    try files.tensor(nameInFile(of: name), rows: rows, columns: columns)
  }

  /// The usual name under which the files have a parameter; its own name if they have it under
  /// none.
  private func nameInFile(of name: String) -> String {
    let plain = Self.plain(name)
    var names = [name, plain, "bert." + plain]
    for (old, new) in [
      ("LayerNorm.weight", "LayerNorm.gamma"), ("LayerNorm.bias", "LayerNorm.beta"),
    ]
    where plain.hasSuffix(old) {
      let other = plain.dropLast(old.count) + new
      names += [String(other), "bert." + other]
    }
    return names.first { files.has($0) } ?? name
  }
}

extension Tensor {
  /// The tensor with every sign changed.
  var negated: Tensor { Tensor(rows: rows, columns: columns, values: values.map { -$0 }) }
}
