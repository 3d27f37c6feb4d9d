import PropertyTesting
import Transcripts

/// A way in which a rescorer's costs are spoiled: the other half of what mutants are made of.
package enum CostAlteration: Hashable, Sendable {
  case constant(Double)
  /// Noise up to this size is added, practically independent for each text.
  case noise(Double)
  /// Costs are nothing but noise.
  case random
  /// Each instance of the model adds different noise.
  case saltedNoise(Double)
  /// Each call adds different noise.
  case callNoise(Double)
  case flipped
  /// Costs are limited from above.
  case saturated(Double)
  /// Costs are limited from below.
  case floored(Double)
  case rounded(Double)
  case scaled(Double)
  case shifted(Double)
  /// An amount is added for each word.
  case perWord(Double)
  /// An amount is added for each byte.
  case perByte(Double)
  /// Added to texts of more words.
  case beyond(words: Int, Double)
  /// The cost of the empty text is replaced.
  case empty(Double)
  case perBlank(Double)
  case perCapital(Double)
  case perMark(Double)
  case perDigit(Double)
  case perNonASCII(Double)
  case perScalar(Double)
  /// Added for each place in the list.
  case perPlace(Double)
  /// Added for each list of the call.
  case perList(Double)
  /// Added for each text of the call.
  case perText(Double)
  /// Added for each word that the longest text of the call has more.
  case perPadding(Double)
  /// Added to every so-manieth text of a call.
  case everyText(Int, Double)
  /// Added in calls of more texts.
  case crowded(Int, Double)
  /// Added for each earlier copy in the list.
  case perCopy(Double)
  /// An amount is added for each earlier call.
  case perCall(Double)
  /// An amount is added in every n-th call.
  case everyCall(Int, Double)
  /// The list's least cost becomes 0.
  case relative
  /// The place in the list's ranking, by cost.
  case ranked
  /// NaN of texts with a word of this length that begins with a letter of the first half of the alphabet.
  case notANumber(Int)
  /// Infinite from so many words on.
  case infinite(Int)
  /// A cost too few in lists of more.
  case losesLast(Int)
  /// Two neighboring texts of a call have each other's costs.
  case swapped
  /// The texts of a call are put in order, and the costs are not put back.
  case sorted
  /// Added, of the mean cost of the call before.
  case previousCall(Double)
  /// What it said first of texts with the same number below this, as a hash makes it.
  case hashed(Int)
  /// What it said first of texts of as many words and bytes.
  case staleCache

  /// Whether it breaks a contract by its nature, whatever texts come.
  package var breaksContract: Bool {
    switch self {
    case .saltedNoise, .callNoise, .perPlace, .perList, .perText, .perPadding, .everyText, .crowded,
      .perCopy, .perCall, .everyCall, .infinite, .losesLast, .swapped, .sorted,
      .previousCall, .hashed:
      true
    case .constant, .noise, .random, .flipped, .saturated, .floored, .rounded, .scaled, .shifted,
      .perWord, .perByte, .beyond, .empty, .perBlank, .perCapital, .perMark, .perDigit,
      .perNonASCII, .perScalar, .relative, .ranked, .notANumber, .staleCache:
      false
    }
  }

  /// One drawn at random, of a strength that may matter to costs of a few nats.
  static func drawn(from source: inout ChoiceSource) -> CostAlteration {
    func count(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + source.index(below: range.count)
    }
    func size(_ sizes: Double...) -> Double {
      let size = sizes[source.index(below: sizes.count)]
      return source.boolean() ? -size : size
    }
    switch source.index(below: 36) {
    case 0: return .constant(size(1))
    case 1: return .noise(size(0.5, 2, 8))
    case 2: return .random
    case 3: return .saltedNoise(size(0.01, 1))
    case 4: return .callNoise(size(0.01, 1))
    case 5: return .flipped
    case 6: return .saturated(abs(size(0.5, 1, 2)))
    case 7: return .floored(abs(size(1, 2, 3)))
    case 8: return .rounded(abs(size(0.5, 1, 4)))
    case 9: return .scaled(size(1e-9, 1e12, 1e200))
    case 10: return .shifted(size(1e10, 1e13))
    case 11: return .perWord(size(0.3, 1, 5))
    case 12: return .perByte(size(0.05, 0.3, 1))
    case 13: return .beyond(words: count(4...40), size(100, 1e4))
    case 14: return .empty(-abs(size(100, 1e4)))
    case 15: return .perBlank(size(0.5, 2))
    case 16: return .perCapital(size(0.1, 1))
    case 17: return .perMark(size(30, 100))
    case 18: return .perDigit(size(30, 100))
    case 19: return .perNonASCII(size(30, 100))
    case 20: return .perScalar(size(0.05, 0.5))
    case 21: return .perPlace(size(0.01, 0.5))
    case 22: return .perList(size(0.001, 0.1))
    case 23: return .perText(size(0.001, 0.1))
    case 24: return .perPadding(size(0.001, 0.1))
    case 25: return .everyText(count(8...120), size(0.1, 2))
    case 26: return .crowded(count(6...200), size(0.1, 2))
    case 27: return .perCopy(size(0.1, 1))
    case 28: return .perCall(size(0.001, 0.1))
    case 29: return .everyCall(count(2...9), size(0.1, 2))
    case 30: return .relative
    case 31: return .ranked
    case 32: return .notANumber(count(3...5))
    case 33: return .infinite(count(8...100))
    case 34: return .losesLast(count(1...40))
    default: return .staleCache
    }
  }
}
