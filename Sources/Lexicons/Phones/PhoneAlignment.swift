/// The alignment of two phone strings with the smallest sum of distances.
public enum PhoneAlignment {
  /// A phone that was said and the phone that was heard for it; nil for an inserted or deleted
  /// phone.
  public struct Pair: Hashable, Sendable {
    public let said: Phone?
    public let heard: Phone?

    public init(said: Phone?, heard: Phone?) {
      self.said = said
      self.heard = heard
    }
  }

  /// Aligns two phone strings and returns the pairs in order with the sum of their distances. Of
  /// equally good alignments it returns the one that, read from the end, prefers a substitution,
  /// then a deletion.
  public static func align(
    said: [Phone], heard: [Phone], distances: PhoneDistances
  ) -> (pairs: [Pair], distance: Double) {
    let width = heard.count + 1
    var table = [Double](repeating: 0, count: (said.count + 1) * width)
    for column in 1..<max(width, 1) {
      table[column] = table[column - 1] + distances.gap(heard[column - 1])
    }
    for row in 1..<max(said.count + 1, 1) {
      let phone = said[row - 1]
      table[row * width] = table[(row - 1) * width] + distances.gap(phone)
      for column in 1..<max(width, 1) {
        table[row * width + column] = min(
          table[(row - 1) * width + column - 1]
            + distances.substitution(phone, heard[column - 1]),
          table[(row - 1) * width + column] + distances.gap(phone),
          table[row * width + column - 1] + distances.gap(heard[column - 1]))
      }
    }
    var pairs: [Pair] = []
    var (row, column) = (said.count, heard.count)
    while row > 0 || column > 0 {
      let cost = table[row * width + column]
      if row > 0, column > 0,
        cost == table[(row - 1) * width + column - 1]
          + distances.substitution(said[row - 1], heard[column - 1])
      {
        pairs.append(Pair(said: said[row - 1], heard: heard[column - 1]))
        row -= 1
        column -= 1
      } else if row > 0,
        cost == table[(row - 1) * width + column] + distances.gap(said[row - 1])
      {
        pairs.append(Pair(said: said[row - 1], heard: nil))
        row -= 1
      } else {
        pairs.append(Pair(said: nil, heard: heard[column - 1]))
        column -= 1
      }
    }
    return (pairs.reversed(), table[said.count * width + heard.count])
  }
}
