import AdapterEngine
import Testing

struct StorageArenaTests {
  private let arena = StorageArena()
  private let page = StorageArena.pageBytes

  private func take(_ pages: Int) throws -> UnsafeMutableRawPointer {
    try #require(arena.take(pages * page))
  }

  @Test func `neighbors given up join, in whatever order they go`() throws {
    for order in [[0, 1, 2], [2, 1, 0], [0, 2, 1], [1, 0, 2]] {
      let blocks = try [4, 7, 5].map { ($0, try take($0)) }
      for index in order { #expect(arena.give(blocks[index].1, blocks[index].0 * page)) }
      let whole = try take(16)
      #expect(whole == blocks[0].1)
      #expect(arena.give(whole, 16 * page))
    }
    #expect(arena.reach == 16 * page)
  }

  @Test func `the free range that fits best is taken, the lowest of several`() throws {
    var blocks: [UnsafeMutableRawPointer] = []
    for pages in [12, 4, 8, 4, 10, 4, 8, 4] { blocks.append(try take(pages)) }
    for (index, pages) in [(0, 12), (2, 8), (4, 10), (6, 8)] {
      #expect(arena.give(blocks[index], pages * page))
    }
    #expect(try take(8) == blocks[2])
    #expect(try take(9) == blocks[4])
    #expect(try take(11) == blocks[0])
    #expect(try take(5) == blocks[6])
  }

  @Test func `blocks never overlap, and need little more than their peak`() throws {
    struct Block {
      let start: UnsafeMutablePointer<Int>
      let bytes: Int
      let mark: Int
    }
    var generator = CounterGenerator(seed: 7)
    var blocks: [Block] = []
    var used = 0, peak = 0
    var isIntact = true
    for step in 0..<20_000 {
      if used > 64 << 20 || (!blocks.isEmpty && generator.next() % 2 == 0) {
        let block = blocks.remove(at: Int(generator.next() % UInt64(blocks.count)))
        let words = block.bytes / 8
        isIntact = isIntact && block.start[0] == block.mark && block.start[words - 1] == block.mark
        let gave = arena.give(UnsafeMutableRawPointer(block.start), block.bytes)
        isIntact = isIntact && gave
        used -= block.bytes
      } else {
        let bytes = StorageArena.smallestBytes + Int(generator.next() % 1_000_000) / 64 * 64
        let block = try #require(arena.take(bytes))
        isIntact = isIntact && UInt(bitPattern: block) % 64 == 0
        let words = block.bindMemory(to: Int.self, capacity: bytes / 8)
        words[0] = step
        words[bytes / 8 - 1] = step
        blocks.append(Block(start: words, bytes: bytes, mark: step))
        used += bytes
        peak = max(peak, used)
      }
    }
    #expect(isIntact)
    #expect(arena.reach < peak * 5 / 4)
  }

  @Test func `a block may be larger than a region`() throws {
    let bytes = 3 << 30
    let block = try #require(arena.take(bytes))
    let last = block + (bytes - 1)
    last.storeBytes(of: 7, as: UInt8.self)
    #expect(last.load(as: UInt8.self) == 7)
    #expect(arena.give(block, bytes))
  }

  @Test func `much idle memory goes back to the system`() throws {
    let bytes = 600 << 20
    let block = try #require(arena.take(bytes))
    block.storeBytes(of: 7, as: UInt8.self)
    #expect(arena.give(block, bytes))
    let again = try #require(arena.take(bytes))
    #expect(again == block)
    #expect(again.load(as: UInt8.self) == 0, "fresh pages are zero")
    #expect(arena.give(again, bytes))
  }

  @Test func `small blocks and those of others are the allocator's`() {
    #expect(arena.take(StorageArena.smallestBytes - 1) == nil)
    let other = UnsafeMutableRawPointer.allocate(byteCount: 1 << 20, alignment: 64)
    #expect(!arena.give(other, 1 << 20))
    other.deallocate()
  }
}
