import PropertyTesting

/// A case's outcome as shards keep it. JSON has no infinity, and margins may be infinite.
struct StoredOutcome: Hashable, Sendable, Codable {
  /// The margin as Swift writes the number, which it reads back exactly.
  private let margin: String
  private let note: String?
  private let cause: String?

  init(_ outcome: PropertyOutcome) {
    margin = "\(outcome.margin)"
    note = outcome.note
    cause = outcome.cause
  }

  var outcome: PropertyOutcome {
    PropertyOutcome(margin: Double(margin) ?? .nan, note: note, cause: cause)
  }
}
