/// Immutable plain values, either in their own memory or in a mapped file.
///
/// - Note: `@unchecked Sendable` holds because the memory is written before the initializer returns
///   and never after, and `owner`, which every copy retains, keeps it alive.
struct Column<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, @unchecked Sendable {
  private let base: UnsafePointer<Element>
  let count: Int
  private let owner: AnyObject

  /// Copies `elements` into the column's own memory.
  init(_ elements: [Element] = []) {
    let memory = ColumnMemory(elements)
    base = UnsafePointer(memory.base)
    count = elements.count
    owner = memory
  }

  /// Refers to elements that lie at `base` and don't change as long as `owner` lives.
  init(base: UnsafePointer<Element>, count: Int, owner: AnyObject) {
    self.base = base
    self.count = count
    self.owner = owner
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(position: Int) -> Element {
    precondition(position >= 0 && position < count, "a position of the column")
    return withExtendedLifetime(owner) { base[position] }
  }

  func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(owner) {
      try body(UnsafeBufferPointer(start: base, count: count))
    }
  }
}

/// Memory that is freed with the last column that refers to it.
private final class ColumnMemory<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>

  init(_ elements: [Element]) {
    base = .allocate(capacity: Swift.max(elements.count, 1))
    elements.withUnsafeBufferPointer {
      if let start = $0.baseAddress { base.initialize(from: start, count: $0.count) }
    }
  }

  deinit { base.deallocate() }
}
