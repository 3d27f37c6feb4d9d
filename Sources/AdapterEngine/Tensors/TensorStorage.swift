/// A block of 64-byte-aligned floats with one owner at a time for writing.
///
/// `@unchecked Sendable` holds because ``Tensor`` writes through `floats` only after
/// `isKnownUniquelyReferenced`, so no other thread can see the block that is written.
final class TensorStorage: @unchecked Sendable {
  /// How long a block is used. Each kind has an arena of its own: weights among intermediate results
  /// would keep these from joining again when a step is over.
  enum Lifetime: Sendable {
    /// A step at most: intermediate results and gradients. Moments too, which come before all these and
    /// so lie below them.
    case passing
    /// Many steps, made in the middle of one: weights, packed or not, and rows of tables.
    case lasting

    private static let passingArena = StorageArena()
    private static let lastingArena = StorageArena()

    fileprivate var arena: StorageArena {
      switch self {
      case .passing: Self.passingArena
      case .lasting: Self.lastingArena
      }
    }
  }

  let floats: UnsafeMutablePointer<Float>
  let lifetime: Lifetime
  private let bytes: Int

  private static let alignment = 64

  /// Uninitialised space for `count` floats, with slack so that whole vectors may be read.
  init(count: Int, lifetime: Lifetime) {
    self.lifetime = lifetime
    bytes = max(1, (count * 4 + Self.alignment - 1) / Self.alignment) * Self.alignment
    let block =
      lifetime.arena.take(bytes) ?? .allocate(byteCount: bytes, alignment: Self.alignment)
    floats = block.bindMemory(to: Float.self, capacity: bytes / 4)
  }

  deinit {
    if !lifetime.arena.give(UnsafeMutableRawPointer(floats), bytes) { floats.deallocate() }
  }
}
