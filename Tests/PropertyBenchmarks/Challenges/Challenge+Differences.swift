import PropertyTesting

extension Challenge {
  /// Two positive integers, the first at least 10, are not equal.
  static let difference0 = difference(
    "difference 0", mark: Mark(share: 100, executions: 28), (10, 10)
  ) { $0 == $1 }

  /// Two positive integers, the first at least 10, are not within four of each other.
  static let differenceSmall = difference(
    "difference small", mark: Mark(share: 100, executions: 41), (10, 6)
  ) {
    (1...4).contains($0.magnitudeOfDifference(to: $1))
  }

  /// Two positive integers, the first at least 10, are not neighbors.
  static let difference1 = difference(
    "difference 1", mark: Mark(share: 100, executions: 39), (10, 9)
  ) {
    $0.magnitudeOfDifference(to: $1) == 1
  }

  private static func difference(
    _ name: String, mark: Mark, _ smallest: (Int, Int),
    fails: @escaping @Sendable (Int, Int) -> Bool
  ) -> Challenge {
    Challenge(
      name, mark: mark,
      Property(
        name,
        generator: Generator<(Int, Int)> { source in
          (source.integer(in: 1...(.max)), source.integer(in: 1...(.max)))
        }
      ) { first, second in first < 10 || !fails(first, second) },
      isSmallest: { $0 == smallest })
  }
}

extension Int {
  fileprivate func magnitudeOfDifference(to other: Int) -> UInt {
    self > other ? UInt(self - other) : UInt(other - self)
  }
}
