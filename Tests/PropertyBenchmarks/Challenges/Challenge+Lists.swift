import PropertyTesting

extension Challenge {
  /// Five lists of 16-bit integers, each with a small sum, have a small sum.
  static let bound5 = Challenge(
    "bound5", mark: Mark(share: 85, executions: 252),
    Property(
      "bound5",
      generator: Generator<[[Int16]]> { source in
        (0..<5).map { _ in
          source.array(count: 0...10) { Int16($0.integer(in: -32768...32767)) }
        }
      }.filter(attempts: 100) { lists in lists.allSatisfy { $0.reduce(0, &+) < 256 } }
    ) { lists in lists.joined().reduce(0, &+) < 5 * 256 },
    isSmallest: { $0 == [[], [], [], [-1], [-32768]] })

  /// A list of lists holds no more than four different integers.
  static let largeUnionList = Challenge(
    "large union list", mark: Mark(share: 99, executions: 189),
    Property("large union list", generator: .array(of: integerList, count: 0...30)) { lists in
      Set(lists.joined()).count <= 4
    },
    isSmallest: { $0 == [[0, 1, -1, 2, -2]] })

  /// A list is its reverse.
  static let reverse = Challenge(
    "reverse", mark: Mark(share: 100, executions: 10.3),
    Property("reverse", generator: integerList) { list in list == list.reversed() },
    isSmallest: { $0 == [0, 1] })

  /// The longest of a list drawn by its length is below 900.
  static let lengthList = Challenge(
    "length list", mark: Mark(share: 100, executions: 88.9),
    Property(
      "length list",
      generator: Generator<[Int]> { source in
        let count = source.integer(in: 1...100)
        return (0..<count).map { _ in source.integer(in: 0...1000) }
      }
    ) { list in list.allSatisfy { $0 < 900 } },
    isSmallest: { $0 == [900] })

  /// A list of indices into itself has no cycle of length two.
  static let coupling = Challenge(
    "coupling", mark: Mark(share: 23, executions: 42.5),
    Property(
      "coupling",
      generator: Generator<[Int]>.array(of: .integer(in: 0...10), count: 0...20)
        .filter(attempts: 1) { list in list.allSatisfy { $0 < list.count } }
    ) { list in
      !list.indices.contains { list[$0] != $0 && list[list[$0]] == $0 }
    },
    isSmallest: { $0 == [1, 0] })

  /// Removing an element leaves none of the same value.
  static let deletion = Challenge(
    "deletion", mark: Mark(share: 100, executions: 10.4),
    Property(
      "deletion",
      generator: Generator<([Int], Int)> { source in
        let list = integerList.draw(from: &source)
        let index = source.integer(in: 0...10)
        source.assume(index < list.count)
        return (list, index)
      }
    ) { list, index in
      var rest = list
      rest.remove(at: rest.firstIndex(of: list[index])!)
      return !rest.contains(list[index])
    },
    isSmallest: { $0 == ([0, 0], 0) })

  /// A list has no three different elements.
  static let distinct = Challenge(
    "distinct", mark: Mark(share: 100, executions: 35),
    Property("distinct", generator: integerList) { list in Set(list).count < 3 },
    isSmallest: { $0 == [0, 1, -1] || $0 == [0, 1, 2] })

  /// A list of lists holds no more than ten elements.
  static let nestedLists = Challenge(
    "nested lists", mark: Mark(share: 100, executions: 141),
    Property("nested lists", generator: .array(of: integerList, count: 0...30)) { lists in
      lists.reduce(0) { $0 + $1.count } <= 10
    },
    isSmallest: { $0 == [Array(repeating: 0, count: 11)] })
}
