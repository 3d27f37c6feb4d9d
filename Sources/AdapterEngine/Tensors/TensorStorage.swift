import Synchronization

/// A block of 64-byte-aligned floats with one owner at a time for writing.
///
/// Large blocks are kept when they are given up and handed out again: mapping fresh pages for every
/// intermediate result costs a tenth of a training step.
///
/// `@unchecked Sendable` holds because ``Tensor`` writes through `floats` only after
/// `isKnownUniquelyReferenced`, so no other thread can see the block that is written.
final class TensorStorage: @unchecked Sendable {
  let floats: UnsafeMutablePointer<Float>
  private let capacity: Int

  /// Uninitialised space for `count` floats, with slack so that whole vectors may be read.
  init(count: Int) {
    capacity = TensorStorage.roundedCapacity(count)
    floats = TensorStorage.pool.take(capacity) ?? TensorStorage.allocate(capacity)
  }

  deinit {
    if !TensorStorage.pool.give(floats, capacity) { floats.deallocate() }
  }

  /// Four sizes per power of two, so that blocks of nearly equal use can replace each other.
  private static func roundedCapacity(_ count: Int) -> Int {
    let needed = max(count, 16)
    let step = max(16, (1 << (Int.bitWidth - 1 - needed.leadingZeroBitCount)) / 4)
    return (needed + step - 1) / step * step
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer.allocate(byteCount: capacity * 4, alignment: 64)
      .bindMemory(to: Float.self, capacity: capacity)
  }

  private static let pool = StoragePool()
}

/// Blocks given up and waiting for reuse, by capacity.
private final class StoragePool: Sendable {
  /// Smaller blocks are the allocator's business.
  private static let smallest = 4096
  /// 512 MiB at most lie idle.
  private static let largestTotal = 1 << 27

  private struct Idle: Sendable {
    var blocks: [Int: [UInt]] = [:]
    var total = 0
  }

  private let idle = Mutex(Idle())

  func take(_ capacity: Int) -> UnsafeMutablePointer<Float>? {
    guard capacity >= Self.smallest else { return nil }
    return idle.withLock { idle -> UInt? in
      guard let address = idle.blocks[capacity]?.popLast() else { return nil }
      idle.total -= capacity
      return address
    }.flatMap { UnsafeMutablePointer(bitPattern: $0) }
  }

  func give(_ floats: UnsafeMutablePointer<Float>, _ capacity: Int) -> Bool {
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
