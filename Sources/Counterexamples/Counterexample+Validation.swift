import Rescoring
import Transcripts

extension Counterexample {
  /// What keeps the values from being those of a case that was judged; nil if nothing does.
  var inconsistency: String? {
    if clean.isEmpty { return "an empty clean list" }
    if perturbed.isEmpty { return "an empty perturbed list" }
    if correspondence.count != perturbed.count {
      let (found, wanted) = (correspondence.count, perturbed.count)
      return
        "at key \"correspondence\": expected \(wanted) number\(wanted == 1 ? "" : "s"), one for "
        + "each perturbed hypothesis, found \(found)"
    }
    if let place = correspondence.firstIndex(where: { !clean.indices.contains($0) }) {
      return
        "at key \"correspondence.\(place)\": expected a place in a clean list of \(clean.count), "
        + "found \(correspondence[place])"
    }
    if !model.digest.isWellFormed {
      return "at key \"model.digest\": expected 64 hexadecimal digits, found "
        + "\"\(model.digest.hexadecimal)\""
    }
    if let whole, let fault = whole.inconsistency { return "at key \"whole.\(fault)" }
    return Self.inconsistency(of: clean, "clean") ?? Self.inconsistency(of: perturbed, "perturbed")
  }

  /// A list in which another hypothesis is said to be selected than one of lowest cost.
  private static func inconsistency(of list: [JudgedHypothesis], _ key: String) -> String? {
    let selected = list.indices.filter { list[$0].isSelected }
    // Of a model that gave no costs nothing is selected.
    guard let least = list.compactMap(\.interpolated).min() else {
      return selected.first.map {
        "at key \"\(key).\($0).isSelected\": expected false in a list without costs, found true"
      }
    }
    guard selected.count == 1 else {
      return "at key \"\(key)\": expected one selected hypothesis, found \(selected.count)"
    }
    let cost = list[selected[0]].interpolated
    guard cost != least else { return nil }
    return "at key \"\(key).\(selected[0]).isSelected\": expected the hypothesis of lowest cost, "
      + "\(least), found one of \(cost.map { "\($0)" } ?? "none")"
  }
}

extension Counterexample.WholeLists {
  /// A key without its first part, closed by a quotation mark, and what is wrong there; nil if nothing is.
  fileprivate var inconsistency: String? {
    if correspondence.count != perturbed.count {
      return "correspondence\": expected \(perturbed.count), found \(correspondence.count)"
    }
    if let place = correspondence.firstIndex(where: { !clean.indices.contains($0) }) {
      return "correspondence.\(place)\": expected a place in a clean list of \(clean.count), found "
        + "\(correspondence[place])"
    }
    if let cleanSelected, !clean.indices.contains(cleanSelected) {
      return "cleanSelected\": expected a place in a list of \(clean.count), found \(cleanSelected)"
    }
    if let perturbedSelected, !perturbed.indices.contains(perturbedSelected) {
      return "perturbedSelected\": expected a place in a list of \(perturbed.count), found "
        + "\(perturbedSelected)"
    }
    return nil
  }
}
