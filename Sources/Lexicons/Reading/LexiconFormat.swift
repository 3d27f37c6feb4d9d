/// The format of a lexicon file.
public enum LexiconFormat: String, Hashable, Sendable, Codable, CaseIterable {
  /// CMUdict: `word PH1 PH2`, variants as `word(2)`, comments from `#` (or lines with `;;;`),
  /// phones in ARPABET.
  case cmudict
  /// Kaldi's `lexicon.txt`: `WORD PH1 PH2`, variants as repeated lines, any phone symbols.
  case kaldi
  /// Kaldi's `lexiconp.txt`: `WORD probability PH1 PH2`.
  case kaldiProbabilities = "kaldi-probabilities"
  /// The Montreal Forced Aligner's dictionaries: `word<TAB>PH1 PH2`, optionally with one column
  /// between them for the probability, or four for the probability and the effects on silence;
  /// phones in the IPA or ARPABET. In a line without tabs, spaces separate the columns.
  case mfa
  /// WikiPron: `word<TAB>p h o n e s`, in the IPA.
  case wikipron
  /// ipa-dict: `word<TAB>/phones/, /phones/` or `word<TAB>/phones, phones/`, in the IPA, without
  /// spaces between phones.
  case ipaDict = "ipa-dict"
  /// Britfone: `WORD, p h o n e s` with variants as `WORD(2)`, in the IPA.
  case britfone

  /// Whether columns are separated by something other than white space, so that a word may contain
  /// spaces.
  var hasColumns: Bool {
    switch self {
    case .cmudict, .kaldi, .kaldiProbabilities: false
    case .mfa, .wikipron, .ipaDict, .britfone: true
    }
  }

  /// The inventory that the numbering of phones starts with.
  var inventory: PhoneInventory {
    switch self {
    case .cmudict, .kaldi, .kaldiProbabilities, .mfa: .arpabet
    case .wikipron, .ipaDict, .britfone: .empty
    }
  }
}
