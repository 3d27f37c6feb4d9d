import Artifacts
import Testing

@Suite struct `Concurrent maps` {
  private struct Odd: Error, Equatable { let number: Int }

  @Test(arguments: [1, 2, 5])
  func `give results in the elements' order, on any number of threads`(threads: Int) {
    let numbers = Array(0..<500)
    #expect(ConcurrentMap.map(numbers, threads: threads) { $0 * $0 } == numbers.map { $0 * $0 })
    #expect(ConcurrentMap.map([Int](), threads: threads) { $0 }.isEmpty)
  }

  @Test(arguments: [1, 2, 5])
  func `throw the first element's error`(threads: Int) {
    #expect(throws: Odd(number: 7)) {
      try ConcurrentMap.map(Array(0..<100), threads: threads) { (number) throws(Odd) -> Int in
        if number >= 7, number % 2 == 1 { throw Odd(number: number) }
        return number
      }
    }
  }

  @Test func `values are made once for each key`() {
    let once = KeyedOnce<Int, Int>()
    var made: [Int] = []
    let values = [1, 2, 1, 3, 2].map { key in
      once.value(for: key) {
        made.append(key)
        return key * 10
      }
    }
    #expect(values == [10, 20, 10, 30, 20])
    #expect(made == [1, 2, 3])
  }
}
