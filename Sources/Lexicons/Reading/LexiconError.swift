public import Artifacts

/// What is wrong with a lexicon or frequency file, and where.
public enum LexiconError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is missing, unreadable or damaged.
  case file(ArtifactError)
  /// The file holds no entry.
  case empty(path: String)
  /// The line contains bytes that are not UTF-8.
  case notUTF8(path: String, line: Int)
  /// The line is empty in a format in which every line is an entry.
  case emptyLine(path: String, line: Int)
  /// The line has a word and no phones after it.
  case noPhones(path: String, line: Int, word: String)
  /// The phone is not ARPABET, which this format uses.
  case unknownPhone(path: String, line: Int, found: String)
  /// The lexicon has more different phones than ``PhoneInventory/capacity``.
  case tooManyPhones(path: String, line: Int)
  /// The probability is not a number above 0 and at most 1.
  case badProbability(path: String, line: Int, found: String)
  /// A probability stands where the first phone should.
  case unexpectedProbability(path: String, line: Int, found: String)
  /// The line has too few or too many columns for its format.
  case badColumns(path: String, line: Int, expected: String, found: Int)
  /// The transcription is not enclosed in slashes or brackets.
  case badTranscription(path: String, line: Int, found: String)
  /// A line of a frequency table is not `word<TAB>count`.
  case badFrequency(path: String, line: Int, found: String)
  /// A grapheme-to-phoneme program is missing or does not answer as expected.
  case transcriber(program: String, reason: String)
  /// A word occurs twice in a frequency table.
  case duplicateWord(path: String, line: Int, word: String)

  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .empty(let path):
      "\(path): expected one entry per line, found none"
    case .notUTF8(let path, let line):
      "\(path):\(line): expected UTF-8 text, found other bytes"
    case .emptyLine(let path, let line):
      "\(path):\(line): expected a word and its phones, found an empty line"
    case .noPhones(let path, let line, let word):
      "\(path):\(line): expected phones after \"\(word)\", found none"
    case .unknownPhone(let path, let line, let found):
      "\(path):\(line): expected an ARPABET phone such as AH0, found \"\(found)\""
    case .tooManyPhones(let path, let line):
      "\(path):\(line): expected at most \(PhoneInventory.capacity) different phones, found more"
    case .badProbability(let path, let line, let found):
      "\(path):\(line): expected a probability above 0 and at most 1, found \"\(found)\""
    case .unexpectedProbability(let path, let line, let found):
      "\(path):\(line): expected a phone, found the number \(found): kaldi-probabilities is the format with "
        + "probabilities"
    case .badColumns(let path, let line, let expected, let found):
      "\(path):\(line): expected \(expected), found \(found) "
        + (found == 1 ? "column" : "columns")
    case .badTranscription(let path, let line, let found):
      "\(path):\(line): expected a transcription as /ˈwɜːd/, found \"\(found)\""
    case .badFrequency(let path, let line, let found):
      "\(path):\(line): expected a word, a tab and a count of at least 1, found \"\(found)\""
    case .transcriber(let program, let reason):
      "\(program): expected transcriptions in the IPA, found \(reason)"
    case .duplicateWord(let path, let line, let word):
      "\(path):\(line): expected each word once, found \"\(word)\" again"
    }
  }
}
