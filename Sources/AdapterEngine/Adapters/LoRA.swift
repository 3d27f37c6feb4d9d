/// Low-rank adaptation (Hu et al. 2021, arXiv 2106.09685): `h = W0 x + s · B A x`, s = α/r.
///
/// A `[rank, inputs]` is drawn from U(±1/√inputs), B `[outputs, rank]` begins at zero, so the model
/// begins as the base does. The effective weight's element (n, k) is one chain of fused
/// multiply-adds over the ranks in ascending order, beginning with W0's element, of
/// `(s · B[n, r]) · A[r, k]`.
///
/// Dropout acts on the low-rank path's input alone, so it can't live in the effective weight: with a
/// rate above zero, training runs the path as a branch beside W0 (as PEFT does, and as slowly);
/// scoring runs the effective weight always.
///
/// An embedding table `[rows, width]` is adapted likewise, as PEFT does it: `E = E0 + s · Aᵀ Bᵀ`, A
/// `[rank, rows]` beginning at zero, B `[width, rank]` drawn from U(±1/√width) (PEFT: from N(0, 1),
/// with which the first steps move the table far more than any layer). No dropout there.
///
/// Its configuration has rsLoRA (arXiv 2312.03732), LoRA+ (arXiv 2402.12354), and *mixed rank*, our
/// reading of one of the training strategies of arXiv 2401.10447: the rank differs by layer or module.
public struct LoRA: Adapter {
  public struct Configuration: Codable, Hashable, Sendable {
    /// r, where no pattern says otherwise.
    public var rank: Int
    /// The scaling factor α.
    public var alpha: Float
    /// The rate of dropout before A while training.
    public var dropout: Float = 0
    /// rsLoRA: s = α/√r, so that high ranks learn as fast as low ones.
    public var isRankStabilized = false
    /// Ranks by ``NamePattern`` of the module, the longest pattern that matches being the one that
    /// counts.
    public var ranks: [String: Int] = [:]
    /// The α of some modules, by patterns as those of ``ranks``.
    public var alphas: [String: Float] = [:]
    /// LoRA+: how many times A's learning rate B's is.
    public var rateRatio: Float = 1

    public init(rank: Int, alpha: Float) {
      self.rank = rank
      self.alpha = alpha
    }

    enum CodingKeys: String, CodingKey {
      case rank = "r"
      case alpha = "lora_alpha"
      case dropout = "lora_dropout"
      case isRankStabilized = "use_rslora"
      case ranks = "rank_pattern"
      case alphas = "alpha_pattern"
      case rateRatio = "loraplus_lr_ratio"
    }

    public init(from decoder: any Decoder) throws {
      let entries = try decoder.container(keyedBy: CodingKeys.self)
      rank = try entries.decodeRank(.rank)
      alpha = try entries.decodeIfPresent(Float.self, forKey: .alpha) ?? 8
      dropout = try entries.decodeIfPresent(Float.self, forKey: .dropout) ?? 0
      guard (0..<1).contains(dropout) else {
        throw DecodingError.dataCorruptedError(
          forKey: .dropout, in: entries,
          debugDescription: "expected a share from 0 up to 1, found \(dropout)")
      }
      isRankStabilized =
        try entries.decodeIfPresent(Bool.self, forKey: .isRankStabilized) ?? false
      ranks = try entries.decodeIfPresent([String: Int].self, forKey: .ranks) ?? [:]
      for rank in ranks.values.sorted() { try entries.check(rank, .ranks) }
      alphas = try entries.decodeIfPresent([String: Float].self, forKey: .alphas) ?? [:]
      rateRatio = try entries.decodeIfPresent(Float.self, forKey: .rateRatio) ?? 1
      guard rateRatio >= 0, rateRatio.isFinite else {
        throw DecodingError.dataCorruptedError(
          forKey: .rateRatio, in: entries,
          debugDescription: "expected a number from 0 on, found \(rateRatio)")
      }
    }

    /// The rank of a module.
    func rank(of module: String) -> Int { Self.longestMatch(ranks, module) ?? rank }

    /// The scaling factor α of a module.
    func alpha(of module: String) -> Float { Self.longestMatch(alphas, module) ?? alpha }

    private static func longestMatch<Value>(_ values: [String: Value], _ module: String) -> Value? {
      guard !values.isEmpty else { return nil }
      let matching = values.keys.filter { NamePattern($0).matches(module) }
      return matching.max { ($0.count, $1) < ($1.count, $0) }.flatMap { values[$0] }
    }

