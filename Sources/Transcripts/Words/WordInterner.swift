/// Gives each different word a number, so that alignment compares numbers.
public struct WordInterner: Sendable {
  private var numbers: [String: UInt32] = [:]
  /// The words by number.
  public private(set) var words: [String] = []

  public init() {}

  /// The word's number: the same each time, counted from 0 in order of first sight.
  public mutating func intern(_ word: String) -> UInt32 {
    if let number = numbers[word] { return number }
    let number = UInt32(words.count)
    numbers[word] = number
    words.append(word)
    return number
  }

  /// The numbers of `words`.
  public mutating func intern(_ words: [String]) -> [UInt32] {
    words.map { intern($0) }
  }
}
