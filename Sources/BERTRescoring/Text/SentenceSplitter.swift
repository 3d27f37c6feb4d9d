import Foundation

/// Cuts a paragraph of written English into sentences.
///
/// A sentence ends at ".", "!" or "?" unless the word before is a usual abbreviation or an initial, or a letter or
/// digit follows at once ("12.50"). Mistakes cost little: the sentences train a language model, they are not shown to
/// anybody.
public enum SentenceSplitter {
  private static let abbreviations: Set<[UInt8]> = Set(
    [
      "mr", "mrs", "ms", "dr", "st", "jr", "sr", "esq", "co", "capt", "col", "gen", "rev", "hon",
      "prof", "lieut", "sergt", "messrs", "mme", "mlle", "vol", "viz",
    ].map { Array($0.utf8) })

  private static let ends: Set<Unicode.Scalar> = [".", "!", "?", "\u{2026}"]
  /// What may stand between the end of a sentence and the blank behind it.
  private static let closers: Set<Unicode.Scalar> = ends.union(["\"", "'", "”", "’", ")", "]", "»"])

  /// The non-empty sentences of `paragraph`, in order.
  ///
  /// - Parameters:
  ///   - paragraph: the text.
  ///   - form: ``TextForm/spoken``, or as they stand, with their punctuation and what closes them.
  public static func sentences(of paragraph: String, as form: TextForm = .spoken) -> [String] {
    var sentences: [String] = []
    var spoken = SpokenFormBuilder()
    let scalars = paragraph.unicodeScalars
    var start = scalars.startIndex
    var index = start
    func close(at end: String.Index) {
      let sentence = spoken.finish()
      if !sentence.isEmpty {
        sentences.append(
          form == .spoken
            ? sentence : String(scalars[start..<end]).trimmingCharacters(in: .whitespaces))
      }
      start = end
    }
    while index < scalars.endIndex {
      let scalar = scalars[index]
      index = scalars.index(after: index)
      guard ends.contains(scalar), !spoken.isEmpty, !isWithin(spoken, at: scalar, scalars[index...])
      else {
        spoken.append(scalar)
        continue
      }
      while index < scalars.endIndex, closers.contains(scalars[index]) {
        index = scalars.index(after: index)
      }
      close(at: index)
    }
    close(at: index)
    return sentences
  }

  /// Whether a mark that could end a sentence stands inside it.
  private static func isWithin(
    _ spoken: SpokenFormBuilder, at mark: Unicode.Scalar, _ rest: Substring.UnicodeScalarView
  ) -> Bool {
    if let next = rest.first, next.properties.isAlphabetic || next.properties.numericType != nil {
      return true
    }
    let word = spoken.lastWord
    let isInitial = word.count == 1 && word.first != UInt8(ascii: "i")
    return mark == "." && (isInitial || abbreviations.contains(Array(word)))
  }
}
