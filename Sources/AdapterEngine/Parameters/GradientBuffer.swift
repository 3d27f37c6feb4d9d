import CAdapterKernels

/// Gradients of a store's trainable parameters: side by side in one block, but for those of embedding
/// tables, of which only the rows that were looked up take memory and time.
public struct GradientBuffer: Sendable {
  /// The place of a parameter's gradient.
  enum Place: Equatable, Sendable {
    /// No place: the parameter is frozen.
    case none
    /// The block, from this float on.
    case block(Int)
    /// The element of ``tables`` with this index.
    case table(Int)
  }

  /// One for each of the store's parameters.
  let places: [Place]
  private let shapes: [(rows: Int, columns: Int)]
  /// Gradients as one row; gaps between parameters stay zero.
  var block: Tensor
  var tables: [TouchedRows]

  /// Makes a buffer of zeros for every trainable parameter.
  public init(_ store: ParameterStore) {
    var places: [Place] = []
    var tables: [TouchedRows] = []
    var total = 0
    for parameter in store.parameters {
      guard parameter.isTrainable else {
        places.append(.none)
        continue
      }
      if parameter.isTable {
        places.append(.table(tables.count))
        tables.append(TouchedRows(rows: parameter.value.rows, columns: parameter.value.columns))
      } else {
        places.append(.block(total))
        // Whole vectors, so that no two parameters share one.
        total += (parameter.value.count + 15) / 16 * 16
      }
    }
    self.places = places
    self.tables = tables
    shapes = store.parameters.map { ($0.value.rows, $0.value.columns) }
    block = Tensor(rows: 1, columns: total)
  }

  /// Whether the parameter has a gradient here.
  public func holds(_ id: ParameterID) -> Bool { places[id.index] != .none }

  /// One parameter's gradient in the parameter's shape, or nil if it is frozen.
  public subscript(id: ParameterID) -> Tensor? {
    let shape = shapes[id.index]
    switch places[id.index] {
    case .none: return nil
    case .table(let index): return tables[index].tensor
    case .block(let offset):
      var gradient = Tensor(uninitializedRows: shape.rows, columns: shape.columns)
      gradient.mutableFloats.update(from: block.floats + offset, count: gradient.count)
      return gradient
    }
  }

  /// Adds to one parameter's gradient; does nothing for a frozen one.
  public mutating func add(_ gradient: Tensor, to id: ParameterID) {
    let shape = shapes[id.index]
    precondition(gradient.rows == shape.rows && gradient.columns == shape.columns, "wrong shape")
    withUnsafeGradient(id) { to in mk_add(gradient.count, to, gradient.floats, to) }
  }

  /// Adds each row of `gradient` to a row of one parameter's gradient, in order; does nothing for a
  /// frozen one.
  ///
  /// - Parameters:
  ///   - gradient: the rows to add, as wide as the parameter.
  ///   - rows: as many as `gradient` has, each a row of the parameter; any may come again.
  ///   - id: the parameter.
  public mutating func add(_ gradient: Tensor, toRows rows: [Int32], of id: ParameterID) {
    let width = gradient.columns
    precondition(
      gradient.rows == rows.count && width == shapes[id.index].columns, "one row for each")
    func add(_ index: Int, to sum: UnsafeMutablePointer<Float>) {
      mk_add(width, sum, gradient.floats + index * width, sum)
    }
    switch places[id.index] {
    case .none: break
    case .table(let table):
      for (index, row) in rows.enumerated() { add(index, to: tables[table].touch(Int(row))) }
    case .block(let offset):
      let to = block.mutableFloats + offset
      for (index, row) in rows.enumerated() { add(index, to: to + Int(row) * width) }
    }
  }

  /// Sets one parameter's gradient, bit for bit; does nothing for a frozen one.
  mutating func replace(_ id: ParameterID, by gradient: Tensor) {
    if case .table(let index) = places[id.index] {
      tables[index] = TouchedRows(gradient)
    } else {
      withUnsafeGradient(id) { $0.update(from: gradient.floats, count: gradient.count) }
    }
  }

  /// Sets one parameter's gradient to zero; does nothing for a frozen one.
  mutating func clear(_ id: ParameterID) {
    let shape = shapes[id.index]
    if case .table(let index) = places[id.index] {
      tables[index] = TouchedRows(rows: shape.rows, columns: shape.columns)
    } else {
      withUnsafeGradient(id) { $0.update(repeating: 0, count: shape.rows * shape.columns) }
    }
  }

  /// Writes one parameter's gradient in place, row after row; not called for a frozen one. All rows of
  /// a table take memory from then on; ``add(_:toRows:of:)`` avoids that.
  public mutating func withUnsafeGradient(
    _ id: ParameterID, _ body: (UnsafeMutablePointer<Float>) -> Void
  ) {
    if let gradient = unsafeGradient(id) { body(gradient) }
  }

  /// A pointer for kernels that write two parameters' gradients at once; nil for a frozen
  /// parameter.
  mutating func unsafeGradient(_ id: ParameterID) -> UnsafeMutablePointer<Float>? {
    switch places[id.index] {
    case .none: nil
    case .table(let index): tables[index].touchAll()
    case .block(let offset): block.mutableFloats + offset
    }
  }

  /// Adds all gradients of another buffer of the same store.
  public static func += (left: inout GradientBuffer, right: GradientBuffer) {
    left.block += right.block
    for index in left.tables.indices { left.tables[index] += right.tables[index] }
  }

  /// Multiplies all gradients by a factor.
  public mutating func scale(by factor: Float) {
    block.scale(by: factor)
    for index in tables.indices { tables[index].scale(by: factor) }
  }

  /// The Euclidean norm over all gradients, summed in double precision, parameter after parameter.
  public var norm: Double {
    var lanes = [Double](repeating: 0, count: 16)
    for (place, shape) in zip(places, shapes) {
      switch place {
      case .none: break
      case .table(let index): tables[index].addSquares(to: &lanes)
      case .block(let offset):
        mk_add_squares(shape.rows * shape.columns, block.floats + offset, &lanes)
      }
    }
    return mk_sum_lanes(lanes).squareRoot()
  }

  /// Whether no gradient is infinite or NaN.
  public var isFinite: Bool { block.isFinite && tables.allSatisfy(\.isFinite) }
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
