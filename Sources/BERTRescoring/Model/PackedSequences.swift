/// Token sequences laid end to end, without padding: what the encoder runs on at once.
public struct PackedSequences: Sendable {
  /// The ids of all tokens, sequence after sequence.
  public let tokens: [Int32]
  /// Each token's place in its sequence, from 0.
  public let positions: [Int32]
  /// The rows of each sequence.
  public let ranges: [Range<Int>]

  public init(_ sequences: [[Int32]]) {
    var tokens: [Int32] = []
    var positions: [Int32] = []
    var ranges: [Range<Int>] = []
    for sequence in sequences {
      ranges.append(tokens.count..<tokens.count + sequence.count)
      tokens.append(contentsOf: sequence)
      positions.append(contentsOf: (0..<sequence.count).map { Int32($0) })
    }
    self.tokens = tokens
    self.positions = positions
    self.ranges = ranges
  }
}
