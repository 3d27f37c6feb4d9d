import Artifacts
import Foundation
public import Transcripts

/// What perturbations need to know about a language besides its lexicon, in one folder of plain
/// text files.
///
/// `Lexicons/README.md` describes the files. All but `pack.txt` are optional.
///
/// ```swift
/// let german = try BundledLexicon.languagePack("de")!
/// german.functionWords.contains("der")  // true
/// ```
public struct LanguagePack: Hashable, Sendable {
  /// The language as a BCP 47 code, such as "de".
  public let code: String
  /// The language's name in English, such as "German".
  public let name: String
  /// The locale whose number rules ICU follows; nil if numbers are left as they are.
  public let numbers: String?
  /// The locale whose rules apply when letters become lower-case; nil for no particular language.
  public let folding: String?
  /// The function words of the language: words of its closed classes.
  public let functionWords: Set<String>
  /// Words that speakers put between others, most frequent first.
  public let fillers: [String]
  /// Short forms, each with its long form, such as ["gibt's", "gibt es"].
  public let elisions: [[String]]
  /// The path of the word frequencies; nil if the pack has none.
  public let frequenciesPath: String?
  /// The digest of `pack.txt` and the word lists.
  public let digest: Digest

  /// Reads the folder of a pack.
  ///
  /// - Throws: ``LanguagePackError`` with file and line, if a file is missing or malformed.
  public init(contentsOf folder: String) throws(LanguagePackError) {
    var texts: [String] = []
    /// The lines of a file that are neither empty nor comments, with their numbers; nil if the file
    /// doesn't exist.
    func lines(_ name: String) throws(LanguagePackError) -> [(number: Int, text: String)]? {
      let path = folder + "/" + name
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      let lines: TextLines
      do {
        lines = try TextLines(path: path)
      } catch {
        throw .file(error)
      }
      var found: [(number: Int, text: String)] = []
      for line in lines {
        guard let text = line.text else {
          throw .malformed(
            path: path, line: line.number, expected: "UTF-8 text", found: "other bytes")
        }
        let said = text.trimmingCharacters(in: .whitespaces)
        if !said.isEmpty, !said.hasPrefix("#") { found.append((line.number, said)) }
      }
      texts.append(([name] + found.map(\.text)).joined(separator: "\n"))
      return found
    }

    let path = folder + "/pack.txt"
    guard let header = try lines("pack.txt") else { throw .file(.missing(path: path)) }
    var values: [String: String] = [:]
    let keys = ["language", "name", "numbers", "folding"]
    for (number, text) in header {
      let parts = text.split(separator: ":", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard parts.count == 2, keys.contains(parts[0]), Self.isValue(parts[1], of: parts[0]) else {
        throw .malformed(
          path: path, line: number,
          expected: "language, name, numbers or folding, a colon and its value", found: text)
      }
      guard values.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw .malformed(
          path: path, line: number, expected: "each key once", found: "\(parts[0]) again")
      }
    }
    guard let code = values["language"] else {
      throw .malformed(
        path: path, line: nil, expected: "a line \"language: code\"", found: "none")
    }
    self.code = code
    name = values["name"] ?? code
    numbers = values["numbers"]
    folding = values["folding"]

    let normalizer = TextNormalizer(language: folding)
    functionWords = Set(
      try lines("function-words.txt")?.flatMap { normalizer.words(in: $0.text) } ?? [])
    var fillers: [String] = []
    for (_, text) in try lines("fillers.txt") ?? [] {
      let filler = normalizer.normalize(text)
      if !filler.isEmpty, !fillers.contains(filler) { fillers.append(filler) }
    }
    self.fillers = fillers
    var elisions: [[String]] = []
    for (number, text) in try lines("elisions.txt") ?? [] {
      let sides = text.components(separatedBy: "=").map { normalizer.normalize($0) }
      guard sides.count == 2, !sides.contains(""), sides[0] != sides[1] else {
        throw .malformed(
          path: folder + "/elisions.txt", line: number,
          expected: "a short form, =, and its long form", found: text)
      }
      elisions.append(sides)
    }
    self.elisions = elisions
    frequenciesPath = ["frequencies.tsv.gz", "frequencies.tsv"].map { folder + "/" + $0 }
      .first { FileManager.default.fileExists(atPath: $0) }
    digest = .sha256(of: texts.joined(separator: "\n\n"))
  }

  private static func isValue(_ value: String, of key: String) -> Bool {
    if key == "name" { return !value.isEmpty }
    return !value.isEmpty
      && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
  }

  /// Whether the pack is for a language, whatever its region or script: the pack "de" serves
  /// "de-CH".
  public func isOf(_ language: String) -> Bool {
    Self.primary(code) == Self.primary(language)
  }

  /// The language of a BCP 47 code without script and region.
  public static func primary(_ code: String) -> String {
    code.split(whereSeparator: { "-_".contains($0) }).first.map { $0.lowercased() } ?? ""
  }
}
