public import AdapterEngine

/// A parameter that a model needs: Hugging Face's name for it and its shape.
struct ParameterSpecification {
  enum Initial {
    /// Approximately normal values with standard deviation 0.02.
    case random
    case zeros
    case ones
  }

  let name: String
  /// The shape in files: one entry for a vector, two for a matrix.
  let shape: [Int]
  let initial: Initial

  var rows: Int { shape.count == 1 ? 1 : shape[0] }
  var columns: Int { shape[shape.count - 1] }
  /// Whether it is an embedding table.
  var isTable: Bool { name.hasSuffix("_embeddings.weight") }
  /// Weight decay spares biases and norms, by custom.
  var decays: Bool { shape.count == 2 }

  func value(generator: inout CounterGenerator) -> Tensor {
    switch initial {
    case .random:
      .normal(rows: rows, columns: columns, deviation: 0.02, generator: &generator)
    case .zeros: Tensor(rows: rows, columns: columns)
    case .ones: Tensor(rows: rows, columns: columns, repeating: 1)
    }
  }
}

extension ParameterStore {
  /// Adds a parameter with the specification's name and properties.
  mutating func add(_ specification: ParameterSpecification, _ value: Tensor) {
    add(
      specification.name, value, decays: specification.decays, isTable: specification.isTable)
  }
}

extension BERTConfiguration {
  /// The encoder's parameters in Hugging Face's order, names without `bert.`.
  var encoderParameters: [ParameterSpecification] {
    let h = hiddenSize
    var all = [
      ParameterSpecification(
        name: "embeddings.word_embeddings.weight", shape: [vocabularySize, h], initial: .random),
      ParameterSpecification(
        name: "embeddings.position_embeddings.weight", shape: [maximumPositions, h],
        initial: .random),
      ParameterSpecification(
        name: "embeddings.token_type_embeddings.weight", shape: [tokenTypes, h],
        initial: .random),
    ]
    all += Self.norm("embeddings.LayerNorm", h)
    for layer in 0..<layers {
      let prefix = "encoder.layer.\(layer)."
      for part in ["query", "key", "value"] {
        all += Self.dense(prefix + "attention.self." + part, h, h)
      }
      all += Self.dense(prefix + "attention.output.dense", h, h)
      all += Self.norm(prefix + "attention.output.LayerNorm", h)
      all += Self.dense(prefix + "intermediate.dense", intermediateSize, h)
      all += Self.dense(prefix + "output.dense", h, intermediateSize)
      all += Self.norm(prefix + "output.LayerNorm", h)
    }
    return all
  }

  /// The masked-language-model head's parameters; its decoder is the word embedding unless the two are
  /// not tied.
  var languageModelParameters: [ParameterSpecification] {
    Self.dense("cls.predictions.transform.dense", hiddenSize, hiddenSize)
      + Self.norm("cls.predictions.transform.LayerNorm", hiddenSize)
      + [
        ParameterSpecification(
          name: "cls.predictions.bias", shape: [vocabularySize], initial: .zeros)
      ]
      + (tiesWordEmbeddings
        ? []
        : [
          ParameterSpecification(
            name: "cls.predictions.decoder.weight", shape: [vocabularySize, hiddenSize],
            initial: .random)
        ])
  }

  /// The scoring head's parameters: one hidden layer, one output.
  var scoringParameters: [ParameterSpecification] {
    Self.dense("scorer.dense", hiddenSize, hiddenSize)
      + Self.dense("scorer.out_proj", 1, hiddenSize)
  }

  private static func dense(_ name: String, _ outputs: Int, _ inputs: Int)
    -> [ParameterSpecification]
  {
    [
      ParameterSpecification(name: name + ".weight", shape: [outputs, inputs], initial: .random),
      ParameterSpecification(name: name + ".bias", shape: [outputs], initial: .zeros),
    ]
  }

  private static func norm(_ name: String, _ width: Int) -> [ParameterSpecification] {
    [
      ParameterSpecification(name: name + ".weight", shape: [width], initial: .ones),
      ParameterSpecification(name: name + ".bias", shape: [width], initial: .zeros),
    ]
  }
}

extension BERTEncoder {
  /// The encoder whose parameters `store` holds.
  ///
  /// - Precondition: it holds them all; ``BERTDirectory`` sees to that.
  public init(configuration: BERTConfiguration, store: ParameterStore) {
    func id(_ name: String) -> ParameterID {
      guard let id = store.id(named: name) else {
        preconditionFailure("the store has no parameter \(name)")
      }
      return id
    }
    func dense(_ name: String) -> Dense {
      Dense(weight: id(name + ".weight"), bias: id(name + ".bias"))
    }
    func norm(_ name: String) -> Norm {
      Norm(gain: id(name + ".weight"), bias: id(name + ".bias"))
    }
    self.configuration = configuration
    words = id("embeddings.word_embeddings.weight")
    positions = id("embeddings.position_embeddings.weight")
    types = id("embeddings.token_type_embeddings.weight")
    embeddingNorm = norm("embeddings.LayerNorm")
    layers = (0..<configuration.layers).map { index in
      let prefix = "encoder.layer.\(index)."
      return Layer(
        query: dense(prefix + "attention.self.query"), key: dense(prefix + "attention.self.key"),
        value: dense(prefix + "attention.self.value"),
        attentionOutput: dense(prefix + "attention.output.dense"),
        attentionNorm: norm(prefix + "attention.output.LayerNorm"),
        intermediate: dense(prefix + "intermediate.dense"),
        output: dense(prefix + "output.dense"), outputNorm: norm(prefix + "output.LayerNorm"))
    }
  }
}
