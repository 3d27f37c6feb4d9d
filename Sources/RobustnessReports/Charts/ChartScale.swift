import Foundation

/// Maps values to positions in a drawing, with round ticks.
struct ChartScale: Hashable, Sendable {
  /// Positions of the lowest and the highest tick.
  let start: Double
  let end: Double
  /// Round values, ascending, the first and the last bounding the data.
  let ticks: [Double]

  /// A scale that holds all of `values`, with about `count` ticks.
  init(holding values: [Double], from start: Double, to end: Double, count: Int = 6) {
    self.start = start
    self.end = end
    let finite = values.filter(\.isFinite)
    var low = finite.min() ?? 0
    var high = finite.max() ?? 1
    if high - low < 1e-9 {
      low -= 0.01
      high += 0.01
    }
    let step = ChartScale.roundStep((high - low) / Double(count - 1))
    let first = (low / step + 1e-9).rounded(.down)
    let last = (high / step - 1e-9).rounded(.up)
    ticks = stride(from: first, through: max(last, first + 1), by: 1).map { $0 * step }
  }

  /// The least of 1, 2, 2.5, 5 times a power of ten that is not below `raw`.
  private static func roundStep(_ raw: Double) -> Double {
    let power = pow(10, floor(log10(raw)))
    for factor in [1, 2, 2.5, 5] where factor * power >= raw * (1 - 1e-9) {
      return factor * power
    }
    return 10 * power
  }

  /// The position of `value`.
  func callAsFunction(_ value: Double) -> Double {
    guard let low = ticks.first, let high = ticks.last, high > low else { return start }
    return start + (value - low) / (high - low) * (end - start)
  }

  /// The ticks as per cents, with as many decimals as they need.
  func percentLabels(signed: Bool) -> [String] {
    let digits = digits(of: (ticks.count > 1 ? ticks[1] - ticks[0] : 1) * 100)
    return ticks.map {
      signed
        ? FigureFormat.signedPercent($0, digits: digits) : FigureFormat.percent($0, digits: digits)
    }
  }

  /// The ticks as plain numbers, with as many decimals as they need.
  func numberLabels() -> [String] {
    let digits = digits(of: ticks.count > 1 ? ticks[1] - ticks[0] : 1)
    return ticks.map { FigureFormat.decimal($0, digits: digits) }
  }

  /// How many decimals a step takes, four at most.
  private func digits(of step: Double) -> Int {
    (0...3).first { digits in
      let scaled = step * pow(10, Double(digits))
      return abs(scaled - scaled.rounded()) < 1e-6 * scaled
    } ?? 4
  }
}
