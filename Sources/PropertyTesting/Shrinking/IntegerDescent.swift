extension ShrinkSearch {
  /// The smallest distance in 0...`distance` that succeeds, as far as a search finds it that is
  /// cheap for the common ends: nothing, one, a little below the present one.
  ///
  /// `distance` is the present one. Where neither the simplest nor the next smaller ones succeed,
  /// it does not look further.
  ///
  /// - Parameter candidate: for a distance, made from the case that was current at the call.
  mutating func descend(from distance: UInt, _ candidate: (UInt) -> Candidate?) -> UInt {
    guard distance > 0, !isStopped else { return 0 }
    if attempt(candidate(0)) { return 0 }
    if distance > 1, attempt(candidate(1)) { return 1 }
    var good = distance
    while good > 2 {
      // A step of two gets over a single bad value: 11 → 9 where 10 is none.
      if attempt(candidate(good - 1)) {
        good -= 1
      } else if good > 3, attempt(candidate(good - 2)) {
        good -= 2
      } else {
        return good
      }
      good = descendMonotonically(from: good, candidate)
    }
    return good
  }

  /// Supposes that all distances above the one sought succeed.
  private mutating func descendMonotonically(
    from distance: UInt, _ candidate: (UInt) -> Candidate?
  ) -> UInt {
    var good = distance
    var bad: UInt = 1
    guard good > 2 else { return good }
    let half = good / 2
    if half > 1, attempt(candidate(half)) {
      good = half
      // Far away: first find out how many bits the result has.
      while bits(good) - bits(bad) > 1 {
        let middle = good >> UInt((bits(good) - bits(bad)) / 2)
        if attempt(candidate(middle)) { good = middle } else { bad = middle }
      }
    } else {
      bad = half
      // Near the present one, if the range is so wide that halving takes long: ever larger steps.
      var step: UInt = 2
      while good - bad > 1024, step < good - bad {
        if attempt(candidate(good - step)) {
          good -= step
          step *= 2
        } else {
          bad = good - step
        }
      }
    }
    while good - bad > 1 {
      let middle = bad + (good - bad) / 2
      if middle - bad > 1 { hint(candidate(bad + (middle - bad) / 2)) }
      if attempt(candidate(middle)) { good = middle } else { bad = middle }
    }
    return good
  }

  private func bits(_ value: UInt) -> Int { UInt.bitWidth - value.leadingZeroBitCount }
}
