/// What was said, and what the first pass made of it: one line of a corpus.
public struct Utterance: Hashable, Sendable, Identifiable {
  /// The id, which is unique within its corpus.
  public let id: String
  /// What was really said; empty where nothing was said, and where nobody knows.
  public let reference: String
  /// Whether it is known what was said. Lists without references can be perturbed and checked, and have
  /// no word errors.
  public let hasReference: Bool
  /// The hypotheses of the first pass.
  public let nBest: NBestList
  /// What else the corpus says of it, by name: "voice", "snr". No choice depends on it; figures can be
  /// broken down by it, and resampled by it.
  public let fields: [String: FieldValue]

  /// - Parameters:
  ///   - id: unique within a corpus.
  ///   - reference: what was said; nil where it isn't known.
  ///   - nBest: the hypotheses in first-pass order.
  ///   - fields: whatever else a corpus knows of the utterance.
  public init(
    id: String, reference: String?, nBest: NBestList, fields: [String: FieldValue] = [:]
  ) {
    self.id = id
    self.reference = reference ?? ""
    hasReference = reference != nil
    self.nBest = nBest
    self.fields = fields
  }

  /// What was said; nil where it isn't known.
  public var referenceIfKnown: String? { hasReference ? reference : nil }

  /// A field's value as text; nil where the corpus says nothing, or nothing at all, of it.
  public func field(_ name: String) -> String? {
    guard let text = fields[name]?.description, !text.isEmpty else { return nil }
    return text
  }
}

extension Utterance {
  /// The fields that formats write first, in this order, however many others there are.
  static let commonFields = ["voice", "speed", "snr", "source"]

  /// All fields: the common ones in their order, then the others by name.
  var orderedFields: [(name: String, value: FieldValue)] {
    let others = fields.keys.filter { !Self.commonFields.contains($0) }.sorted()
    return (Self.commonFields + others).compactMap { name in fields[name].map { (name, $0) } }
  }
}
