/// Cuts a paragraph of written English into sentences in ``SpokenForm``.
///
/// A sentence ends at ".", "!" or "?" unless the word before is a usual abbreviation or an initial.
/// Mistakes cost little: the sentences train a language model, they are not shown to anybody.
public enum SentenceSplitter {
  private static let abbreviations: Set<[UInt8]> = Set(
    [
      "mr", "mrs", "ms", "dr", "st", "jr", "sr", "esq", "co", "capt", "col", "gen", "rev", "hon",
      "prof", "lieut", "sergt", "messrs", "mme", "mlle", "vol", "viz",
    ].map { Array($0.utf8) })

  /// The non-empty sentences of `paragraph`, in order.
  public static func sentences(of paragraph: String) -> [String] {
    var sentences: [String] = []
    var builder = SpokenFormBuilder()
    for scalar in paragraph.unicodeScalars {
      let ends = scalar == "." || scalar == "!" || scalar == "?" || scalar == "\u{2026}"
      if ends, !builder.isEmpty {
        let word = builder.lastWord
        let isInitial = word.count == 1 && word.first != UInt8(ascii: "i")
        if scalar != "." || !(isInitial || abbreviations.contains(Array(word))) {
          sentences.append(builder.finish())
          continue
        }
      }
      builder.append(scalar)
    }
    let rest = builder.finish()
    if !rest.isEmpty { sentences.append(rest) }
    return sentences.filter { !$0.isEmpty }
  }
}
