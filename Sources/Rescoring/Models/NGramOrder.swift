/// The n-grams of one order with what interpolation needs to know of their contexts.
struct NGramOrder: Sendable {
  private struct Context {
    var total = 0
    var kinds = 0
  }

  private let counts: [UInt64: Int]
  private let contexts: [UInt64: Context]
  private let discount: Double

  /// Three numbers of 21 bits each; lower orders leave the first ones at 0.
  static func key(_ u: UInt32, _ v: UInt32, _ w: UInt32) -> UInt64 {
    // Numbers are shifted by one, so that "no word here" differs from the start mark.
    (UInt64(u) + 1) << 42 | (UInt64(v) + 1) << 21 | (UInt64(w) + 1)
  }

  /// The key of the next lower order.
  static func withoutFirst(_ key: UInt64) -> UInt64 {
    let isTrigram = key >> 42 != 0
    return isTrigram ? key & (1 << 42 - 1) : key & (1 << 21 - 1)
  }

  init(counts: [UInt64: Int]) {
    self.counts = counts
    var contexts: [UInt64: Context] = [:]
    var (once, twice) = (0, 0)
    // Sums of integers: the order of iteration does not matter.
    for (key, count) in counts {
      contexts[key >> 21, default: Context()].total += count
      contexts[key >> 21, default: Context()].kinds += 1
      if count == 1 { once += 1 }
      if count == 2 { twice += 1 }
    }
    self.contexts = contexts
    // Without n-grams seen once there is nothing to estimate from; half is the usual fallback.
    discount = once == 0 ? 0.5 : Double(once) / Double(once + 2 * twice)
  }

  /// The discounted estimate for the n-gram under `key`, mixed with the lower order's.
  func interpolated(key: UInt64, with lower: Double) -> Double {
    guard let context = contexts[key >> 21] else { return lower }
    let total = Double(context.total)
    let own = max(Double(counts[key] ?? 0) - discount, 0) / total
    return own + discount * Double(context.kinds) / total * lower
  }
}
