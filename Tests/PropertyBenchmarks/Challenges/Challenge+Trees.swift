import PropertyTesting

/// An arithmetic expression.
indirect enum Expression: Equatable, Sendable {
  case number(Int)
  case sum(Expression, Expression)
  case quotient(Expression, Expression)

  /// `nil` where something is divided by zero.
  var value: Int? {
    switch self {
    case .number(let number): return number
    case .sum(let left, let right):
      guard let left = left.value, let right = right.value else { return nil }
      return left &+ right
    case .quotient(let left, let right):
      guard let left = left.value, let right = right.value, right != 0 else { return nil }
      return left.dividedReportingOverflow(by: right).partialValue
    }
  }

  /// Whether a zero is written behind a division sign.
  var dividesByLiteralZero: Bool {
    switch self {
    case .number: false
    case .sum(let left, let right): left.dividesByLiteralZero || right.dividesByLiteralZero
    case .quotient(let left, let right):
      right == .number(0) || left.dividesByLiteralZero || right.dividesByLiteralZero
    }
  }

  static func draw(from source: inout ChoiceSource, depth: Int = 0) -> Expression {
    source.span("expression") { source in
      switch depth < 8 ? source.index(below: 3) : 0 {
      case 0: .number(source.integer(in: .min ... .max))
      case 1: .sum(draw(from: &source, depth: depth + 1), draw(from: &source, depth: depth + 1))
      default:
        .quotient(draw(from: &source, depth: depth + 1), draw(from: &source, depth: depth + 1))
      }
    }
  }
}

/// A binary heap, and a conversion to a sorted list that does not sort.
indirect enum Heap: Equatable, Sendable {
  case empty
  case node(Int, Heap, Heap)

  var elements: [Int] {
    switch self {
    case .empty: []
    case .node(let key, let left, let right): [key] + right.elements + left.elements
    }
  }

  /// The bug: the rest is taken as it lies.
  var wronglySorted: [Int] {
    switch self {
    case .empty: []
    case .node(let key, let left, let right): [key] + left.merged(with: right).elements
    }
  }

  private func merged(with other: Heap) -> Heap {
    switch (self, other) {
    case (.empty, _): other
    case (_, .empty): self
    case (.node(let key, let left, let right), .node(let otherKey, let otherLeft, let otherRight)):
      key <= otherKey
        ? .node(key, right.merged(with: other), left)
        : .node(otherKey, otherRight.merged(with: self), otherLeft)
    }
  }

  static func draw(from source: inout ChoiceSource, least: Int = .min, depth: Int = 0) -> Heap {
    source.span("heap") { source in
      guard source.boolean(probability: depth < 8 ? 0.6 : 0) else { return .empty }
      let key = source.integer(in: least ... .max)
      return .node(
        key, draw(from: &source, least: key, depth: depth + 1),
        draw(from: &source, least: key, depth: depth + 1))
    }
  }
}

extension Challenge {
  /// Nothing is divided by zero unless a zero is written behind the division sign.
  static let calculator = Challenge(
    "calculator", mark: Mark(share: 100, executions: 54.7),
    Property(
      "calculator",
      generator: Generator<Expression> { source in
        let expression = Expression.draw(from: &source)
        source.assume(!expression.dividesByLiteralZero)
        return expression
      }
    ) { expression in expression.value != nil },
    isSmallest: { $0 == .quotient(.number(0), .sum(.number(0), .number(0))) })

  /// The wrong conversion sorts.
  static let binaryHeap = Challenge(
    "binheap", mark: Mark(share: 81, executions: 119),
    Property("binheap", generator: Generator<Heap> { source in Heap.draw(from: &source) }) {
      heap in
      let sorted = heap.wronglySorted
      return sorted == sorted.sorted() && sorted == heap.elements.sorted()
    },
    isSmallest: {
      $0
        == .node(0, .empty, .node(0, .node(0, .empty, .empty), .node(1, .empty, .empty)))
    })
}
