/// Learns a WordPiece vocabulary from word counts, by merging the most frequent neighboring pieces.
///
/// Merging by frequency is how Hugging Face's trainer does it too; Schuster & Nakajima (ICASSP 2012)
/// merge by likelihood. Equal counts go to the merge whose pieces were made earlier, so the same
/// counts give the same vocabulary.
public struct WordPieceTrainer: Sendable {
  /// How many pieces to end with, special tokens and single characters included.
  public let size: Int
  /// Pairs rarer than this are not merged, even if the vocabulary stays smaller.
  public let minimumCount: Int
  /// The largest number of different characters that become pieces, most frequent first.
  public let alphabetLimit: Int

  public init(size: Int, minimumCount: Int = 2, alphabetLimit: Int = 200) {
    self.size = size
    self.minimumCount = minimumCount
    self.alphabetLimit = alphabetLimit
  }

  /// The vocabulary for `counts`: words as the basic tokenizer gives them, and how often each occurs.
  ///
  /// All printable ASCII characters are pieces, seen or not, so that no ASCII word is unknown.
  public func train(on counts: [String: Int]) throws(ModelFileError) -> WordPieceVocabulary {
    let words = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    var pieces = WordPieceVocabulary.specials
    let alphabet = self.alphabet(of: words)
    var index: [String: Int32] = [:]
    func piece(_ text: String) -> Int32 {
      if let known = index[text] { return known }
      index[text] = Int32(pieces.count)
      pieces.append(text)
      return Int32(pieces.count - 1)
    }
    for character in alphabet { _ = piece(String(character)) }
    for character in alphabet { _ = piece("##" + String(character)) }
    let known = Set(alphabet)
    var merges = PieceMerges()
    for (word, count) in words where word.unicodeScalars.allSatisfy(known.contains) {
      let symbols = word.unicodeScalars.enumerated().map { position, scalar in
        piece((position == 0 ? "" : "##") + String(scalar))
      }
      merges.add(symbols, count: count)
    }
    while pieces.count < size, let pair = merges.mostFrequent(minimum: minimumCount) {
      let merged = pieces[Int(pair.left)] + pieces[Int(pair.right)].dropFirst(2)
      merges.merge(pair, into: piece(merged))
    }
    return try WordPieceVocabulary(pieces: pieces)
  }

  private func alphabet(of words: [(key: String, value: Int)]) -> [Unicode.Scalar] {
    var counts: [Unicode.Scalar: Int] = [:]
    for (word, count) in words {
      for scalar in word.unicodeScalars { counts[scalar, default: 0] += count }
    }
    let ascii = (33...126).map { Unicode.Scalar(UInt8($0)) }
      .filter { !("A"..."Z").contains($0) }
    let rest = counts.filter { !$0.key.isASCII && $0.value >= minimumCount }
      .sorted { ($0.value, $1.key.value) > ($1.value, $0.key.value) }
      .prefix(max(0, alphabetLimit - ascii.count)).map(\.key)
    return (ascii + rest).sorted { $0.value < $1.value }
  }
}
