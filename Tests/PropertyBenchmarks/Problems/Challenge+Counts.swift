import PropertyTesting

// What a drawn number says how much follows, alone or times others.
extension Challenge {
  static let productOfCounts = Challenge(
    "product of counts", mark: .product,
    Property(
      "product of counts",
      generator: Generator<(Int, Int, [Int])> { source in
        let (rows, columns) = (source.integer(in: 1...10), source.integer(in: 1...10))
        return (rows, columns, (0..<(rows * columns)).map { _ in source.integer(in: 0...1000) })
      }
    ) { _, _, cells in cells.allSatisfy { $0 < 500 } },
    isSmallest: { $0 == (1, 1, [500]) })

  static let singularMatrix = Challenge(
    "singular matrix", mark: .singular,
    Property("singular matrix", generator: matrices(of: .integer(in: -5...5))) { matrix in
      matrix.joined().contains(0) || rank(matrix) == min(matrix.count, matrix[0].count)
    },
    isSmallest: { $0 == [[1, 1], [1, 1]] })

  static let productOfThreeCounts = Challenge(
    "product of three counts", mark: .box,
    Property(
      "product of three counts",
      generator: Generator<([Int], [Int])> { source in
        let sides = (0..<3).map { _ in source.integer(in: 1...4) }
        return (
          sides, (0..<sides.reduce(1, *)).map { _ in source.integer(in: 0...100) }
        )
      }
    ) { _, cells in cells.count < 2 || cells.max()! < 50 },
    isSmallest: { $0 == ([1, 1, 2], [0, 50]) || $0 == ([1, 1, 2], [50, 0]) })

  static let nestedCounts = Challenge(
    "nested counts", mark: .nested,
    Property(
      "nested counts",
      generator: Generator<[[Int]]> { source in
        (0..<source.integer(in: 0...6)).map { _ in
          (0..<source.integer(in: 0...6)).map { _ in source.integer(in: 0...100) }
        }
      }
    ) { rows in rows.allSatisfy { $0.reduce(0, +) < 175 } },
    isSmallest: { $0 == [[75, 100]] || $0 == [[100, 75]] })

  static let twoCounts = Challenge(
    "two counts in front", mark: .twoCounts,
    Property(
      "two counts in front",
      generator: Generator<([Int], [String])> { source in
        let (numbers, texts) = (source.integer(in: 0...8), source.integer(in: 0...8))
        return (
          (0..<numbers).map { _ in source.integer(in: 0...1000) },
          (0..<texts).map { _ in source.text(of: .lowercase, count: 0...5) }
        )
      }
    ) { numbers, texts in numbers.allSatisfy { $0 < 500 } || texts.allSatisfy { $0 <= "a" } },
    isSmallest: { $0 == ([500], ["b"]) })

  static let chunks = Challenge(
    "chunks with lengths", mark: .chunks,
    Property(
      "chunks with lengths",
      generator: Generator<[(Bool, [Int])]> { source in
        let lengths = (0..<source.integer(in: 0...5)).map { _ in source.integer(in: 0...5) }
        return lengths.map { length in
          (source.boolean(), (0..<length).map { _ in source.integer(in: 0...255) })
        }
      }
    ) { chunks in chunks.allSatisfy { flag, data in !flag || data.allSatisfy { $0 < 200 } } },
    isSmallest: { $0.count == 1 && $0[0] == (true, [200]) })

  static let triangle = Challenge(
    "triangle", mark: .triangle,
    Property(
      "triangle",
      generator: Generator<[[Int]]> { source in
        (1...source.integer(in: 1...8)).map { row in
          (0..<row).map { _ in source.integer(in: 0...50) }
        }
      }
    ) { rows in rows.dropFirst().allSatisfy { $0.reduce(0, +) < 30 } },
    isSmallest: { $0 == [[0], [0, 30]] || $0 == [[0], [30, 0]] })

  static let sizeByFlatMap = Challenge(
    "size by flat map", mark: .flatMap,
    Property(
      "size by flat map",
      generator: Generator<Int>.integer(in: 0...20).flatMap { count in
        Generator<[Int]>.array(of: .integer(in: 0...1000), count: count...count)
      }
    ) { numbers in Set(numbers).count == numbers.count },
    isSmallest: { $0 == [0, 0] })

  private static func matrices(of cell: Generator<Int>) -> Generator<[[Int]]> {
    tuples(of: Generator<Int>.integer(in: 1...4), Generator<Int>.integer(in: 1...4))
      .flatMap { rows, columns in
        .array(of: .array(of: cell, count: columns...columns), count: rows...rows)
      }
  }

  private static func rank(_ matrix: [[Int]]) -> Int {
    var rows = matrix.map { $0.map(Double.init) }
    var rank = 0
    for column in rows[0].indices {
      guard let pivot = rows.indices.dropFirst(rank).first(where: { abs(rows[$0][column]) > 1e-9 })
      else { continue }
      rows.swapAt(rank, pivot)
      for row in rows.indices.dropFirst(rank + 1) {
        let factor = rows[row][column] / rows[rank][column]
        for place in rows[row].indices { rows[row][place] -= factor * rows[rank][place] }
      }
      rank += 1
    }
    return rank
  }
}
