/// An option of a format, which stands between its name and the colon: `kaldi-nbest,lmwt=12:PATH`.
public struct CorpusFormatOption: Hashable, Sendable {
  /// The name before the equals sign.
  public let name: String
  /// What can stand behind it, in words that can follow "expected": `a number above 0`.
  public let expected: String
  /// What it does, in a line.
  public let help: String

  public init(_ name: String, expected: String, help: String) {
    self.name = name
    self.expected = expected
    self.help = help
  }
}
