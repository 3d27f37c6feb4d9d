/// A requirement as it is written, before its names are looked up.
///
///     [MODEL:] MEASURE[(PLACE)] <= NUMBER            or >=, as the measure has it
///     [MODEL:] not worse than MODEL by NUMBER points [(PLACE)]
///
///     MEASURE = wer | skill | skill-kept | nprr
///     PLACE   = [CORPUS,] [PERTURBATION, SCOPE, STRENGTH]
///     SCOPE   = 1-best | n-best | selected
///     NUMBER  = a share from -1 to 1, or percent: 0.22, 22%
///
/// Without a corpus it is about the main one, without a perturbation about clean lists. Scope and
/// strength may be left out where the run has only one.
public struct RequirementText: Hashable, Sendable {
  /// The requirement as it was written.
  public let text: String
  let model: String?
  let measure: Requirement.Measure
  let against: String?
  let bound: Double
  /// What stands between the parentheses, at each comma parted.
  let place: [String]

  /// - Throws: ``RequirementError/malformed(requirement:expected:found:)`` or
  ///   ``RequirementError/unknown(requirement:kind:name:known:)`` for a measure.
  public init(_ text: String) throws(RequirementError) {
    self.text = text
    var reader = RequirementReader(text)
    model = try reader.model()
    if reader.takes(prefix: Self.comparison) {
      let comparison = try reader.comparison()
      (measure, against, bound, place) = (
        .wer, comparison.against, comparison.margin, comparison.place
      )
    } else {
      let limit = try reader.limit()
      (measure, against, bound, place) = (limit.measure, nil, limit.bound, limit.place)
    }
  }

  private static let comparison = "not worse than "
}
