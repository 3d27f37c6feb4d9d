#if canImport(Glibc)
  import Glibc
#endif

/// Consecutive addresses of a ``StorageArena``, and what of them is free.
struct StorageRegion: Sendable {
  let start: UInt
  let bytes: Int
  /// The free ranges of offsets, ascending; no two of them touch.
  private var free: [Range<Int>]
  /// The offset from which nothing was ever handed out.
  private(set) var reach = 0

  init(start: UInt, bytes: Int) {
    self.start = start
    self.bytes = bytes
    free = [0..<bytes]
  }

  /// Whether an address is one of the region's.
  func contains(_ address: UInt) -> Bool {
    address >= start && address < start + UInt(bytes)
  }

  /// The free range that a block leaves least of; the lowest of several.
  func bestFit(_ size: Int) -> (index: Int, spare: Int)? {
    var best: (index: Int, spare: Int)?
    for (index, range) in free.enumerated() where range.count >= size {
      let spare = range.count - size
      if best.map({ spare < $0.spare }) ?? true { best = (index, spare) }
    }
    return best
  }

  /// The address of a block at the start of a free range.
  ///
  /// - Parameter index: of the range, which is at least as large.
  mutating func take(_ size: Int, at index: Int) -> UInt {
    let range = free[index], end = range.lowerBound + size
    if end == range.upperBound {
      free.remove(at: index)
    } else {
      free[index] = end..<range.upperBound
    }
    reach = max(reach, end)
    return start + UInt(range.lowerBound)
  }

  /// Frees a block that was taken, and joins it with what is free beside it.
  mutating func give(_ address: UInt, _ size: Int) {
    let lower = Int(address - start)
    // The first free range above the block.
    var low = 0, high = free.count
    while low < high {
      let middle = (low + high) / 2
      if free[middle].lowerBound < lower { low = middle + 1 } else { high = middle }
    }
    var joined = lower..<lower + size
    if low < free.count, free[low].lowerBound == joined.upperBound {
      joined = joined.lowerBound..<free.remove(at: low).upperBound
    }
    if low > 0, free[low - 1].upperBound == joined.lowerBound {
      free[low - 1] = free[low - 1].lowerBound..<joined.upperBound
    } else {
      free.insert(joined, at: low)
    }
  }

  /// Gives the free pages' memory back to the system; their addresses stay.
  func forgetIdle() {
    for range in free where range.lowerBound < reach {
      madvise(
        UnsafeMutableRawPointer(bitPattern: start + UInt(range.lowerBound)),
        min(range.upperBound, reach) - range.lowerBound, MADV_DONTNEED)
    }
  }
}