    /// s for a rank, by default with the α of most modules.
    func scaling(_ rank: Int, alpha: Float? = nil) -> Float {
      let alpha = alpha ?? self.alpha
      return isRankStabilized ? alpha / Float(rank).squareRoot() : alpha / Float(rank)
    }
  }

  public static let method = "LORA"
  public let configuration: Configuration
  /// s where it is not the configuration's.
  private let fixedScaling: Float?

  public init(_ configuration: Configuration) {
    self.init(configuration, scaling: nil)
  }

  /// - Parameter scaling: s, if not the configuration's.
  init(_ configuration: Configuration, scaling: Float?) {
    precondition(
      configuration.rank >= 1 && configuration.ranks.values.allSatisfy { $0 >= 1 },
      "a rank is at least 1")
    self.configuration = configuration
    fixedScaling = scaling
  }

  public init(rank: Int, alpha: Float) {
    self.init(Configuration(rank: rank, alpha: alpha))
  }

  public var description: String {
    let plain = Configuration(rank: configuration.rank, alpha: configuration.alpha)
    let rest = configuration == plain ? "" : ", " + configuration.remarks
    return "LoRA rank \(configuration.rank), alpha \(configuration.alpha)" + rest
  }

  public func adapt(
    _ weights: [ParameterID], in store: inout ParameterStore, generator: inout CounterGenerator
  ) {
    for weight in weights {
      let base = store[weight]
      let rank = configuration.rank(of: store.moduleName(of: weight))
      let bound = 1 / Float(base.columns).squareRoot()
      if store.parameter(weight).isTable {
        store.addPart(
          Self.tableA, Tensor(rows: rank, columns: base.rows), of: weight,
          rateFactor: configuration.rateRatio)
        store.addPart(
          Self.tableB,
          .uniform(rows: base.columns, columns: rank, bound: bound, generator: &generator),
          of: weight)
        continue
      }
      let a = Tensor.uniform(
        rows: rank, columns: base.columns, bound: bound, generator: &generator)
      store.addPart("lora_A", a, of: weight)
      store.addPart(
        "lora_B", Tensor(rows: base.rows, columns: rank), of: weight,
        rateFactor: configuration.rateRatio)
    }
  }

  public func effectiveWeight(_ weight: ParameterID, in store: ParameterStore) -> Tensor {
    store.parameter(weight).isTable
      ? tableFactors(weight, in: store).added(to: store[weight])
      : factors(weight, in: store).added(to: store[weight])
  }

  public var adaptsTables: Bool { true }

  public func effectiveRows(
    _ tokens: [Int32], ofTable table: ParameterID, in store: ParameterStore
  ) -> Tensor {
    tableFactors(table, in: store).added(to: store[table].rows(tokens), of: tokens)
  }

  public func addGradients(
    ofTable table: ParameterID, tokens: [Int32], outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    let aID = store.part(Self.tableA, of: table), bID = store.part(Self.tableB, of: table)
    tableFactors(table, in: store).addGradients(
      rows: tokens, outputGradient: outputGradient, a: aID, b: bID, into: &gradients)
  }

  public func addGradients(
    of weight: ParameterID, input: Tensor, outputGradient: Tensor, in store: ParameterStore,
    into gradients: inout GradientBuffer
  ) {
    factors(weight, in: store).addGradients(
      input: input, outputGradient: outputGradient, a: store.part("lora_A", of: weight),
      b: store.part("lora_B", of: weight), into: &gradients)
  }

  public func hasBranch(in mode: Tape.Mode) -> Bool {
    mode == .training && configuration.dropout > 0
  }

  public func branch(
    of weight: ParameterID, input: Node, output: Node, on tape: inout Tape
  ) -> Node {
    let a = tape.store.part("lora_A", of: weight), b = tape.store.part("lora_B", of: weight)
    let scaling = scaling(tape.store[a].rows, weight, in: tape.store)
    let low = tape.linear(tape.branchDropout(input, rate: configuration.dropout), weight: a)
    return tape.scale(tape.linear(low, weight: b), by: scaling)
  }

  /// The adapter as it is stored, with each module's own rank and α spelled out for readers with other patterns.
  public func saved(
    in store: ParameterStore, naming: ModuleNaming
  ) -> SavedAdapter<Configuration> {
    var configuration = configuration
    if !configuration.ranks.isEmpty {
      configuration.ranks = [:]
      for weight in store.adaptedWeights {
        let module = naming.module(store.parameter(weight).name)
        configuration.ranks[module] = self.configuration.rank(of: store.moduleName(of: weight))
      }
    }
    if !configuration.alphas.isEmpty {
      configuration.alphas = [:]
      for weight in store.adaptedWeights {
        let module = naming.module(store.parameter(weight).name)
        configuration.alphas[module] = self.configuration.alpha(of: store.moduleName(of: weight))
      }
    }
    return SavedAdapter(
      configuration: configuration, tensors: storedTensors(in: store, naming: naming),
      matrices: storedMatrices(in: store, naming: naming))
  }

