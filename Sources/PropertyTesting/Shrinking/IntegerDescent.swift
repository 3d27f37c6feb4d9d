extension ShrinkSearch {
  /// The smallest distance in 0...`distance` that succeeds, as far as halving finds it.
  ///
  /// `distance` is the present one. Asks for the simplest first, then for the next smaller ones:
  /// where those fail, it does not look further.
  ///
  /// - Parameter candidate: for a distance, made from the case that was current at the call.
  mutating func descend(from distance: UInt, _ candidate: (UInt) -> Candidate?) -> UInt {
    guard distance > 0 else { return 0 }
    if attempt(candidate(0)) { return 0 }
    var good = distance
    while good > 1 {
      // A step of two gets over a single bad value: 11 → 9 where 10 is none.
      if attempt(candidate(good - 1)) {
        good -= 1
      } else if good > 2, attempt(candidate(good - 2)) {
        good -= 2
      } else {
        return good
      }
      var bad: UInt = 0
      while good - bad > 1 {
        let middle = bad + (good - bad) / 2
        if attempt(candidate(middle)) { good = middle } else { bad = middle }
      }
    }
    return good
  }
}
