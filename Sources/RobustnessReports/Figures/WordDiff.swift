/// The words that two texts share, in order, according to the smallest edit from one to the other.
package struct WordDiff: Hashable, Sendable {
  /// Words in a row that have the same fate.
  package enum Piece: Hashable, Sendable {
    case kept([String])
    case removed([String])
    case inserted([String])
  }

  package let pieces: [Piece]

  /// Compares word by word; words are what spaces separate.
  package init(from old: String, to new: String) {
    let before = old.split(separator: " ").map(String.init)
    let after = new.split(separator: " ").map(String.init)
    let difference = after.difference(from: before)
    var removed = Set<Int>()
    var inserted = Set<Int>()
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var pieces: [Piece] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      var gone: [String] = []
      while left < before.count, removed.contains(left) {
        gone.append(before[left])
        left += 1
      }
      var new: [String] = []
      while right < after.count, inserted.contains(right) {
        new.append(after[right])
        right += 1
      }
      var same: [String] = []
      while left < before.count, right < after.count, !removed.contains(left),
        !inserted.contains(right)
      {
        same.append(after[right])
        left += 1
        right += 1
      }
      if !gone.isEmpty { pieces.append(.removed(gone)) }
      if !new.isEmpty { pieces.append(.inserted(new)) }
      if !same.isEmpty { pieces.append(.kept(same)) }
    }
    self.pieces = pieces
  }

  /// Whether the two texts have the same words.
  package var isEmpty: Bool {
    pieces.allSatisfy { if case .kept = $0 { true } else { false } }
  }
}
