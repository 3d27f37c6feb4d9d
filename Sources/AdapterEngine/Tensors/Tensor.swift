import Artifacts
import CAdapterKernels

/// A row-major matrix of single-precision floats, `[rows, columns]`, with value semantics.
///
/// Copies share their storage until one of them is written to. Wrong shapes are programmer errors
/// and stop the program; data from files is checked by the loaders, which throw.
public struct Tensor: Sendable {
  public let rows: Int
  public let columns: Int
  private var storage: TensorStorage

  /// The number of elements.
  public var count: Int { rows * columns }

  /// Makes a tensor of zeros.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, repeating: 0)
  }

  /// Makes a tensor with the same value everywhere.
  public init(rows: Int, columns: Int, repeating value: Float) {
    self.init(uninitializedRows: rows, columns: columns)
    storage.floats.update(repeating: value, count: count)
  }

  /// The values of an array, row after row.
  public init(rows: Int, columns: Int, values: [Float]) {
    precondition(values.count == rows * columns, "\(values.count) values for [\(rows), \(columns)]")
    self.init(uninitializedRows: rows, columns: columns)
    values.withUnsafeBufferPointer { from in
      if let base = from.baseAddress { storage.floats.update(from: base, count: from.count) }
    }
  }

  /// Space that the caller fills before anybody reads it.
  init(
    uninitializedRows rows: Int, columns: Int, lifetime: TensorStorage.Lifetime = .passing
  ) {
    precondition(rows >= 0 && columns >= 0, "a tensor has no negative side")
    self.rows = rows
    self.columns = columns
    storage = TensorStorage(count: rows * columns, lifetime: lifetime)
  }

  /// Floats of a file in place; nil where they can't be read so.
  init?(rows: Int, columns: Int, of file: MappedFile, at place: Range<Int>) {
    precondition(place.count == rows * columns * 4, "as many bytes as floats")
    guard let storage = TensorStorage(of: file, at: place) else { return nil }
    self.init(rows: rows, columns: columns, storage: storage)
  }

  /// Whether the file that has the elements in place was cut short, so that some are zeros now.
  package var isCutShort: Bool { storage.isCutShort }

  /// Gives back memory that can be had again from a file, of elements that won't be read soon.
  package func forgetPages() { storage.forgetPages() }

  /// The rows of several tensors of equal width, one below the other.
  public init(stacking parts: [Tensor]) {
    let width = parts.first?.columns ?? 0
    precondition(parts.allSatisfy { $0.columns == width }, "tensors of equal width")
    self.init(uninitializedRows: parts.reduce(0) { $0 + $1.rows }, columns: width)
    var to = mutableFloats
    for part in parts {
      to.update(from: part.storage.floats, count: part.count)
      to += part.count
    }
  }

  /// Space for what kernels keep in a format of their own.
  init(uninitializedBytes bytes: Int, lifetime: TensorStorage.Lifetime = .passing) {
    self.init(uninitializedRows: 1, columns: (bytes + 3) / 4, lifetime: lifetime)
  }

  /// Whether both have one storage, so that what was made of one holds for the other.
  func isSame(as other: Tensor) -> Bool {
    storage === other.storage && rows == other.rows && columns == other.columns
  }

  /// The element at a row and a column, both from 0.
  public subscript(row: Int, column: Int) -> Float {
    get {
      precondition((0..<rows).contains(row) && (0..<columns).contains(column), "outside the tensor")
      return storage.floats[row * columns + column]
    }
    set {
      precondition((0..<rows).contains(row) && (0..<columns).contains(column), "outside the tensor")
      mutableFloats[row * columns + column] = newValue
    }
  }

  /// All elements, row after row.
  public var values: [Float] { Array(UnsafeBufferPointer(start: storage.floats, count: count)) }

  /// The elements of one row.
  public func row(_ row: Int) -> [Float] {
    precondition((0..<rows).contains(row), "row \(row) of \(rows)")
    return Array(UnsafeBufferPointer(start: storage.floats + row * columns, count: columns))
  }

  /// A range of consecutive rows.
  public func rows(_ range: Range<Int>) -> Tensor {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
    var part = Tensor(uninitializedRows: range.count, columns: columns)
    part.mutableFloats.update(
      from: storage.floats + range.lowerBound * columns, count: part.count)
    return part
  }

  /// Selected rows in the order of their indices; a row may appear more than once.
  public func rows(_ indices: [some BinaryInteger]) -> Tensor {
    var picked = Tensor(uninitializedRows: indices.count, columns: columns)
    let to = picked.mutableFloats
    for (place, index) in indices.enumerated() {
      precondition(index >= 0 && index < rows, "row \(index) of \(rows)")
      (to + place * columns).update(from: storage.floats + Int(index) * columns, count: columns)
    }
    return picked
  }

  /// The same elements in another shape of equal size.
  public func reshaped(rows: Int, columns: Int) -> Tensor {
    precondition(rows * columns == count, "[\(self.rows), \(self.columns)] has another size")
    return Tensor(rows: rows, columns: columns, storage: storage)
  }

  private init(rows: Int, columns: Int, storage: TensorStorage) {
    self.rows = rows
    self.columns = columns
    self.storage = storage
  }

  /// Reads the elements in place, row after row.
  public func withUnsafeValues<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(storage) {
      try body(UnsafeBufferPointer(start: storage.floats, count: count))
    }
  }

  /// Writes the elements in place, row after row.
  public mutating func withUnsafeMutableValues<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    let floats = mutableFloats
    return try withExtendedLifetime(storage) {
      try body(UnsafeMutableBufferPointer(start: floats, count: count))
    }
  }

  /// A pointer for kernels; the tensor must outlive its use.
  var floats: UnsafePointer<Float> { UnsafePointer(storage.floats) }

  /// A pointer for kernels that write; copies the storage first if it is shared or belongs to a
  /// file.
  var mutableFloats: UnsafeMutablePointer<Float> {
    mutating get {
      if !storage.isWritable || !isKnownUniquelyReferenced(&storage) {
        let copy = TensorStorage(count: count, lifetime: storage.lifetime)
        copy.floats.update(from: storage.floats, count: count)
        storage.forgetPages()
        storage = copy
      }
      return storage.floats
    }
  }

  /// Whether no element is infinite or NaN.
  public var isFinite: Bool { withUnsafeValues { mk_all_finite($0.count, $0.baseAddress) } }

  /// Multiplies all elements by a factor.
  public mutating func scale(by factor: Float) {
    let floats = mutableFloats
    mk_scale(count, factor, floats, floats)
  }

  /// Adds another tensor of the same shape.
  public static func += (left: inout Tensor, right: Tensor) {
    precondition(left.rows == right.rows && left.columns == right.columns, "shapes differ")
    let to = left.mutableFloats
    right.withUnsafeValues { mk_add($0.count, to, $0.baseAddress, to) }
  }
}

extension Tensor: Equatable {
  /// Same shape, equal values (so 0 equals -0, and NaN nothing); for bits compare ``bitPattern``.
  public static func == (left: Tensor, right: Tensor) -> Bool {
    left.rows == right.rows && left.columns == right.columns
      && left.withUnsafeValues { a in right.withUnsafeValues { b in a.elementsEqual(b) } }
  }

  /// The bits of all elements, for exact comparisons.
  public var bitPattern: [UInt32] { withUnsafeValues { $0.map(\.bitPattern) } }
}
