/// The distinct pairs of token and position of packed sequences.
///
/// Up to the first attention a token's states depend on these two alone, and the hypotheses of a list
/// are alike: a quarter to a third of their pairs are distinct.
struct DistinctTokens {
  private(set) var tokens: [Int32] = []
  private(set) var positions: [Int32] = []
  /// The index among the pairs of each row of the sequences.
  private(set) var places: [Int] = []

  init(of batch: PackedSequences) {
    var known: [UInt64: Int] = [:]
    places.reserveCapacity(batch.tokens.count)
    for (token, position) in zip(batch.tokens, batch.positions) {
      let pair = UInt64(UInt32(bitPattern: token)) << 32 | UInt64(UInt32(bitPattern: position))
      places.append(
        known.updateOrInsert(pair, next: tokens.count) {
          tokens.append(token)
          positions.append(position)
        })
    }
  }
}
