import CAdapterKernels

/// Gradients of a store's trainable parameters, side by side in one block.
public struct GradientBuffer: Sendable {
  /// Where each parameter's gradient begins; nil for frozen ones.
  let offsets: [Int?]
  private let shapes: [(rows: Int, columns: Int)]
  /// All gradients as one row; gaps between parameters stay zero.
  var block: Tensor

  /// Zeros for every trainable parameter.
  public init(_ store: ParameterStore) {
    var offsets: [Int?] = []
    var total = 0
    for parameter in store.parameters {
      offsets.append(parameter.isTrainable ? total : nil)
      // Whole vectors, so that no two parameters share one.
      if parameter.isTrainable { total += (parameter.value.count + 15) / 16 * 16 }
    }
    self.offsets = offsets
    shapes = store.parameters.map { ($0.value.rows, $0.value.columns) }
    block = Tensor(rows: 1, columns: total)
  }

  /// Whether the parameter has a gradient here.
  public func holds(_ id: ParameterID) -> Bool { offsets[id.index] != nil }

  /// One parameter's gradient in the parameter's shape, or nil if it is frozen.
  public subscript(id: ParameterID) -> Tensor? {
    guard let offset = offsets[id.index] else { return nil }
    let shape = shapes[id.index]
    var gradient = Tensor(uninitializedRows: shape.rows, columns: shape.columns)
    gradient.mutableFloats.update(from: block.floats + offset, count: gradient.count)
    return gradient
  }

  /// Adds to one parameter's gradient; does nothing for a frozen one.
  public mutating func add(_ gradient: Tensor, to id: ParameterID) {
    let shape = shapes[id.index]
    precondition(gradient.rows == shape.rows && gradient.columns == shape.columns, "wrong shape")
    withUnsafeGradient(id) { to in mk_add(gradient.count, to, gradient.floats, to) }
  }

  /// Sets one parameter's gradient, bit for bit; does nothing for a frozen one.
  mutating func replace(_ id: ParameterID, by gradient: Tensor) {
    withUnsafeGradient(id) { $0.update(from: gradient.floats, count: gradient.count) }
  }

  /// Sets one parameter's gradient to zero; does nothing for a frozen one.
  mutating func clear(_ id: ParameterID) {
    let shape = shapes[id.index]
    withUnsafeGradient(id) { $0.update(repeating: 0, count: shape.rows * shape.columns) }
  }

  /// Writes one parameter's gradient in place, row after row; not called for a frozen one.
  public mutating func withUnsafeGradient(
    _ id: ParameterID, _ body: (UnsafeMutablePointer<Float>) -> Void
  ) {
    guard let offset = offsets[id.index] else { return }
    body(block.mutableFloats + offset)
  }

  /// For kernels that write two parameters' gradients at once; nil for a frozen one.
  mutating func unsafeGradient(_ id: ParameterID) -> UnsafeMutablePointer<Float>? {
    offsets[id.index].map { block.mutableFloats + $0 }
  }

  /// Adds all gradients of another buffer of the same store.
  public static func += (left: inout GradientBuffer, right: GradientBuffer) {
    left.block += right.block
  }

  /// Multiplies all gradients by a factor.
  public mutating func scale(by factor: Float) {
    let floats = block.mutableFloats
    mk_scale(block.count, factor, floats, floats)
  }

  /// The Euclidean norm over all gradients, summed in double precision.
  public var norm: Double {
    block.withUnsafeValues { mk_squared_norm($0.count, $0.baseAddress) }.squareRoot()
  }

  /// Whether no gradient is infinite or NaN.
  public var isFinite: Bool { block.isFinite }
}

extension GradientBuffer {
  /// Adds the column sums of the products of two tensors' elements to a vector's gradient.
  mutating func addColumnSums(of left: Tensor, times right: Tensor, to id: ParameterID) {
    var products = Tensor(uninitializedRows: left.rows, columns: left.columns)
    mk_multiply(left.count, left.floats, right.floats, products.mutableFloats)
    withUnsafeGradient(id) {
      mk_column_sums(products.rows, products.columns, products.floats, products.columns, $0)
    }
  }
}
