import Foundation

/// Splits text into words and punctuation marks the way BERT's original basic tokenizer does.
///
/// In this order: control characters, U+0000 and U+FFFD go; whitespace becomes a break; every CJK
/// ideograph becomes a word of its own; accents are stripped (NFD, then combining marks dropped) and
/// letters lower-cased, if the model asks for that; every punctuation mark becomes a word of its own.
public struct BasicTokenizer: Hashable, Sendable {
  /// Whether letters are lower-cased ("uncased" models).
  public let lowercases: Bool
  /// Whether combining marks are dropped after canonical decomposition.
  public let stripsAccents: Bool
  /// Whether CJK ideographs are set apart.
  public let separatesIdeographs: Bool

  /// - Parameters:
  ///   - lowercases: whether letters become lower-case.
  ///   - stripsAccents: as `lowercases` if nil, as in Hugging Face's tokenizers.
  ///   - separatesIdeographs: whether each Chinese character is a word.
  public init(
    lowercases: Bool = true, stripsAccents: Bool? = nil, separatesIdeographs: Bool = true
  ) {
    self.lowercases = lowercases
    self.stripsAccents = stripsAccents ?? lowercases
    self.separatesIdeographs = separatesIdeographs
  }

  /// The words of `text`, in order.
  public func words(of text: String) -> [String] {
    var words: [String] = []
    forEachChunk(of: text) { chunk in
      words.append(contentsOf: self.words(ofChunk: chunk).map { String($0) })
    }
    return words
  }

  /// Calls `body` with each whitespace-separated chunk of the text, cleaned of control characters.
  ///
  /// Nothing that follows joins characters across a break, so a caller may cache by chunk.
  func forEachChunk(of text: String, _ body: (String.UnicodeScalarView) -> Void) {
    var chunk = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch CharacterClass(of: scalar) {
      case .dropped: continue
      case .whitespace:
        if !chunk.isEmpty {
          body(chunk)
          chunk = String.UnicodeScalarView()
        }
      case .punctuation, .other: chunk.append(scalar)
      }
    }
    if !chunk.isEmpty { body(chunk) }
  }

  /// The words of one chunk without whitespace.
  func words(ofChunk chunk: String.UnicodeScalarView) -> [String.UnicodeScalarView] {
    if chunk.allSatisfy(\.isASCII) { return split(lowercased(chunk)) }
    var words: [String.UnicodeScalarView] = []
    var run = String.UnicodeScalarView()
    func flush() {
      guard !run.isEmpty else { return }
      words.append(contentsOf: split(folded(run)))
      run = String.UnicodeScalarView()
    }
    for scalar in chunk {
      guard separatesIdeographs, CharacterClass.isIdeograph(scalar) else {
        run.append(scalar)
        continue
      }
      flush()
      words.append(contentsOf: split(folded(String.UnicodeScalarView([scalar]))))
    }
    flush()
    return words
  }

  private func folded(_ run: String.UnicodeScalarView) -> String.UnicodeScalarView {
    var run = run
    if stripsAccents {
      let decomposed = String(run).decomposedStringWithCanonicalMapping.unicodeScalars
      run = String.UnicodeScalarView(
        decomposed.filter { $0.properties.generalCategory != .nonspacingMark })
    }
    return lowercased(run)
  }

  /// Scalar by scalar, so without the rule for a sigma at the end of a word, as the original does.
  private func lowercased(_ run: String.UnicodeScalarView) -> String.UnicodeScalarView {
    guard lowercases else { return run }
    var result = String.UnicodeScalarView()
    for scalar in run {
      if scalar.isASCII {
        let isUpper = (65...90).contains(scalar.value)
        result.append(isUpper ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar)
      } else {
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return result
  }

  private func split(_ run: String.UnicodeScalarView) -> [String.UnicodeScalarView] {
    var words: [String.UnicodeScalarView] = []
    var word = String.UnicodeScalarView()
    for scalar in run {
      switch CharacterClass(of: scalar) {
      case .punctuation:
        if !word.isEmpty { words.append(word) }
        word = String.UnicodeScalarView()
        words.append(String.UnicodeScalarView([scalar]))
      case .whitespace:
        if !word.isEmpty { words.append(word) }
        word = String.UnicodeScalarView()
      case .dropped, .other: word.append(scalar)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
