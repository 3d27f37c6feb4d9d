import Foundation

/// The origin of lists as a command line names it: `PATH`, `FORMAT:PATH`, or
/// `FORMAT,NAME=VALUE,…:PATH`.
///
/// ```
/// lists.jsonl
/// hyporadise:test_chime4.json
/// kaldi-nbest,lmwt=12:nbest.txt.gz
/// nemo,manifest=manifest.json:beams.tsv
/// ```
///
/// Every format has the options `scores`, `references`, `duplicates`, `costs` and `markup`
/// (``CorpusDeclaration``); some have more (``CorpusFormat/options``). `auto` stands for the format that a
/// file looks like. In a value, `%2C`, `%3A` and `%25` stand for a comma, a colon and a percent sign.
public struct CorpusSource: Sendable {
  /// Nil where the format is what the file looks like.
  public let format: (any CorpusFormat)?
  /// The file or folder; `-` is standard input.
  public let path: String
  public let declared: CorpusDeclaration

  public init(
    path: String, format: (any CorpusFormat)? = nil, declared: CorpusDeclaration = .init()
  ) {
    self.path = path
    self.format = format
    self.declared = declared
  }

  /// Reads what was typed.
  ///
  /// What stands before the first colon is taken for a format only if it is one, or looks like a misspelled
  /// one and no file has this name.
  ///
  /// - Parameters:
  ///   - text: as it was typed.
  ///   - defaults: what holds where `text` says nothing.
  /// - Throws: ``CorpusError/badOption(source:option:expected:found:)``, and what reading references
  ///   throws.
  public init(_ text: String, defaults: CorpusDeclaration = .init()) throws(CorpusError) {
    guard let typed = Typed(text) else {
      self.init(path: text, defaults)
      return
    }
    let name = typed.format
    let format = CorpusFormats.named(name)
    guard typed.namesFormat else {
      let isName =
        !name.isEmpty && name.utf8.allSatisfy { $0 == 0x2D || isalnum(CInt($0)) != 0 }
      if isName, !FileManager.default.fileExists(atPath: text) {
        throw .badOption(
          source: text, option: nil,
          expected: "a format, one of " + CorpusFormats.all.map(\.id).joined(separator: ", "),
          found: "\"\(name)\""
            + Suggestions.question(name, in: CorpusFormats.all.map(\.id) + ["auto"]))
      }
      self.init(path: text, defaults)
      return
    }
    var declared = defaults
    var configured = format
    for part in typed.options {
      guard let (option, value) = Typed.option(part) else {
        throw .badOption(
          source: text, option: nil, expected: "NAME=VALUE between commas",
          found: "\"\(part)\"")
      }
      if try !declared.set(option, to: value, source: text) {
        let options = configured?.options ?? []
        guard let format = configured, options.contains(where: { $0.name == option }) else {
          let known = CorpusDeclaration.optionNames + options.map(\.name)
          throw .badOption(
            source: text, option: nil,
            expected: "an option of \(name), one of " + known.joined(separator: ", "),
            found: "\"\(option)\"" + Suggestions.question(option, in: known))
        }
        guard let changed = format.setting(option, to: value) else {
          throw .badOption(
            source: text, option: option,
            expected: options.first { $0.name == option }!.expected, found: "\"\(value)\"")
        }
        configured = changed
      }
    }
    self.init(path: typed.path, format: configured, declared: declared)
  }

  /// The file or folder in what was typed, without the format before it; neither options nor references are read.
  package static func path(of text: String) -> String {
    guard let typed = Typed(text), typed.namesFormat else { return text }
    return typed.path
  }

  /// The values of the options in what was typed, of which some are files: references, a manifest.
  package static func optionValues(of text: String) -> [String] {
    guard let typed = Typed(text), typed.namesFormat else { return [] }
    return typed.options.compactMap { Typed.option($0)?.value }
  }

  private init(path: String, _ declared: CorpusDeclaration) {
    self.init(path: path, declared: declared)
  }
}

/// The parts of what was typed, split at the first colon and at the commas before it.
private struct Typed {
  /// What stands where a format does; it need not be one.
  let format: String
  let options: ArraySlice<Substring>
  let path: String

  /// Nil without a colon.
  init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let parts = text[..<colon].split(separator: ",", omittingEmptySubsequences: false)
    format = String(parts[0])
    options = parts.dropFirst()
    path = String(text[text.index(after: colon)...])
  }

  var namesFormat: Bool { format == "auto" || CorpusFormats.named(format) != nil }

  /// NAME=VALUE taken apart, the value without escapes; nil without an equals sign.
  static func option(_ part: Substring) -> (name: String, value: String)? {
    guard let equals = part.firstIndex(of: "=") else { return nil }
    let value = part[part.index(after: equals)...]
    return (
      String(part[..<equals]),
      value.contains("%") ? value.removingPercentEncoding ?? String(value) : String(value)
    )
  }
}

extension CorpusDeclaration {
  /// The options that every source has.
  static let optionNames = ["scores", "references", "duplicates", "costs", "markup"]

  /// Sets an option that every source has; false where there is none of this name.
  fileprivate mutating func set(
    _ option: String, to value: String, source: String
  ) throws(CorpusError) -> Bool {
    switch option {
    case "scores": scores = try choice(value, option, source)
    case "duplicates": duplicates = try choice(value, option, source)
    case "costs": costs = try choice(value, option, source)
    case "markup": markup = try choice(value, option, source)
    case "references": references = try CorpusReferences(contentsOf: value)
    default: return false
    }
    return true
  }

  private func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ text: String, _ option: String, _ source: String
  ) throws(CorpusError) -> Value {
    guard let value = Value(rawValue: text) else {
      throw .badOption(
        source: source, option: option,
        expected: Value.allCases.map(\.rawValue).joined(separator: ", "), found: "\"\(text)\"")
    }
    return value
  }
}
