public import Transcripts

/// Picks the hypothesis of lowest cost, the same one in whatever order the hypotheses come.
///
/// Equal costs go to the better first-pass rank, and equal ranks to the text whose UTF-8 bytes sort
/// first.
public enum Selection {
  /// The index of the selected hypothesis of `list`, whose order is the first pass's ranking.
  ///
  /// - Parameters:
  ///   - list: the list to select from.
  ///   - costs: interpolated costs, one per hypothesis.
  public static func index(in list: NBestList, costs: [Double]) -> Int {
    precondition(costs.count == list.count, "one cost per hypothesis")
    // The order of the list is its ranking, so the first of equals wins.
    var best = 0
    for index in costs.indices.dropFirst() where costs[index] < costs[best] {
      best = index
    }
    return best
  }

  /// The index of the selected hypothesis of a list that is no longer in first-pass order.
  ///
  /// - Parameters:
  ///   - list: the list to select from.
  ///   - costs: interpolated costs, one per hypothesis.
  ///   - ranks: each hypothesis's rank in the first pass, lower is better.
  public static func index(in list: NBestList, costs: [Double], ranks: [Int]) -> Int {
    precondition(costs.count == list.count && ranks.count == list.count, "one of each a hypothesis")
    var best = 0
    for index in costs.indices.dropFirst() {
      if costs[index] != costs[best] {
        if costs[index] < costs[best] { best = index }
      } else if ranks[index] != ranks[best] {
        if ranks[index] < ranks[best] { best = index }
      } else if list[index].text.utf8.lexicographicallyPrecedes(list[best].text.utf8) {
        best = index
      }
    }
    return best
  }
}
