/// Low-rank Hadamard product (Hyeon-Woo et al. 2021, arXiv 2108.06098; LyCORIS):
/// `ΔW = (α/r) · (A₁ B₁) ⊙ (A₂ B₂)`. Read from PEFT's folders, not trained here.
public struct LoHa: StoredDelta {
  public static let method = "LOHA"
  public let configuration: LyCORISConfiguration

  public init(_ configuration: LyCORISConfiguration) { self.configuration = configuration }

  public var description: String { "LoHa rank \(configuration.rank), alpha \(configuration.alpha)" }

  public func merged(
    _ base: Tensor, module: String, _ file: SafetensorsFile, names: (String) -> String
  ) throws(SafetensorsError) -> Tensor {
    let first = try file.product(names("hada_w1_a"), names("hada_w1_b"))
    let second = try file.product(names("hada_w2_a"), names("hada_w2_b"))
    try file.expect(first, like: base, names("hada_w1_a"))
    try file.expect(second, like: base, names("hada_w2_a"))
    let product = Tensor(
      rows: base.rows, columns: base.columns,
      values: zip(first.values, second.values).map { $0 * $1 })
    return base.adding(product, times: configuration.scaling(of: module))
  }
}
