public import Artifacts

/// The rules of a GLM file, by which evaluations of NIST make spellings alike before words are compared: what
/// SCTK's `csrfilt` reads (format `NIST1`).
///
/// ```
/// ;; a comment
/// * case_sensitive = 'F'
/// GONNA => GOING TO
/// UH    => %HESITATION / [ ] __ [ ]     ;; only between spaces
/// [CAN'T] => [{CANNOT / CAN NOT}] / [ ] __ [ ]
/// ```
///
/// A text is gone through once from the left, with a space at either end. Where rules match, the first of the file
/// is applied, and what it wrote is not looked at again (as `rfilter1` does it). Of alternatives in braces the first
/// is taken, for reference and hypothesis alike, where `csrfilt` would let the alignment choose.
public struct GlobalMapping: Hashable, Sendable {
  /// The file's name, by which reports name the rules.
  public let name: String
  /// The digest of the file's text.
  public let digest: Digest
  private let rules: [Rule]
  private let isCaseSensitive: Bool
  /// The places in `rules` of those whose source begins with a character.
  private let starting: [Unicode.Scalar: [Int]]

  private struct Rule: Hashable, Sendable {
    let source: [Unicode.Scalar]
    let target: [Unicode.Scalar]
    let before: [Unicode.Scalar]
    let behind: [Unicode.Scalar]
  }

  /// The number of rules.
  public var count: Int { rules.count }

  /// - Throws: ``GlobalMappingError`` at the first line that is no rule, and for a file that can't be read.
  public init(contentsOf path: String) throws(GlobalMappingError) {
    var text = ""
    do {
      var lines = try LineReader(path: path)
      while let line = try lines.next() {
        guard let written = line.text else {
          throw ArtifactError.notUTF8(path: path, line: line.number)
        }
        text += written + "\n"
      }
    } catch let error as ArtifactError {
      throw .file(error)
    } catch {
      preconditionFailure("files have errors of their own: \(error)")
    }
    try self.init(text, path: path)
  }

