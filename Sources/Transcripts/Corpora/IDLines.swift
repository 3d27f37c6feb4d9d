/// The line on which each id of a corpus was first seen, in 20 bytes an id however long ids are.
///
/// Ids are told apart by 128 bits of their hashes, which are keyed anew in each process: that two of a million ids
/// were taken for one has a probability of 10⁻²⁷. Like strings, ids are equal by canonical equivalence.
struct IDLines {
  private var firsts: [UInt64] = []
  private var seconds: [UInt64] = []
  /// The lines by slot; 0 marks a free slot.
  private var lines: [UInt32] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// Notes an id, if it is new.
  ///
  /// - Parameter line: from 1.
  /// - Returns: the line on which it stood before; nil if it is new.
  mutating func insert(_ id: String, line: Int) -> Int? {
    // At most three quarters full.
    if count * 4 >= lines.count * 3 { grow() }
    let (first, second) = Self.hashes(of: id)
    var slot = Int(truncatingIfNeeded: first) & (lines.count - 1)
    while lines[slot] != 0 {
      if firsts[slot] == first, seconds[slot] == second { return Int(lines[slot]) }
      slot = (slot + 1) & (lines.count - 1)
    }
    (firsts[slot], seconds[slot]) = (first, second)
    lines[slot] = UInt32(clamping: line)
    count += 1
    return nil
  }

  private static func hashes(of id: String) -> (UInt64, UInt64) {
    var hasher = Hasher()
    hasher.combine(id)
    var other = hasher
    other.combine(1)
    hasher.combine(0)
    // Both continue one state of 256 bits, so a collision of one is none of the other.
    return (
      UInt64(bitPattern: Int64(hasher.finalize())), UInt64(bitPattern: Int64(other.finalize()))
    )
  }

  private mutating func grow() {
    let old = (firsts, seconds, lines)
    let size = max(64, lines.count * 2)
    firsts = [UInt64](repeating: 0, count: size)
    seconds = [UInt64](repeating: 0, count: size)
    lines = [UInt32](repeating: 0, count: size)
    for index in old.2.indices where old.2[index] != 0 {
      var slot = Int(truncatingIfNeeded: old.0[index]) & (size - 1)
      while lines[slot] != 0 { slot = (slot + 1) & (size - 1) }
      (firsts[slot], seconds[slot], lines[slot]) = (old.0[index], old.1[index], old.2[index])
    }
  }
}
