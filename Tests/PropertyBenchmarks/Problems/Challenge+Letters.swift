import PropertyTesting

// Texts over small letters, or digits.
extension Challenge {
  static let vowel = text("vowel", mark: .vowel, 0...10, smallest: ["e"]) { text in
    text.contains { "eiou".contains($0) }
  }

  static let threeLetters = text(
    "three letters", mark: .threeLetters, 0...20, smallest: ["abc"]
  ) { Set($0).count >= 3 }

  static let digits = text("digits", mark: .digits, of: .digits, 0...8, smallest: ["256"]) {
    $0.first != "0" && Int($0) ?? 0 >= 256
  }

  static let notItsReverse = text(
    "not its reverse", mark: .notItsReverse, 0...20, smallest: ["aab", "abb"]
  ) { $0.count >= 3 && $0 != String($0.reversed()) }

  static let twoTexts = Challenge(
    "two texts", mark: .twoTexts,
    Property(
      "two texts",
      generator: tuples(
        of: Generator<String>.text(of: .lowercase, count: 0...8),
        Generator<String>.text(of: .lowercase, count: 0...8))
    ) { first, second in !(first.count == second.count && first.count >= 3 && first < second) },
    isSmallest: { $0 == ("aaa", "aab") })

  private static func text(
    _ name: String, mark: Mark, of alphabet: Alphabet = .lowercase, _ count: ClosedRange<Int>,
    smallest: [String], fails: @escaping @Sendable (String) -> Bool
  ) -> Challenge {
    Challenge(
      name, mark: mark,
      Property(name, generator: .text(of: alphabet, count: count)) { !fails($0) },
      isSmallest: { smallest.contains($0) })
  }
}