  /// - Parameters:
  ///   - text: of the file.
  ///   - path: names the file in errors.
  /// - Throws: ``GlobalMappingError/malformedRule(path:line:found:)`` at the first line that is no rule.
  public init(_ text: String, path: String) throws(GlobalMappingError) {
    name = path.split(separator: "/").last.map(String.init) ?? path
    digest = .sha256(of: text)
    var rules: [Rule] = []
    // As `rfilter1` has it where the file doesn't say.
    var isCaseSensitive = true
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let written = Self.uncommented(line)
      if written.isEmpty { continue }
      if written.hasPrefix("*") {
        if let value = Self.setting("case_sensitive", in: written) {
          isCaseSensitive = value.uppercased().hasPrefix("T")
        }
        if let format = Self.setting("format", in: written), format != "NIST1" {
          throw .unknownFormat(path: path, line: index + 1, found: format)
        }
        continue
      }
      guard let rule = Self.rule(written) else {
        throw .malformedRule(path: path, line: index + 1, found: String(written))
      }
      rules.append(rule)
    }
    self.isCaseSensitive = isCaseSensitive
    let folds = !isCaseSensitive
    self.rules = rules.map { rule in
      folds
        ? Rule(
          source: Self.folded(rule.source), target: rule.target, before: Self.folded(rule.before),
          behind: Self.folded(rule.behind)) : rule
    }
    starting = Dictionary(grouping: self.rules.indices) { [rules = self.rules] in
      rules[$0].source[0]
    }
  }

  /// `text` with the rules applied, and its white space collapsed.
  public func apply(to text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    let written = Array((" " + words.joined(separator: " ") + " ").unicodeScalars)
    let compared = isCaseSensitive ? written : Self.folded(written)
    var result = String.UnicodeScalarView()
    var place = 0
    while place < written.count {
      if let rule = starting[compared[place]]?.lazy.map({ rules[$0] })
        .first(where: { matches($0, compared, place) })
      {
        result.append(contentsOf: rule.target)
        place += rule.source.count
      } else {
        result.append(written[place])
        place += 1
      }
    }
    return String(result).split(separator: " ").joined(separator: " ")
  }

  private func matches(_ rule: Rule, _ text: [Unicode.Scalar], _ place: Int) -> Bool {
    let (start, end) = (place - rule.before.count, place + rule.source.count)
    return start >= 0 && end + rule.behind.count <= text.count
      && text[place..<end].elementsEqual(rule.source)
      && text[start..<place].elementsEqual(rule.before)
      && text[end..<end + rule.behind.count].elementsEqual(rule.behind)
  }

  /// One scalar for one, so that places stay.
  private static func folded(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.map { scalar in
      let lower = scalar.properties.lowercaseMapping.unicodeScalars
      return lower.count == 1 ? lower.first! : scalar
    }
  }

  // MARK: Reading

  private static func uncommented(_ line: Substring) -> Substring {
    let rule = line.firstRange(of: ";;").map { line[..<$0.lowerBound] } ?? line
    return trimmed(rule)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// What stands in quotation marks on a line that sets `name`.
  private static func setting(_ name: String, in line: Substring) -> String? {
    guard line.lowercased().contains(name),
      let start = line.firstIndex(where: { "\"'".contains($0) }),
      let end = line.lastIndex(of: line[start]), end > start
    else { return nil }
    return String(line[line.index(after: start)..<end])
  }

  private static func rule(_ line: Substring) -> Rule? {
    guard let arrow = line.firstRange(of: "=>") else { return nil }
    var target = line[arrow.upperBound...]
    var before: [Unicode.Scalar] = []
    var behind: [Unicode.Scalar] = []
    // The last slash begins the context, unless brackets enclose it.
    if let slash = target.lastIndex(of: "/") {
      let rest = target[slash...]
      let (open, close) = (rest.firstIndex(of: "["), rest.firstIndex(of: "]"))
      let isEnclosed = close.map { close in open.map { close < $0 } ?? true } ?? false
      if !isEnclosed, let slot = rest.firstIndex(of: "_") {
        before = scalars(rest[rest.index(after: rest.startIndex)..<slot])
        behind = scalars(rest[slot...].drop { $0 == "_" })
        target = target[..<slash]
      }
    }
    let source = scalars(line[..<arrow.lowerBound])
    guard !source.isEmpty else { return nil }
    return Rule(
      source: source, target: scalars(firstAlternative(target)), before: before, behind: behind)
  }

  /// The text without white space around it, and without the brackets or quotation marks around that.
  private static func scalars(_ text: Substring) -> [Unicode.Scalar] {
    var text = trimmed(text)
    if text.count > 1,
      text.first == "[" && text.last == "]" || text.first == "\"" && text.last == "\""
    {
      text = text.dropFirst().dropLast()
    }
    return Array(text.unicodeScalars)
  }

  /// "he is" of "{he is / he has}".
  private static func firstAlternative(_ text: Substring) -> Substring {
    guard let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") else {
      return text
    }
    let first = text[text.index(after: open)..<close].split(separator: "/").first ?? ""
    return Substring(text[..<open] + trimmed(first) + text[text.index(after: close)...])
  }
}

/// Why a GLM file can't be used.
public enum GlobalMappingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line holds neither a rule nor a setting.
  case malformedRule(path: String, line: Int, found: String)
  /// The file declares a format other than `NIST1`.
  case unknownFormat(path: String, line: Int, found: String)
  /// The file can't be read.
  case file(ArtifactError)

  public var description: String {
    switch self {
    case .malformedRule(let path, let line, let found):
      "\(path):\(line): expected a rule such as \"GONNA => GOING TO\", found \"\(found)\""
    case .unknownFormat(let path, let line, let found):
      "\(path):\(line): expected a GLM file of the format NIST1, found \"\(found)\""
    case .file(let error): error.description
    }
  }
}
