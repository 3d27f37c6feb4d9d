/// What a run tried.
public struct RunStatistics: Hashable, Sendable, Codable {
  /// Different cases that the property judged.
  public let cases: Int
  /// Cases that had been judged before and were not judged again.
  public let duplicates: Int
  /// Cases that the generator gave up.
  public let discards: Int
  /// Cases with more choices than a case may have.
  public let overruns: Int
  /// Whether there is no case besides these: the property is proven, not sampled.
  public let isExhaustive: Bool
  /// How many of the cases carry each label, in the order of first appearance.
  public let labels: [LabelCount]

  public init(
    cases: Int, duplicates: Int, discards: Int, overruns: Int, isExhaustive: Bool = false,
    labels: [LabelCount] = []
  ) {
    self.cases = cases
    self.duplicates = duplicates
    self.discards = discards
    self.overruns = overruns
    self.isExhaustive = isExhaustive
    self.labels = labels
  }

  /// How many cases carry one label.
  public struct LabelCount: Hashable, Sendable, Codable {
    public let label: String
    public let count: Int

    public init(label: String, count: Int) {
      self.label = label
      self.count = count
    }
  }
}

extension RunStatistics: CustomStringConvertible {
  /// "all 1,331 cases checked", "100 cases, 7 given up; sorted 12 %".
  public var description: String {
    let count = Self.grouped(cases)
    var text = isExhaustive ? "all \(count) cases checked" : "\(count) cases"
    if discards > 0 { text += ", \(Self.grouped(discards)) given up" }
    if overruns > 0 { text += ", \(Self.grouped(overruns)) too large" }
    let shares = labels.map { "\($0.label) \(cases == 0 ? 0 : 100 * $0.count / cases) %" }
    return shares.isEmpty ? text : text + "; " + shares.joined(separator: ", ")
  }

  /// A number with commas between groups of three digits.
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.map { index in
      (index > 0 && (digits.count - index).isMultiple(of: 3) ? "," : "") + String(digits[index])
    }
    .joined()
  }
}
