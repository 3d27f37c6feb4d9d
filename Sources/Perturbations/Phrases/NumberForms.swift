/// Numbers as words and as digits: "twenty three" and "23".
package enum NumberForms {
  /// Confuses one form with the other; whole numbers below a million, English words.
  package static func confuser() -> some PhraseConfuser {
    ConfusionFunction(longestPhrase: 7) { phrase in
      if let number = value(ofWords: phrase) { return PhraseAlternatives([.init(String(number))]) }
      guard let number = Int(phrase), phrase.allSatisfy(\.isASCII), String(number) == phrase,
        let words = words(for: number)
      else { return nil }
      return PhraseAlternatives([.init(words)])
    }
  }

  /// "twenty three" for 23; nil beyond 999,999 or below 0.
  package static func words(for number: Int) -> String? {
    guard (0..<1_000_000).contains(number) else { return nil }
    if number < 20 { return small[number] }
    if number < 100 {
      let rest = number % 10
      return tens[number / 10] + (rest == 0 ? "" : " " + small[rest])
    }
    let (size, name) = number < 1000 ? (100, "hundred") : (1000, "thousand")
    guard let head = words(for: number / size) else { return nil }
    let rest = number % size
    return head + " " + name + (rest == 0 ? "" : " " + (words(for: rest) ?? ""))
  }

  /// 23 for "twenty three"; nil if the phrase is no number as ``words(for:)`` says it.
  ///
  /// An "and" behind "hundred" is understood.
  package static func value(ofWords phrase: String) -> Int? {
    let spoken = phrase.spacedWords
    guard let first = spoken.first, spoken.last != "and", numerals[first] != nil else { return nil }
    var total = 0
    var current = 0
    for word in spoken {
      switch word {
      case "and": guard current % 100 == 0, current > 0 else { return nil }
      case "hundred":
        guard (1...9).contains(current) else { return nil }
        current *= 100
      case "thousand":
        guard current > 0, total == 0 else { return nil }
        total = current * 1000
        current = 0
      default:
        guard let value = numerals[word] else { return nil }
        let fits = current % 100 == 0 || (value < 10 && value > 0 && current % 100 >= 20)
        guard fits, current % 10 == 0, current == 0 || value > 0 else { return nil }
        current += value
      }
    }
    let number = total + current
    let plain = spoken.filter { $0 != "and" }.joined(separator: " ")
    return words(for: number) == plain ? number : nil
  }

  private static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
  ]
  private static let tens = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
  private static let numerals: [String: Int] = {
    var numerals: [String: Int] = [:]
    for (value, word) in small.enumerated() { numerals[word] = value }
    for (value, word) in tens.enumerated() where !word.isEmpty { numerals[word] = value * 10 }
    return numerals
  }()
}
