/// How a lexicon file is written.
public enum LexiconFormat: String, Hashable, Sendable, Codable, CaseIterable {
  /// `word PH1 PH2`, variants as `word(2)`, comments from `#` (or lines with `;;;`), phones in
  /// ARPABET.
  case cmudict
  /// Kaldi's `lexicon.txt`: `WORD PH1 PH2`, variants as repeated lines, any phone symbols.
  case kaldi
  /// Kaldi's `lexiconp.txt`: `WORD probability PH1 PH2`.
  case kaldiProbabilities = "kaldi-probabilities"
  /// The Montreal Forced Aligner's dictionaries: `word<TAB>PH1 PH2`, between them one column with a
  /// probability, or four with it and what it does to silence; phones in the IPA or ARPABET. In a line without
  /// tabs spaces part the columns.
  case mfa
  /// WikiPron: `word<TAB>p h o n e s`, in the IPA.
  case wikipron
  /// ipa-dict: `word<TAB>/phones/, /phones/` or `word<TAB>/phones, phones/`, in the IPA and not parted.
  case ipaDict = "ipa-dict"
  /// Britfone: `WORD, p h o n e s` with variants as `WORD(2)`, in the IPA.
  case britfone

  /// Whether something but white space alone parts the columns, so that a word may hold spaces.
  var hasColumns: Bool {
    switch self {
    case .cmudict, .kaldi, .kaldiProbabilities: false
    case .mfa, .wikipron, .ipaDict, .britfone: true
    }
  }

  /// What its phones are numbered by.
  var inventory: PhoneInventory {
    switch self {
    case .cmudict, .kaldi, .kaldiProbabilities, .mfa: .arpabet
    case .wikipron, .ipaDict, .britfone: .empty
    }
  }
}
