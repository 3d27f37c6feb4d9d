import Transcripts

/// Which words of a hypothesis a perturbation may change.
public enum WordTargets: Hashable, Sendable {
  /// Every word.
  case all
  /// Content words: all words that are not ``function`` words.
  case content
  /// Function words: articles, pronouns, prepositions, conjunctions and auxiliaries.
  case function
  /// The listed words, without case and punctuation; `names(in:)` lists names.
  case listed(Set<String>)
  /// Every word except the listed ones, in normalized form.
  case unlisted(Set<String>)
  /// The words at these positions, from 0; negative ones count from the end, −1 is the last.
  case positions(Set<Int>)

  /// Whether a word may be changed wherever it stands. With ``positions(_:)`` every word may.
  package func include(_ word: String) -> Bool {
    switch self {
    case .all, .positions: true
    case .content, .function, .listed, .unlisted: include(word, at: 0, of: 1)
    }
  }

  /// Whether a word may be changed, regardless of its case and punctuation.
  ///
  /// - Parameters:
  ///   - word: the word, normalized.
  ///   - position: its position, from 0.
  ///   - count: the number of words in the hypothesis.
  public func include(_ word: String, at position: Int, of count: Int) -> Bool {
    switch self {
    case .all: true
    case .content: !FunctionWords.english.contains(WordDress.key(of: word))
    case .function: FunctionWords.english.contains(WordDress.key(of: word))
    case .listed(let words): words.contains(word) || words.contains(WordDress.key(of: word))
    case .unlisted(let words): !words.contains(word) && !words.contains(WordDress.key(of: word))
    case .positions(let positions):
      positions.contains(position) || positions.contains(position - count)
    }
  }
}

extension WordTargets: Codable {
  private enum CodingKeys: String, CodingKey { case words, otherThan, positions }

  private enum Name: String, Codable { case all, content, function }

  /// Reads `"all"`, `"content"`, `"function"`, `{"words": ["weir"]}`, `{"otherThan": ["der"]}` or
  /// `{"positions": [-1]}`.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(Name.self) {
      switch name {
      case .all: self = .all
      case .content: self = .content
      case .function: self = .function
      }
      return
    }
    let values = try decoder.container(keyedBy: CodingKeys.self)
    if let words = try values.decodeIfPresent(Set<String>.self, forKey: .words) {
      self = .listed(words)
    } else if let words = try values.decodeIfPresent(Set<String>.self, forKey: .otherThan) {
      self = .unlisted(words)
    } else {
      self = .positions(try values.decode(Set<Int>.self, forKey: .positions))
    }
  }

  /// Writes words and positions in ascending order, so that equal targets have equal bytes.
  public func encode(to encoder: any Encoder) throws {
    func write(_ name: Name) throws {
      var value = encoder.singleValueContainer()
      try value.encode(name)
    }
    func write(_ words: Set<String>, _ key: CodingKeys) throws {
      var values = encoder.container(keyedBy: CodingKeys.self)
      try values.encode(words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, forKey: key)
    }
    switch self {
    case .all: try write(.all)
    case .content: try write(.content)
    case .function: try write(.function)
    case .listed(let words): try write(words, .words)
    case .unlisted(let words): try write(words, .otherThan)
    case .positions(let positions):
      var values = encoder.container(keyedBy: CodingKeys.self)
      try values.encode(positions.sorted(), forKey: .positions)
    }
  }
}

extension WordTargets: CustomStringConvertible {
  public var description: String {
    switch self {
    case .all: "all words"
    case .content: "content words"
    case .function: "function words"
    case .listed(let words): "\(words.count) listed words"
    case .unlisted(let words): "all but \(words.count) listed words"
    case .positions(let positions):
      "positions " + positions.sorted().map(String.init).joined(separator: ", ")
    }
  }
}
