import Synchronization

/// Blocks of floats given up and waiting for reuse, by capacity.
///
/// A block serves requests down to half its size, so that a batch of short texts finds what one of long
/// texts left; and where nothing fits, smaller blocks go before a larger one is made. Idle blocks
/// and those in use together stay near the most that was ever in use.
package final class StoragePool: Sendable {
  /// Smaller blocks are the allocator's business.
  private static let smallest = 4096
  /// 512 MiB at most lie idle.
  private static let largestTotal = 1 << 27
  /// Capacities per power of two.
  private static let steps = 4

  private struct Idle: Sendable {
    var blocks: [Int: [UInt]] = [:]
    var total = 0

    mutating func take(_ capacity: Int) -> UInt? {
      guard let address = blocks[capacity]?.popLast() else { return nil }
      total -= capacity
      return address
    }
  }

  private let idle = Mutex(Idle())

  package init() {}

  /// What lies idle.
  package var idleFloats: Int { idle.withLock(\.total) }

  /// Four sizes per power of two, so that blocks of nearly equal use can replace each other.
  package static func roundedCapacity(_ count: Int) -> Int {
    let needed = max(count, 16)
    let step = max(16, (1 << (Int.bitWidth - 1 - needed.leadingZeroBitCount)) / steps)
    return (needed + step - 1) / step * step
  }

  /// A block of at least a capacity that ``roundedCapacity(_:)`` gave, and its own; nil if none fits.
  package func take(_ capacity: Int) -> (floats: UnsafeMutablePointer<Float>, capacity: Int)? {
    guard capacity >= Self.smallest else { return nil }
    let (found, unused) = idle.withLock { idle -> ((UInt, Int)?, [UInt]) in
      var size = capacity
      for _ in 0...Self.steps {
        if let address = idle.take(size) { return ((address, size), []) }
        size = Self.roundedCapacity(size + 1)
      }
      return (nil, Self.evicted(from: &idle, capacity))
    }
    for address in unused { UnsafeMutablePointer<Float>(bitPattern: address)?.deallocate() }
    return found.flatMap { address, size in
      UnsafeMutablePointer<Float>(bitPattern: address).map { ($0, size) }
    }
  }

  /// Smaller blocks of as much capacity altogether, the largest first.
  private static func evicted(from idle: inout Idle, _ capacity: Int) -> [UInt] {
    var left = capacity
    var unused: [UInt] = []
    for size in idle.blocks.keys.filter({ $0 < capacity }).sorted(by: >) {
      while left > 0, let address = idle.take(size) {
        unused.append(address)
        left -= size
      }
    }
    return unused
  }

  /// Whether the pool keeps the block.
  package func give(_ floats: UnsafeMutablePointer<Float>, _ capacity: Int) -> Bool {
    guard capacity >= Self.smallest else { return false }
    let address = UInt(bitPattern: floats)
    return idle.withLock { idle in
      guard idle.total + capacity <= Self.largestTotal else { return false }
      idle.blocks[capacity, default: []].append(address)
      idle.total += capacity
      return true
    }
  }
}
