import Artifacts
import Foundation
public import Transcripts

/// How words sound that a lexicon lacks, learned from the words that it has: a joint-sequence model.
///
/// Letters and phones are aligned into graphones, an n-gram says which graphone follows which, and a word is said by
/// a beam search over the ways to part its letters (Bisani and Ney 2008, "Joint-sequence models for
/// grapheme-to-phoneme conversion"). Stress is left out, as homophones don't look at it.
///
/// ```swift
/// let model = try BundledLexicon.pronunciationModel()
/// model.pronunciations(of: "blorptastic", limit: 2).map(\.description)
/// ```
public struct PronunciationModel: Sendable {
  /// One way of saying a word.
  public struct Guess: Hashable, Sendable, CustomStringConvertible {
    /// The phones' symbols in the model's lexicon, without stress.
    public let phones: [String]
    /// Its share of the probability of all ways that the search found.
    public let probability: Double

    /// The phones with spaces between.
    public var description: String { phones.joined(separator: " ") }
  }

  /// The name of the lexicon that it was learned from.
  public let name: String
  /// The digest of that lexicon.
  public let lexicon: Digest
  /// Of the model's file, decompressed.
  public let digest: Digest
  /// The most graphones of an n-gram.
  public let order: Int
  /// The number of n-grams.
  public let ngramCount: Int
  /// The symbols of the phones that it may say.
  public let phones: [String]
  private let decoder: GraphoneDecoder
  private let numbers: [Unicode.Scalar: UInt16]
  /// The model's file, decompressed.
  let data: Data

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

  /// The pronunciations of a word, the likeliest first; none for a word with a letter that the lexicon never uses.
  ///
  /// - Parameters:
  ///   - word: as `TextNormalizer` writes it.
  ///   - limit: how many at most. The more, the wider the search.
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

  /// A word's letters as numbers; a letter that the lexicon never uses counts without its marks, if it uses that one.
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

  /// The letters of a word: its code points, with the syllables of Hangul taken apart.
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

/// What a model's file holds.
struct PronunciationModelParts: Sendable {
  var name: String
  var lexicon: Digest
  var letters: [Unicode.Scalar]
  var phones: [String]
  /// Ascending.
  var graphones: [Graphone]
  var levels: GraphoneLevels
}
