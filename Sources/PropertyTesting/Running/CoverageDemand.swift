/// A share of the cases that must carry a label, for a run to say anything.
///
///     PropertyRunner(seed: 1, coverage: [CoverageDemand("sorted", share: 0.1)])
public struct CoverageDemand: Hashable, Sendable {
  public let label: String
  /// The share of the cases that must carry the label, from 0 to 1.
  public let share: Double

  public init(_ label: String, share: Double) {
    precondition((0...1).contains(share), "a share lies between 0 and 1")
    self.label = label
    self.share = share
  }

  /// Whether `found` of `cases` are too few to be bad luck: the upper end of Wilson's interval
  /// (1927) for the share of labeled cases, at z = 3, lies below the demanded one.
  @usableFromInline
  func isMissed(found: Int, of cases: Int) -> Bool {
    guard cases > 0 else { return share > 0 }
    let (n, z) = (Double(cases), 3.0)
    let p = Double(found) / n
    let middle = p + z * z / (2 * n)
    let spread = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return (middle + spread) / (1 + z * z / n) < share
  }
}
