/// How often a model's pronunciations differ from a lexicon's.
///
/// Stress is ignored, and any pronunciation in the lexicon counts as right.
public struct PronunciationErrors: Hashable, Sendable {
  /// The number of words that the model pronounced.
  public private(set) var words = 0
  /// The number of words whose most likely pronunciation is not in the lexicon.
  public private(set) var wrongWords = 0
  /// The number of phones in the closest pronunciation of each word in the lexicon, summed over the
  /// words.
  public private(set) var phones = 0
  /// The number of inserted, deleted and substituted phones.
  public private(set) var wrongPhones = 0

  /// The share of words pronounced wrong.
  public var wordErrorRate: Double { words == 0 ? 0 : Double(wrongWords) / Double(words) }
  /// Phone errors divided by the number of phones in the lexicon's pronunciations.
  public var phoneErrorRate: Double { phones == 0 ? 0 : Double(wrongPhones) / Double(phones) }

  /// Measures a model on the words of a lexicon for which `isAsked` returns true.
  public init(
    of model: PronunciationModel, on lexicon: Lexicon, where isAsked: (String) -> Bool
  ) {
    for id in 0..<lexicon.wordCount {
      let word = lexicon.word(id)
      guard isAsked(word) else { continue }
      let right = lexicon.pronunciations(of: word).map { pronunciation in
        pronunciation.phones.map {
          lexicon.inventory.symbol(of: lexicon.inventory.withoutStress($0))
        }
      }
      let said = model.pronunciations(of: word).first?.phones ?? []
      let closest = right.map { (edits: Self.edits($0, said), length: $0.count) }
        .min { ($0.edits, $0.length) < ($1.edits, $1.length) }!
      words += 1
      phones += closest.length
      wrongPhones += closest.edits
      if closest.edits > 0 { wrongWords += 1 }
    }
  }

  /// The smallest number of insertions, deletions and substitutions between two pronunciations.
  private static func edits(_ first: [String], _ second: [String]) -> Int {
    var row = Array(0...second.count)
    for (line, symbol) in first.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in second.indices {
        let replaced = diagonal + (symbol == second[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[second.count]
  }
}
