import Artifacts

#if canImport(Glibc)
  import Glibc
#endif

/// Memory for large blocks of floats: pieces of a few reserved regions, joined with their neighbors when
/// they are given up and handed out again.
///
/// A training step asks for some hundred blocks whose sizes change with the lengths of its texts. Mapping
/// each anew costs a tenth of the step. Kept by size instead, idle blocks fit the next batch badly: full
/// fine-tuning of MiniLM on two threads then took 830 MiB for what takes 640 with neighbors that join.
///
/// Regions are addresses first: pages count from when they are written to. They are asked for as large
/// pages, since clearing a model's small ones, one fault each, is a fifth of the time to a first score.
package final class StorageArena: Sendable {
  /// The unit of which block sizes are multiples.
  package static let pageBytes = 4096
  /// Smaller blocks are the allocator's business.
  package static let smallestBytes = 4 * pageBytes
  /// What a region reserves at least.
  private static let regionBytes = 1 << 30
  /// The size of one of Linux's large pages, on which regions begin.
  private static let largePageBytes = 2 << 20
  /// Idle memory goes back to the system when there is more.
  private static let idleLimit = 512 << 20

  private struct State: Sendable {
    var regions: [StorageRegion] = []
    /// Bytes given up and not taken since, at most.
    var idle = 0
  }

  private let state = Lock(State())

  package init() {}

  /// How far into the regions blocks have ever reached, in bytes: at most so much is in memory.
  package var reach: Int { state.withLock { $0.regions.reduce(0) { $0 + $1.reach } } }

  /// A block of at least so many bytes, aligned to a page; nil for a small one, or if the system has no
  /// memory.
  package func take(_ bytes: Int) -> UnsafeMutableRawPointer? {
    guard bytes >= Self.smallestBytes else { return nil }
    let size = Self.pages(bytes)
    let address: UInt? = state.withLock { state in
      let fits = state.regions.indices.compactMap { index in
        state.regions[index].bestFit(size).map { (index: index, fit: $0) }
      }
      if let best = fits.min(by: { $0.fit.spare < $1.fit.spare }) {
        state.idle = max(0, state.idle - size)
        return state.regions[best.index].take(size, at: best.fit.index)
      }
      guard var region = Self.reserve(size) else { return nil }
      let address = region.take(size, at: 0)
      state.regions.append(region)
      return address
    }
    return address.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
  }

  /// Takes back a block of so many bytes; false if it is none of the arena's.
  package func give(_ block: UnsafeMutableRawPointer, _ bytes: Int) -> Bool {
    guard bytes >= Self.smallestBytes else { return false }
    let address = UInt(bitPattern: block), size = Self.pages(bytes)
    return state.withLock { state in
      guard let index = state.regions.firstIndex(where: { $0.contains(address) }) else {
        return false
      }
      state.regions[index].give(address, size)
      state.idle += size
      if state.idle > Self.idleLimit {
        for region in state.regions { region.forgetIdle() }
        state.idle = 0
      }
      return true
    }
  }

  private static func pages(_ bytes: Int) -> Int {
    (bytes + pageBytes - 1) / pageBytes * pageBytes
  }

  /// A new region with room for a block; where so much can't be reserved, of the block's size.
  private static func reserve(_ size: Int) -> StorageRegion? {
    for bytes in [max(size, regionBytes), size] {
      let mapped = bytes + largePageBytes
      guard
        let start = mmap(
          nil, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
        start != MAP_FAILED
      else { continue }
      let first = (UInt(bitPattern: start) + UInt(largePageBytes) - 1) & ~UInt(largePageBytes - 1)
      #if os(Linux)
        // Where it is refused the pages stay small: nothing else depends on it.
        madvise(UnsafeMutableRawPointer(bitPattern: first), bytes, MADV_HUGEPAGE)
      #endif
      return StorageRegion(start: first, bytes: bytes)
    }
    return nil
  }
}
