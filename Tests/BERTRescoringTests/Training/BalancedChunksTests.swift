import AdapterEngine
import BERTRescoring
import Testing

struct BalancedChunksTests {
  @Test func `costs are dealt out evenly, and each chunk keeps the order`() {
    let chunks = [9, 1, 2, 8, 3, 7, 4, 6].balancedChunks(of: 4) { $0 }
    #expect(chunks.map { $0.reduce(0, +) } == [20, 20])
    #expect(chunks == [[9, 1, 4, 6], [2, 8, 3, 7]])
  }

  @Test func `whatever the costs, every element has one place and no chunk is over-full`() {
    var generator = CounterGenerator(seed: 7)
    for count in 0...37 {
      let costs = (0..<count).map { _ in Int(generator.next() % 50) }
      for size in 1...5 {
        let chunks = Array(costs.enumerated()).balancedChunks(of: size, cost: \.element)
        #expect(chunks.count == (count + size - 1) / size)
        #expect(chunks.allSatisfy { (1...size).contains($0.count) })
        #expect(chunks.joined().map(\.offset).sorted() == Array(0..<count))
        #expect(chunks.allSatisfy { zip($0, $0.dropFirst()).allSatisfy { $0.offset < $1.offset } })
      }
    }
  }

  @Test func `no chunk costs more than another by more than one element`() {
    let costs = [40, 3, 5, 60, 22, 31, 8, 19, 77, 2, 45, 12]
    let totals = costs.balancedChunks(of: 4) { $0 }.map { $0.reduce(0, +) }
    #expect(totals.max()! - totals.min()! < costs.max()!)
  }
}
