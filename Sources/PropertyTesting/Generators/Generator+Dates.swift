public import Foundation

extension Generator<Date> {
  /// Dates, simplest at the start of 2000 in Greenwich or the bound nearest to it; whole seconds, and
  /// with `fractions` milliseconds.
  ///
  /// No clock is looked at: what "now" is comes from the range. Favored are the bounds, and small
  /// distances from the simplest date.
  ///
  /// - Parameters:
  ///   - range: from 1900 to 2100 by default; bounds are rounded to the millisecond.
  ///   - fractions: whether there are milliseconds besides seconds.
  public static func date(
    in range: ClosedRange<Date> = Self.earliest...Self.latest, fractions: Bool = false
  ) -> Generator {
    // Milliseconds since the epoch are exact in a `Double` for 285,000 years.
    let unit = fractions ? 1_000.0 : 1
    let low = (range.lowerBound.timeIntervalSince(Self.epoch) * unit).rounded(.up)
    let high = (range.upperBound.timeIntervalSince(Self.epoch) * unit).rounded(.down)
    guard low <= high, low.magnitude < 0x1p53, high.magnitude < 0x1p53 else {
      return .impossible("no date lies in \(range)")
    }
    return Generator<Int>.integer(in: Int(low)...Int(high)).map {
      Self.epoch.addingTimeInterval(Double($0) / unit)
    } inverse: { date in
      let count = date.timeIntervalSince(Self.epoch) * unit
      let whole = count.rounded()
      // What a `Date` keeps is less exact than a whole number.
      return (count - whole).magnitude < 1e-3 && whole.magnitude < 0x1p53 ? Int(whole) : nil
    }
  }

  /// 2000-01-01T00:00:00Z.
  public static let epoch = Date(timeIntervalSince1970: 946_684_800)
  /// 1900-01-01T00:00:00Z.
  public static let earliest = Date(timeIntervalSince1970: -2_208_988_800)
  /// 2100-01-01T00:00:00Z.
  public static let latest = Date(timeIntervalSince1970: 4_102_444_800)
}
