import Artifacts
import Rescoring
import Testing
import Transcripts

@Suite struct `Batched scoring` {
  final class Log: Sendable {
    let calls = Lock<[[String]]>([])
  }

  func lengths(_ log: Log, alone: Bool) -> StubModel {
    StubModel(scoresEachTextAlone: alone) { lists throws(RescoringError) in
      log.calls.withLock { $0.append(lists.flatMap(\.texts)) }
      return lists.map { $0.texts.map { Double($0.count) } }
    }
  }

  @Test func `a text is asked for once where the model judges texts alone`() throws {
    let log = Log()
    var scorer = BatchScorer(model: lengths(log, alone: true))
    #expect(try scorer.costs(for: [list("a", "bb"), list("bb", "a")]) == [[1, 2], [2, 1]])
    #expect(try scorer.costs(for: [list("bb", "ccc")]) == [[2, 3]])
    #expect(log.calls.withLock { $0 } == [["a", "bb"], ["ccc"]])
  }

  @Test func `canonically equivalent texts are different texts`() throws {
    let model = StubModel(scoresEachTextAlone: true) { lists throws(RescoringError) in
      lists.map { $0.texts.map { Double($0.unicodeScalars.count) } }
    }
    var scorer = BatchScorer(model: model)
    #expect(try scorer.costs(for: [list("caf\u{E9}", "cafe\u{301}")]) == [[4, 5]])
  }

  @Test func `a model that looks at lists gets every list`() throws {
    let log = Log()
    var scorer = BatchScorer(model: lengths(log, alone: false), batch: 2)
    #expect(try scorer.costs(for: [list("a", "a"), list("a")]) == [[1, 1], [1]])
    #expect(log.calls.withLock { $0 } == [["a", "a"], ["a"]])
  }

  @Test func `threads change neither answers nor batches`() throws {
    let lists = (0..<50).map { list("\($0)", String(repeating: "x", count: $0)) }
    let (one, two) = (Log(), Log())
    var single = BatchScorer(model: lengths(one, alone: false), batch: 8)
    var double = BatchScorer(model: lengths(two, alone: false), threads: 2, batch: 8)
    #expect(try single.costs(for: lists) == double.costs(for: lists))
    let batches = one.calls.withLock { Set($0) }
    #expect(batches == two.calls.withLock { Set($0) })
  }

  @Test func `a failure is told, and nothing of it remembered`() throws {
    let isBroken = Log()
    let model = StubModel(scoresEachTextAlone: true) { lists throws(RescoringError) in
      let first = isBroken.calls.withLock { calls in
        calls.append([])
        return calls.count == 1
      }
      return lists.map { $0.texts.map { _ in first ? .nan : 1 } }
    }
    var scorer = BatchScorer(model: model)
    #expect(throws: RescoringError.self) { try scorer.costs(for: [list("a")]) }
    #expect(try scorer.costs(for: [list("a")]) == [[1]])
  }
}
