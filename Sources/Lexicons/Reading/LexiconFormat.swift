/// How a lexicon file is written.
public enum LexiconFormat: String, Hashable, Sendable, Codable, CaseIterable {
  /// `word PH1 PH2`, variants as `word(2)`, comments from `#` (or lines with `;;;`), phones in
  /// ARPABET.
  case cmudict
  /// Kaldi's `lexicon.txt`: `WORD PH1 PH2`, variants as repeated lines, any phone symbols.
  case kaldi
  /// Kaldi's `lexiconp.txt`: `WORD probability PH1 PH2`.
  case kaldiProbabilities = "kaldi-probabilities"
}
