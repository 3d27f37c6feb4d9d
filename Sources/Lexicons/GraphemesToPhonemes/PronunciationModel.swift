import Artifacts
package import Foundation
public import Transcripts

/// Predicts the pronunciations of words that a lexicon lacks from the words that it has: a
/// joint-sequence model.
///
/// Letters and phones are aligned into graphones, an n-gram predicts which graphone follows which,
/// and a beam search over the ways to segment a word's letters finds its pronunciations (Bisani and
/// Ney 2008, "Joint-sequence models for grapheme-to-phoneme conversion"). Stress is left out, since
/// homophones ignore it.
///
/// ```swift
/// let model = try BundledLexicon.pronunciationModel()
/// model.pronunciations(of: "blorptastic", limit: 2).map(\.description)
/// ```
public struct PronunciationModel: Sendable {
  /// A possible pronunciation of a word.
  public struct Guess: Hashable, Sendable, CustomStringConvertible {
    /// The phones' symbols in the model's lexicon, without stress.
    public let phones: [String]
    /// The pronunciation's share of the probability of all pronunciations that the search found.
    public let probability: Double

    /// The phones, separated by spaces.
    public var description: String { phones.joined(separator: " ") }
  }

  /// The name of the lexicon that the model was learned from.
  public let name: String
  /// The digest of that lexicon.
  public let lexicon: Digest
  /// The digest of the model's file, decompressed.
  public let digest: Digest
  /// The largest number of graphones in an n-gram.
  public let order: Int
  /// The number of n-grams.
  public let ngramCount: Int
  /// The symbols of the phones that the model can predict.
  public let phones: [String]
  private let decoder: GraphoneDecoder
  private let numbers: [Unicode.Scalar: UInt16]
  /// The model's file, decompressed.
  package let data: Data

  init(_ parts: PronunciationModelParts, data: Data) {
    name = parts.name
    lexicon = parts.lexicon
    digest = .sha256(of: data)
    self.data = data
    order = parts.levels.levels.count
    ngramCount = parts.levels.levels.reduce(0) { $0 + $1.tokens.count }
    phones = parts.phones
    decoder = GraphoneDecoder(
      parts.levels.automaton, graphones: parts.graphones, letterCount: parts.letters.count)
    numbers = Dictionary(
      uniqueKeysWithValues: parts.letters.enumerated().map { ($1, UInt16($0)) })
  }

  /// The pronunciations of a word, most likely first; empty for a word with a letter that the
  /// lexicon never uses.
  ///
  /// - Parameters:
  ///   - word: the word, written as `TextNormalizer` writes words.
  ///   - limit: the largest number of pronunciations. A larger limit widens the search.
  public func pronunciations(of word: String, limit: Int = 1) -> [Guess] {
    guard let letters = numbered(word), !letters.isEmpty else { return [] }
    var search = GraphoneDecoder.Search()
    if limit > 1 {
      search.width = max(48, min(4 * limit, 1_000))
      search.depth = 12
    }
    return decoder.pronunciations(of: letters, search).prefix(limit).map { found in
      Guess(
        phones: found.phones.map { phones[Int($0)] }, probability: Double(exp(found.weight)))
    }
  }

  /// The letters of a word as numbers. A letter that the lexicon never uses is replaced by the same
  /// letter without its marks if the lexicon uses that one.
  private func numbered(_ word: String) -> [UInt16]? {
    var found: [UInt16] = []
    for letter in Self.letters(of: word) {
      if let number = numbers[letter] {
        found.append(number)
        continue
      }
      let bare = String(letter).decomposedStringWithCanonicalMapping.unicodeScalars.first
      guard let bare, bare != letter, let number = numbers[bare] else { return nil }
      found.append(number)
    }
    return found
  }

  /// The letters of a word: its code points, with Hangul syllables decomposed.
  static func letters(of word: String) -> [Unicode.Scalar] {
    var found: [Unicode.Scalar] = []
    for scalar in word.unicodeScalars {
      if (0xAC00...0xD7A3).contains(scalar.value) {
        found += String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
      } else {
        found.append(scalar)
      }
    }
    return found
  }
}

/// The contents of a model's file.
struct PronunciationModelParts: Sendable {
  var name: String
  var lexicon: Digest
  var letters: [Unicode.Scalar]
  var phones: [String]
  /// The graphones in ascending order.
  var graphones: [Graphone]
  var levels: GraphoneLevels
}
