/// Low-rank Kronecker product (Edalati et al. 2022, arXiv 2212.10650; LyCORIS): `ΔW = (α/r) · W₁ ⊗ W₂`,
/// each factor whole or a product of two. Read from PEFT's folders, not trained here.
public struct LoKr: StoredDelta {
  public static let method = "LOKR"
  public let configuration: LyCORISConfiguration

  public init(_ configuration: LyCORISConfiguration) { self.configuration = configuration }

  public var description: String { "LoKr rank \(configuration.rank), alpha \(configuration.alpha)" }

  public func merged(
    _ base: Tensor, module: String, _ file: SafetensorsFile, names: (String) -> String
  ) throws(SafetensorsError) -> Tensor {
    let one = try factor("lokr_w1", file, names: names)
    let other = try factor("lokr_w2", file, names: names)
    guard one.rows * other.rows == base.rows, one.columns * other.columns == base.columns else {
      throw .wrongShape(
        path: file.path, key: names("lokr_w1"), expected: [base.rows, base.columns],
        found: [one.rows * other.rows, one.columns * other.columns])
    }
    var values: [Float] = []
    values.reserveCapacity(base.count)
    let scaling = configuration.scaling(of: module)
    for row in 0..<base.rows {
      let left = one.row(row / other.rows), right = other.row(row % other.rows)
      for a in left { for b in right { values.append(a * b) } }
    }
    return base.adding(
      Tensor(rows: base.rows, columns: base.columns, values: values), times: scaling)
  }

  private func factor(
    _ name: String, _ file: SafetensorsFile, names: (String) -> String
  ) throws(SafetensorsError) -> Tensor {
    if file.shape(of: names(name)) != nil { return try file.matrix(names(name)) }
    return try file.product(names(name + "_a"), names(name + "_b"))
  }
}
