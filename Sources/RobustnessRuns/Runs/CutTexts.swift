public import Rescoring
import Transcripts

/// Texts of a corpus that are longer than a model reads: their ends count for nothing.
public struct CutTexts: Hashable, Sendable, Codable {
  /// Hypotheses and references that are cut.
  public let texts: Int
  /// Lists that hold one of them.
  public let lists: Int
  /// Lists in which the model reads different hypotheses as the same text.
  public let indistinctLists: Int
  /// The place of the first of these texts: "line 7, u-7".
  public let first: String

  package init(texts: Int, lists: Int, indistinctLists: Int, first: String) {
    self.texts = texts
    self.lists = lists
    self.indistinctLists = indistinctLists
    self.first = first
  }

  /// Counts what `model` cuts; nil if it reads everything.
  public init?(of model: any RescoringModel, in prepared: PreparedCorpus) {
    var (texts, lists, indistinctLists) = (0, 0, 0)
    var first: Int?
    for (index, utterance) in prepared.utterances.enumerated() {
      let distinct = Set(utterance.nBest.texts)
      let parts = distinct.compactMap(model.readPart)
      let references = distinct.contains(utterance.reference) ? [] : [utterance.reference]
      let count = parts.count + references.count { model.readPart(of: $0) != nil }
      guard count > 0 else { continue }
      texts += count
      lists += 1
      if Set(parts).count < parts.count { indistinctLists += 1 }
      if first == nil { first = index }
    }
    guard let first else { return nil }
    self.init(
      texts: texts, lists: lists, indistinctLists: indistinctLists,
      first: prepared.corpus.place(of: first).description)
  }

  /// A clause such as "reads only the beginning of 14 texts in 3 lists (first: line 7, u-7)".
  public var description: String {
    var text =
      "reads only the beginning of \(texts) \(texts == 1 ? "text" : "texts") in \(lists) "
      + "\(lists == 1 ? "list" : "lists") (first: \(first))"
    if indistinctLists > 0 {
      text +=
        "; in \(indistinctLists) of them it can't tell some hypotheses apart, so their ranks decide"
    }
    return text
  }
}
