package import AdapterEngine

extension CounterGenerator {
  /// A number from 0 up to, not including, `bound`, by multiplication; the bias is below 2⁻³².
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "there is no number below \(bound)")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// 0 ..< count in random order (Fisher-Yates).
  package mutating func permutation(of count: Int) -> [Int32] {
    var order = (0..<count).map { Int32($0) }
    for index in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(index, below(index + 1))
    }
    return order
  }
}
