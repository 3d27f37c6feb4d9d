public import Artifacts

/// What is wrong with a corpus file, and where.
public enum CorpusError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file as such: missing, unreadable, damaged.
  case file(ArtifactError)
  /// The file holds no utterance.
  case empty(path: String)
  /// The line holds bytes that are not UTF-8.
  case notUTF8(path: String, line: Int)
  /// The line ends in the middle of its JSON object, as when a copy was cut short.
  case truncatedLine(path: String, line: Int, expected: String)
  /// The line is not JSON; `column` counts bytes from 1.
  case notJSON(path: String, line: Int, column: Int, expected: String, found: String)
  /// The line's format version is one that this program doesn't know.
  case unknownVersion(path: String, line: Int, found: String)
  /// A required key is missing; `key` is a path such as `hypotheses[2].total`.
  case missingKey(path: String, line: Int, key: String)
  /// A key stands twice in one object.
  case duplicateKey(path: String, line: Int, key: String)
  /// A value has the wrong type.
  case wrongType(path: String, line: Int, key: String, expected: String, found: String)
  /// A cost is NaN, infinite or too large for a double.
  case notFinite(path: String, line: Int, key: String, found: String)
  /// The utterance has no hypotheses.
  case emptyNBest(path: String, line: Int, id: String)
  /// Two utterances have the same id.
  case duplicateID(path: String, line: Int, id: String, firstLine: Int)
  /// Totals mostly fall from hypothesis to hypothesis, so they are hardly costs.
  case descendingTotals(path: String, line: Int, falling: Int, of: Int)
  /// The line is not what the format has in this place.
  case malformedLine(path: String, line: Int, expected: String, found: String)
  /// The file is in another format than it should be; both in words.
  case otherFormat(path: String, expected: String, found: String)
  /// The file looks like a format that must be named; `remedy` says how.
  case unnamedFormat(path: String, found: String, remedy: String)
  /// The file looks like none of the known formats.
  case unknownFormat(path: String, hasSemicolons: Bool)
  /// What was typed as a corpus names no format, or an option that can't be.
  case badOption(source: String, option: String?, expected: String, found: String)
  /// The scores could be anything, so they must be declared.
  case undeclaredScores(path: String, line: Int)
  /// The file only points to what Git Large File Storage would have put there.
  case gitPointer(path: String)
  /// A list's scores mostly rise where better hypotheses should have higher ones.
  case risingScores(path: String, line: Int, rising: Int, of: Int)
  /// No reference is given for some utterances: how many, and the first few.
  case missingReferences(path: String, source: String, count: Int, ids: [String])
  /// The format has no way to write this utterance.
  case inexpressible(format: String, id: String, reason: String)

  public var description: String {
    switch self {
    case .descendingTotals(let path, let line, let falling, let all):
      "\(path):\(line): expected costs (lower is better), found totals that fall in \(falling) of "
        + "\(all) places: these look like log-probabilities; declare them with --scores "
        + "log-probability, or with --scores cost if they are costs"
    case .file(let error): "\(error)"
    case .empty(let path):
      "\(path): expected one utterance per line, found an empty file"
    case .notUTF8(let path, let line):
      "\(path):\(line): expected UTF-8 text, found other bytes"
    case .truncatedLine(let path, let line, let expected):
      "\(path):\(line): expected \(expected), found the end of the line (cut short?)"
    case .notJSON(let path, let line, let column, let expected, let found):
      "\(path):\(line):\(column): expected \(expected), found \(found)"
    case .unknownVersion(let path, let line, let found):
      "\(path):\(line): expected \"version\" 1, found \(found)"
    case .missingKey(let path, let line, let key):
      "\(path):\(line): expected the key \"\(key)\", found none"
    case .duplicateKey(let path, let line, let key):
      "\(path):\(line): expected the key \"\(key)\" once, found it twice"
    case .wrongType(let path, let line, let key, let expected, let found):
      "\(path):\(line): \"\(key)\": expected \(expected), found \(found)"
    case .notFinite(let path, let line, let key, let found):
      "\(path):\(line): \"\(key)\": expected a finite number, found \(found)"
    case .emptyNBest(let path, let line, let id):
      "\(path):\(line): \"hypotheses\": expected at least one for \"\(id)\", found an empty list"
    case .duplicateID(let path, let line, let id, let firstLine):
      "\(path):\(line): expected unique ids, found \"\(id)\" again (first on line \(firstLine))"
    case .malformedLine(let path, let line, let expected, let found):
      "\(path):\(line): expected \(expected), found \(found)"
    case .otherFormat(let path, let expected, let found):
      "\(path): expected \(expected), found \(found)"
    case .unnamedFormat(let path, let found, let remedy):
      "\(path): this looks like \(found); give it as \(remedy)"
    case .unknownFormat(let path, let hasSemicolons):
      "\(path): expected lists in one of the known formats, found a first line that is in none: name the format, as in "
        + (hasSemicolons ? "csv,separator=;:\(path)" : "csv:\(path)") + " (formats: "
        + CorpusFormats.all.map(\.id).joined(separator: ", ") + ")"
    case .badOption(let source, let option, let expected, let found):
      "\(source): \(option.map { "\"\($0)\": " } ?? "")expected \(expected), found \(found)"
    case .undeclaredScores(let path, let line):
      "\(path):\(line): expected a declaration of what the scores are, found none: give --scores cost, "
        + "log-probability, probability or none"
    case .gitPointer(let path):
      "\(path): expected lists, found a pointer of Git Large File Storage: fetch the file itself (git "
        + "lfs pull)"
    case .risingScores(let path, let line, let rising, let all):
      "\(path):\(line): expected log-probabilities or probabilities (higher is better), found scores that "
        + "rise in \(rising) of \(all) places: these look like costs; declare them with --scores cost, "
        + "or with --scores log-probability if they are what the format says"
    case .missingReferences(let path, let source, let count, let ids):
      "\(source): expected a reference for each utterance of \(path), found none for \(count): "
        + ids.joined(separator: ", ") + (count > ids.count ? ", …" : "")
    case .inexpressible(let format, let id, let reason):
      "\(format): \"\(id)\" can't be written: \(reason)"
    }
  }
}
