import PropertyTesting
import Transcripts

/// A way in which a rescorer reads something else than the text it was given: half of what mutants are made of.
package enum TextAlteration: Hashable, Sendable {
  /// Only the first words are read.
  case cutAfter(Int)
  /// Only the last words are read.
  case cutBefore(Int)
  /// The middle of a long text is left out: so many words at each end are read.
  case leavesOutMiddle(Int)
  /// The text is cut after this many bytes.
  case cutBytes(Int)
  case ignoresFirst
  case ignoresLast
  /// The word at this place, from 0.
  case ignoresPlace(Int)
  /// Every n-th word is ignored.
  case ignoresEvery(Int)
  /// A word like the one before it.
  case collapsesRepeats
  /// Every word that was there before.
  case readsEachWordOnce
  /// Words of at most so many letters.
  case ignoresShort(Int)
  /// Words of at least so many letters.
  case ignoresLong(Int)
  case ignoresDigits
  case ignoresNonASCII
  /// The commonest words of English.
  case ignoresStopWords
  /// Each word is cut after this many letters.
  case cutsWords(Int)
  case ignoresVowels
  case ignoresOrder
  /// What stands behind the first word that ends with a comma.
  case ignoresBehindComma
  case ignoresWord(String)
  /// Words between a numbered and the last are joined: blanks are not seen.
  case ignoresBlanks

  private static let stopWords: Set<String> = [
    "the", "a", "to", "of", "in", "is", "it", "you", "i",
  ]

  /// The words that are read in place of these.
  func apply(to words: [String]) -> [String] {
    switch self {
    case .cutAfter(let count): Array(words.prefix(count))
    case .cutBefore(let count): Array(words.suffix(count))
    case .leavesOutMiddle(let count):
      words.count <= 2 * count ? words : Array(words.prefix(count) + words.suffix(count))
    case .cutBytes(let count):
      String(decoding: words.joined(separator: " ").utf8.prefix(count), as: UTF8.self)
        .split(separator: " ").map(String.init)
    case .ignoresFirst: Array(words.dropFirst())
    case .ignoresLast: Array(words.dropLast())
    case .ignoresPlace(let place): words.enumerated().filter { $0.offset != place }.map(\.element)
    case .ignoresEvery(let count):
      words.enumerated().filter { ($0.offset + 1) % count != 0 }.map(\.element)
    case .collapsesRepeats:
      words.indices.filter { $0 == 0 || words[$0] != words[$0 - 1] }.map { words[$0] }
    case .readsEachWordOnce:
      words.indices.filter { !words[..<$0].contains(words[$0]) }.map { words[$0] }
    case .ignoresShort(let count): words.filter { $0.count > count }
    case .ignoresLong(let count): words.filter { $0.count < count }
    case .ignoresDigits: words.filter { !$0.contains(where: \.isNumber) }
    case .ignoresNonASCII: words.filter { $0.allSatisfy(\.isASCII) }
    case .ignoresStopWords: words.filter { !Self.stopWords.contains($0) }
    case .cutsWords(let count): words.map { String($0.prefix(count)) }
    case .ignoresVowels: words.map { $0.filter { !"aeiou".contains($0) } }.filter { !$0.isEmpty }
    case .ignoresOrder: words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    case .ignoresBehindComma:
      Array(words.prefix((words.firstIndex { $0.hasSuffix(",") } ?? words.count) + 1))
    case .ignoresWord(let word): words.filter { $0 != word }
    case .ignoresBlanks: words.isEmpty ? [] : [words.joined()]
    }
  }

  /// Whether a word that a model knows doesn't count, somewhere within the lengths that are examined.
  package var breaksContract: Bool {
    switch self {
    case .cutAfter, .cutBefore, .leavesOutMiddle, .cutBytes, .ignoresFirst, .ignoresLast,
      .ignoresPlace, .ignoresEvery, .collapsesRepeats, .readsEachWordOnce, .ignoresShort,
      .ignoresDigits, .ignoresNonASCII, .ignoresStopWords, .ignoresBehindComma, .cutsWords:
      true
    // A single word and long words may not occur, and a model may know neither vowels nor blanks of its language.
    case .ignoresWord, .ignoresLong, .ignoresVowels, .ignoresOrder, .ignoresBlanks:
      false
    }
  }

  /// One drawn at random, with a strength that shows in texts of a few hundred words.
  static func drawn(from source: inout ChoiceSource) -> TextAlteration {
    func count(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + source.index(below: range.count)
    }
    switch source.index(below: 19) {
    case 0: return .cutAfter(count(3...60))
    case 1: return .cutBefore(count(3...60))
    case 2: return .leavesOutMiddle(count(3...12))
    case 3: return .cutBytes(count(16...300))
    case 4: return .ignoresFirst
    case 5: return .ignoresLast
    case 6: return .ignoresPlace(count(1...9))
    case 7: return .ignoresEvery(count(2...7))
    case 8: return .collapsesRepeats
    case 9: return .readsEachWordOnce
    case 10: return .ignoresShort(count(1...4))
    case 11: return .ignoresLong(count(5...9))
    case 12: return .ignoresDigits
    case 13: return .ignoresNonASCII
    case 14: return .ignoresStopWords
    case 15: return .cutsWords(count(1...4))
    case 16: return .ignoresVowels
    case 17: return .ignoresOrder
    default: return .ignoresBlanks
    }
  }
}
