extension NBestList {
  /// The list in first-pass order: by total, and where totals are equal in the order in which it stands.
  ///
  /// Lists without scores, whose totals are all equal, stay as they are.
  public var ranked: NBestList {
    guard !isRanked else { return self }
    let order = hypotheses.indices.sorted {
      (hypotheses[$0].costs.total, $0) < (hypotheses[$1].costs.total, $1)
    }
    return replacing(order.map { hypotheses[$0] })
  }

  /// Whether totals never fall from one hypothesis to the next.
  private var isRanked: Bool {
    zip(hypotheses, hypotheses.dropFirst()).allSatisfy { $0.costs.total <= $1.costs.total }
  }
}
