/// Differences of cost that count as none.
public enum CostTolerance {
  /// The tolerance for a difference that is judged without a list around it, in nats.
  public static let standard = 1e-3
  /// The tolerance as a share of the range of a list's costs: too small to decide a selection.
  public static let shareOfSpread = 1e-5

  /// The difference that is forgiven between `costs` and others of the same texts.
  ///
  /// A hundred-thousandth of their spread, and never less than what single precision rounds away of the
  /// largest: 8 units in its last place.
  ///
  /// - Parameter nats: what to forgive instead; nil for the rule above.
  static func difference(among costs: [Double], else nats: Double?) -> Double {
    if let nats { return nats }
    let (low, high) = (costs.min() ?? 0, costs.max() ?? 0)
    return max(shareOfSpread * (high - low), 0x1p-20 * max(abs(low), abs(high)))
  }
}
