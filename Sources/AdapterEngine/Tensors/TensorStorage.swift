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
    let needed = StoragePool.roundedCapacity(count)
    (floats, capacity) =
      TensorStorage.pool.take(needed) ?? (TensorStorage.allocate(needed), needed)
  }

  deinit {
    if !TensorStorage.pool.give(floats, capacity) { floats.deallocate() }
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer.allocate(byteCount: capacity * 4, alignment: 64)
      .bindMemory(to: Float.self, capacity: capacity)
  }

  private static let pool = StoragePool()
}
