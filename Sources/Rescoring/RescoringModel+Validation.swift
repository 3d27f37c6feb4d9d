public import Transcripts

extension RescoringModel {
  /// ``costs(for:)``, refused unless there is one finite cost per hypothesis.
  ///
  /// Everything in the harness asks a model through this, so that a NaN becomes an error with the
  /// model's name and the text, and never a selection.
  ///
  /// - Throws: ``RescoringError``.
  public func validatedCosts(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    guard !lists.isEmpty else { return [] }
    let costs = try costs(for: lists)
    guard costs.count == lists.count else {
      throw .wrongCount(model: identity.name, expected: lists.count, found: costs.count)
    }
    for (list, row) in zip(lists, costs) {
      guard row.count == list.count else {
        throw .wrongCount(model: identity.name, expected: list.count, found: row.count)
      }
      if let index = row.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(model: identity.name, text: list[index].text, found: row[index])
      }
    }
    return costs
  }

  /// The index of the hypothesis that this model selects from each list.
  ///
  /// - Throws: ``RescoringError``, also where `interpolation` weighs a cost that a list lacks.
  public func selections(
    in lists: [NBestList], interpolation: Interpolation
  ) throws(RescoringError) -> [Int] {
    let costs = try validatedCosts(for: lists)
    var selected: [Int] = []
    selected.reserveCapacity(lists.count)
    for (list, row) in zip(lists, costs) {
      selected.append(
        Selection.index(in: list, costs: try interpolation.costs(of: list, secondPass: row)))
    }
    return selected
  }
}