  public func partInFile(_ part: String) -> String {
    [Self.tableA, Self.tableB].contains(part) ? part : part + ".weight"
  }

  /// PEFT's names for a table's factors.
  private static let tableA = "lora_embedding_A"
  private static let tableB = "lora_embedding_B"

  private func factors(_ weight: ParameterID, in store: ParameterStore) -> LowRankFactors {
    let a = store[store.part("lora_A", of: weight)]
    return LowRankFactors(
      a: a, b: store[store.part("lora_B", of: weight)],
      scaling: scaling(a.rows, weight, in: store))
  }

  private func tableFactors(_ table: ParameterID, in store: ParameterStore) -> TableFactors {
    let a = store[store.part(Self.tableA, of: table)]
    return TableFactors(
      a: a, b: store[store.part(Self.tableB, of: table)],
      scaling: scaling(a.rows, table, in: store))
  }

  private func scaling(_ rank: Int, _ weight: ParameterID, in store: ParameterStore) -> Float {
    fixedScaling
      ?? configuration.scaling(
        rank, alpha: configuration.alpha(of: store.moduleName(of: weight)))
  }
}

extension LoRA: BundledAdapter {
  public static let variantName = "lora"
  public static let defaultTargets = ["query", "value"]

  /// Makes LoRA, or ``HighRankWarmUp`` if the settings have a warm-up rank.
  public static func make(from settings: any AdapterSettings, steps: Int) -> any Adapter {
    var configuration = Configuration(rank: settings.rank, alpha: settings.alpha)
    configuration.dropout = settings.adapterDropout
    configuration.isRankStabilized = settings.rankStabilized
    configuration.rateRatio = settings.rateRatio
    configuration.ranks = settings.ranks
    guard let warmUpRank = settings.warmUpRank else { return LoRA(configuration) }
    return HighRankWarmUp(
      configuration, warmUpRank: warmUpRank, warmUpSteps: settings.warmUpRankSteps)
  }

  public static var trials: [AdapterConformance] {
    func lora(_ change: (inout Configuration) -> Void) -> LoRA {
      var configuration = Configuration(rank: 3, alpha: 6)
      change(&configuration)
      return LoRA(configuration)
    }
    let plain = LoRA(rank: 3, alpha: 6)
    return [
      AdapterConformance(plain),
      AdapterConformance(plain, targets: ["words"]),
      AdapterConformance(plain, targets: ["words", "layer.*"]),
      AdapterConformance(lora { $0.isRankStabilized = true }),
      AdapterConformance(lora { $0.rateRatio = 16 }),
      AdapterConformance(lora { $0.dropout = 0.3 }),
      AdapterConformance(lora { $0.ranks = ["query": 5, "layer.up": 1] }),
      AdapterConformance(lora { $0.alphas = ["query": 2, "layer.up": 9] }),
      AdapterConformance(
        HighRankWarmUp(Configuration(rank: 3, alpha: 5), warmUpRank: 7, warmUpSteps: 4)),
    ]
  }
}

extension LoRA.Configuration {
  /// What is not as in plain LoRA, for people.
  fileprivate var remarks: String {
    var remarks: [String] = []
    if dropout > 0 { remarks.append("dropout \(dropout)") }
    if isRankStabilized { remarks.append("rank-stabilized") }
    if rateRatio != 1 { remarks.append("B learns \(rateRatio) times as fast") }
    if !alphas.isEmpty {
      remarks.append(
        "alphas "
          + alphas.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
          .joined(separator: " "))
    }
    if !ranks.isEmpty {
      remarks.append(
        "ranks "
          + ranks.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
          .joined(separator: " "))
    }
    return remarks.joined(separator: ", ")
  }
}

extension KeyedDecodingContainer {
  /// A whole number from 1 on.
  func decodeRank(_ key: Key) throws -> Int {
    let rank = try decode(Int.self, forKey: key)
    try check(rank, key)
    return rank
  }

  /// - Throws: `DecodingError` for a rank that no layer has.
  func check(_ rank: Int, _ key: Key) throws {
    guard (1...AdapterLimits.rank).contains(rank) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self,
        debugDescription: "expected 1 to \(AdapterLimits.rank), found \(rank)")
    }
  }
}
