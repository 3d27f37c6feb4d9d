import Artifacts

/// The sentences of a text file, for training.
public enum Sentences {
  /// All sentences, in ``SpokenForm``, of a plain or gzip text with one paragraph a line.
  public static func read(_ path: String) throws(ModelFileError) -> [String] {
    var sentences: [String] = []
    for paragraph in Paragraphs(try TextLines.paragraphs(ofFileAt: path)) {
      sentences += SentenceSplitter.sentences(of: paragraph)
    }
    return sentences
  }
}
