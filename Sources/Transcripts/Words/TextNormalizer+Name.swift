extension TextNormalizer {
  /// The name by which reports tell normalizers apart: "basic", "spoken (de), markup dropped".
  public var name: String {
    var name = style.rawValue + (language.map { " (\($0))" } ?? "")
    for part in Self.parts where part.isHad(self) { name += part.text }
    if let mapping { name += "\(Self.mappingMark)\(mapping.name) (\(mapping.digest.short))" }
    return name
  }

  /// The normalizer of a name, without the spellings that a file made alike: those the name only mentions.
  ///
  /// - Returns: nil for what no normalizer is called.
  package init?(named name: String) {
    var rest = name[...]
    if let mark = name.firstRange(of: Self.mappingMark) { rest = rest[..<mark.lowerBound] }
    var set: [NamePart] = []
    for part in Self.parts.reversed() where rest.hasSuffix(part.text) {
      rest.removeLast(part.text.count)
      set.append(part)
    }
    var language: String?
    if rest.hasSuffix(")"), let start = rest.firstRange(of: " (") {
      language = String(rest[start.upperBound...].dropLast())
      rest = rest[..<start.lowerBound]
    }
    guard let style = Style(rawValue: String(rest)) else { return nil }
    self.init(style, language: language)
    for part in set { part.apply(&self) }
  }

  private static let mappingMark = ", after "

  /// A part of a name, and what it stands for.
  private struct NamePart {
    let text: String
    let isHad: @Sendable (TextNormalizer) -> Bool
    let apply: @Sendable (inout TextNormalizer) -> Void

    init<Value: Equatable & Sendable>(
      _ text: String, _ path: any WritableKeyPath<TextNormalizer, Value> & Sendable, _ value: Value
    ) {
      self.text = text
      isHad = { $0[keyPath: path] == value }
      apply = { $0[keyPath: path] = value }
    }
  }

  /// In the order in which they stand in a name.
  private static let parts = [
    NamePart(", markup dropped", \.markup, .drop),
    NamePart(", markup as words", \.markup, .word),
    NamePart(", by words", \.errorUnits, .words),
    NamePart(", by characters", \.errorUnits, .characters),
    NamePart(", models read what is compared", \.modelTexts, .compared),
  ]
}
