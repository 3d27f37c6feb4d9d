import Artifacts

/// A block of floats with one owner at a time for writing; or a file's in place, which nobody writes.
///
/// `@unchecked Sendable` holds because ``Tensor`` writes through `floats` only after
/// `isKnownUniquelyReferenced` and never to a file's, so no other thread can see the block that is written.
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
  /// The file that the floats are part of, and where.
  private let file: (mapping: MappedFile, place: Range<Int>)?

  private static let alignment = 64

  /// Uninitialized space for `count` floats, with slack so that whole vectors may be read.
  init(count: Int, lifetime: Lifetime) {
    self.lifetime = lifetime
    file = nil
    bytes = max(1, (count * 4 + Self.alignment - 1) / Self.alignment) * Self.alignment
    let block =
      lifetime.arena.take(bytes) ?? .allocate(byteCount: bytes, alignment: Self.alignment)
    floats = block.bindMemory(to: Float.self, capacity: bytes / 4)
  }

  /// Floats of a file in place, with no copy of them; nil where they can't be read as ours are.
  init?(of mapping: MappedFile, at place: Range<Int>) {
    guard let start = mapping.address(of: place, alignment: 4, slack: Self.alignment) else {
      return nil
    }
    lifetime = .lasting
    bytes = place.count
    file = (mapping, place)
    floats = UnsafeMutableRawPointer(mutating: start)
      .bindMemory(to: Float.self, capacity: place.count / 4)
  }

  var isWritable: Bool { file == nil }

  /// Whether the file that has the floats was cut short, and some may be zeros now.
  var isCutShort: Bool { file?.mapping.isCutShort ?? false }

  /// Gives back the memory of a file's floats that have been read; they are read anew if they are wanted again.
  func forgetPages() {
    if let file { file.mapping.forget(file.place) }
  }

  deinit {
    if file != nil { return }
    if !lifetime.arena.give(UnsafeMutableRawPointer(floats), bytes) { floats.deallocate() }
  }
}
