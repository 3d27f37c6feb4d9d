import PropertyTesting

// Several numbers that depend on each other.
extension Challenge {
  static let sumOfThree = floats(
    "sum of three numbers", mark: .sumOfThree, 3, 0...1000, smallest: [0, 501, 1000]
  ) { $0[0] + $0[1] + $0[2] > 1500 }

  static let threeFloats = floats(
    "three floats", mark: .threeFloats, 3, -1e6...1e6, smallest: [2, 3, 4]
  ) { $0[0] > 1.5 && $0[1] > 2.5 && $0[2] > 3.5 }

  static let differenceOfFloats = floats(
    "difference of floats", mark: .differenceOfFloats, 2, 0...1e6, smallest: [101, 1]
  ) { $0[1] > 0 && $0[0] - $0[1] >= 100 && $0[0] * $0[1] > 50 }

  static let fraction = floats("fraction", mark: .fraction, 1, 0...1000, smallest: [10.5]) {
    $0[0] > 10 && $0[0] != $0[0].rounded(.down)
  }

  static let sumOfFloatList = Challenge(
    "sum of a list of floats", mark: .sumOfFloatList,
    Property(
      "sum of a list of floats", generator: .array(of: .float(in: 0...100), count: 0...10)
    ) { numbers in numbers.reduce(0, +) <= 150 },
    isSmallest: { $0 == [51, 100] })

  static let orderedTriple = Challenge(
    "ordered triple", mark: .orderedTriple,
    Property(
      "ordered triple", generator: .array(of: .integer(in: 0...1000), count: 3...3)
    ) { (numbers: [Int]) -> Bool in
      let (first, second, third) = (numbers[0], numbers[1], numbers[2])
      return first >= second || second >= third || third - first < 10
    },
    isSmallest: { $0 == [0, 1, 10] })

  static let overlappingIntervals = Challenge(
    "overlapping intervals", mark: .intervals,
    Property(
      "overlapping intervals",
      generator: .array(
        of: tuples(of: Generator<Int>.integer(in: 0...100), Generator<Int>.integer(in: 1...10)),
        count: 0...10)
    ) { (intervals: [(Int, Int)]) -> Bool in
      let places = intervals.map { (start, width) in start..<(start + width) }
      return places.indices.allSatisfy { index in
        places[..<index].allSatisfy { !$0.overlaps(places[index]) }
      }
    },
    isSmallest: { $0.count == 2 && $0.allSatisfy { $0 == (0, 1) } })

  static let keyInDictionary = Challenge(
    "key in a dictionary", mark: .dictionary,
    Property(
      "key in a dictionary",
      generator: .dictionary(
        of: Generator<Int>.integer(in: 0...100), .text(of: .lowercase, count: 0...4), count: 0...6)
    ) { table in !table.contains { $0.key >= 50 && $0.value >= "b" } },
    isSmallest: { $0 == [50: "b"] })

  private static func floats(
    _ name: String, mark: Mark, _ count: Int, _ range: ClosedRange<Double>, smallest: [Double],
    fails: @escaping @Sendable ([Double]) -> Bool
  ) -> Challenge {
    Challenge(
      name, mark: mark,
      Property(
        name,
        generator: Generator<[Double]> { source in
          (0..<count).map { _ in source.float(in: range) }
        }
      ) { !fails($0) },
      isSmallest: { $0 == smallest })
  }
}
