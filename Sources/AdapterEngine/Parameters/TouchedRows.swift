import CAdapterKernels

/// A matrix of which most rows are zero: those that were ever written to, and no memory for the others.
///
/// A step of training looks up a few hundred of an embedding table's tens of thousands of rows. Zeroing,
/// adding and measuring all of them costs a tenth of the step, and a fifth of the memory of training a
/// small model.
struct TouchedRows: Sendable {
  let rows: Int
  let columns: Int
  /// The place of each row in `values`; -1 for rows that are zero.
  private(set) var places: [Int32]
  /// The rows at hand, in the order of `values`.
  private(set) var touched: [Int] = []
  /// The values of the touched rows, with spare capacity.
  private var values: Tensor
  /// Whether all rows stand in their own places.
  private var isWhole = false

  /// Makes a matrix of zeros.
  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    places = Array(repeating: -1, count: rows)
    values = Tensor(uninitializedRows: 0, columns: columns)
  }

  /// A matrix whose rows are at hand where they have other bits than zeros.
  init(_ whole: Tensor) {
    self.init(rows: whole.rows, columns: whole.columns)
    for row in 0..<rows {
      let from = whole.floats + row * columns
      if (0..<columns).contains(where: { from[$0].bitPattern != 0 }) {
        touch(row).update(from: from, count: columns)
      }
    }
  }

  /// The whole matrix.
  var tensor: Tensor {
    var whole = Tensor(rows: rows, columns: columns)
    let to = whole.mutableFloats
    for row in touched {
      (to + row * columns).update(from: values.floats + Int(places[row]) * columns, count: columns)
    }
    return whole
  }

  /// A row to write to; the pointer holds until the next row is touched.
  @discardableResult
  mutating func touch(_ row: Int) -> UnsafeMutablePointer<Float> {
    if places[row] < 0 {
      if touched.count == values.rows { reserve(min(rows, max(16, 2 * values.rows))) }
      places[row] = Int32(touched.count)
      (values.mutableFloats + touched.count * columns).update(repeating: 0, count: columns)
      touched.append(row)
    }
    return values.mutableFloats + Int(places[row]) * columns
  }

  /// Moments keep what they reserve for the whole run.
  private mutating func reserve(_ count: Int) {
    var larger = Tensor(uninitializedRows: count, columns: columns, lifetime: .lasting)
    larger.mutableFloats.update(from: values.floats, count: touched.count * columns)
    values = larger
  }

  /// All rows in order, for what writes a matrix as a whole.
  mutating func touchAll() -> UnsafeMutablePointer<Float> {
    if !isWhole {
      values = tensor
      touched = Array(0..<rows)
      places = touched.map { Int32($0) }
      isWhole = true
    }
    return values.mutableFloats
  }

  /// The rows at hand, for reading beside ``places``; the matrix must outlive the use.
  var floats: UnsafePointer<Float> { values.floats }

  /// The pointer of ``floats`` for writing.
  var mutableFloats: UnsafeMutablePointer<Float> {
    mutating get { values.mutableFloats }
  }

  static func += (left: inout TouchedRows, right: TouchedRows) {
    for (place, row) in right.touched.enumerated() {
      let sum = left.touch(row)
      mk_add(right.columns, sum, right.floats + place * right.columns, sum)
    }
  }

  mutating func scale(by factor: Float) {
    let floats = mutableFloats
    mk_scale(touched.count * columns, factor, floats, floats)
  }

  /// Adds all squares to sixteen sums, row after row: the zeros between them change none.
  func addSquares(to lanes: inout [Double]) {
    for row in touched.sorted() {
      mk_add_squares(columns, floats + Int(places[row]) * columns, &lanes)
    }
  }

  /// Whether no value is infinite or NaN.
  var isFinite: Bool { mk_all_finite(touched.count * columns, floats) }
}
