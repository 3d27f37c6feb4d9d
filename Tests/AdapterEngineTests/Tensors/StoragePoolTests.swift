import AdapterEngine
import Testing

struct StoragePoolTests {
  private let pool = StoragePool()

  private func block(_ capacity: Int) -> UnsafeMutablePointer<Float> {
    UnsafeMutablePointer.allocate(capacity: capacity)
  }

  @Test func `a block serves requests down to half its size`() throws {
    let large = block(16384)
    #expect(pool.give(large, 16384))
    #expect(pool.take(4096) == nil, "too large for so little")
    let taken = try #require(pool.take(8192))
    #expect(taken.floats == large && taken.capacity == 16384)
    #expect(pool.idleFloats == 0)
    taken.floats.deallocate()
  }

  @Test func `the block that fits best is taken`() throws {
    let blocks = [12288, 8192, 10240].map { (block($0), $0) }
    for (floats, capacity) in blocks { #expect(pool.give(floats, capacity)) }
    #expect(try #require(pool.take(10240)).floats == blocks[2].0)
    #expect(try #require(pool.take(10240)).floats == blocks[0].0)
    for (floats, _) in [blocks[0], blocks[2]] { floats.deallocate() }
    #expect(pool.idleFloats == 8192)
  }

  @Test func `where nothing fits, smaller blocks make room`() {
    for _ in 0..<5 { #expect(pool.give(block(8192), 8192)) }
    #expect(pool.take(20480) == nil)
    #expect(pool.idleFloats == 2 * 8192)
  }

  @Test func `small blocks are the allocator's`() {
    let small = block(64)
    #expect(!pool.give(small, 64))
    small.deallocate()
  }

  @Test func `capacities hold what is asked for, with a quarter more at most`() {
    for count in [1, 16, 17, 100, 4097, 8192, 8193, 1_000_003] {
      let capacity = StoragePool.roundedCapacity(count)
      #expect(capacity >= count && capacity <= max(count + 16, count * 5 / 4))
    }
  }
}
