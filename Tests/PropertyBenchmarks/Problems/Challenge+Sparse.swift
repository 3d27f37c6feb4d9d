import PropertyTesting

// Few values fail, and those between them hold.
extension Challenge {
  static let hundreds = integer("hundreds", mark: .hundreds, 0...10_000, smallest: 5000) {
    $0 >= 5000 && $0 % 100 == 0
  }

  static let wideHundreds = integer(
    "hundreds of a wide range", mark: .wideHundreds, 0...1_000_000, smallest: 5000
  ) { $0 >= 5000 && $0 % 100 == 0 }

  static let filterOfOnePercent = Challenge(
    "filter of 1 %", mark: .filter,
    Property(
      "filter of 1 %",
      generator: Generator<Int>.integer(in: 0...10_000).filter { $0 % 100 == 7 }
    ) { $0 < 5000 },
    isSmallest: { $0 == 5007 })

  static let filteredElements = Challenge(
    "filtered elements", mark: .filteredElements,
    Property(
      "filtered elements",
      generator: .array(
        of: Generator<Int>.integer(in: 0...1000).filter { $0 % 10 == 3 }, count: 0...8)
    ) { numbers in numbers.allSatisfy { $0 < 500 } },
    isSmallest: { $0 == [503] })

  static let prime = integer("prime", mark: .prime, 0...100_000, smallest: 1009) { number in
    number >= 1000
      && !(2...).prefix { $0 * $0 <= number }.contains { number.isMultiple(of: $0) }
  }

  static let negativeMultiple = integer(
    "negative multiple of seven", mark: .negative, -10_000...10_000, smallest: -504
  ) { $0 <= -500 && $0 % 7 == 0 }

  static let powerOfTwo = integer("power of two", mark: .power, 0...(1 << 20), smallest: 1024) {
    $0 >= 1000 && $0.nonzeroBitCount == 1
  }

  static let fiveBits = integer("five bits", mark: .bits, 0...(1 << 32 - 1), smallest: 31) {
    $0.nonzeroBitCount >= 5
  }

  static let palindrome = integer("palindrome", mark: .palindrome, 0...99_999, smallest: 1001) {
    $0 >= 1000 && String($0) == String(String($0).reversed())
  }

  static let leapDay = Challenge(
    "leap day", mark: .leapDay,
    Property(
      "leap day",
      generator: tuples(
        of: Generator<Int>.integer(in: 1970...2100), Generator<Int>.integer(in: 1...12),
        Generator<Int>.integer(in: 1...31))
    ) { year, month, day in !(year % 4 == 0 && month == 2 && day == 29) },
    isSmallest: { $0 == (1972, 2, 29) })

  static let commonDivisor = Challenge(
    "common divisor", mark: .divisor,
    Property(
      "common divisor",
      generator: tuples(
        of: Generator<Int>.integer(in: 1...1000), Generator<Int>.integer(in: 1...1000))
    ) { first, second in
      var (a, b) = (first, second)
      while b != 0 { (a, b) = (b, a % b) }
      return first == second || a < 10
    },
    isSmallest: { $0 == (10, 20) })

  static let multipleInList = Challenge(
    "multiple in a list", mark: .multipleInList,
    Property(
      "multiple in a list", generator: .array(of: .integer(in: 0...1000), count: 0...8)
    ) { numbers in numbers.count < 2 || numbers.allSatisfy { $0 < 225 || $0 % 50 != 0 } },
    isSmallest: { $0 == [0, 250] })

  private static func integer(
    _ name: String, mark: Mark, _ range: ClosedRange<Int>, smallest: Int,
    fails: @escaping @Sendable (Int) -> Bool
  ) -> Challenge {
    Challenge(
      name, mark: mark, Property(name, generator: .integer(in: range)) { !fails($0) },
      isSmallest: { $0 == smallest })
  }
}
