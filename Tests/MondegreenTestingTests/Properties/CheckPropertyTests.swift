import Artifacts
import Foundation
import MondegreenTesting
import PropertyTesting
import Testing

@Suite(.failures(in: .none)) struct CheckPropertyTests {
  /// The property failures that `body` records.
  private func failures(
    _ body: @Sendable () async throws -> Void
  ) async throws -> [PropertyFailed] {
    let found = Lock<[PropertyFailed]>([])
    let test = try #require(Test.current)
    let trait: IssueHandlingTrait = .compactMapIssues { issue in
      guard let failed = issue.error as? PropertyFailed else { return issue }
      found.withLock { $0.append(failed) }
      return nil
    }
    try await trait.provideScope(for: test, testCase: Test.Case.current) { try await body() }
    return found.withLock { $0 }
  }

  @Test func `a property that holds records nothing`() async throws {
    let isFine = try await checkProperty(.array(of: .integer())) { list in
      #expect(list.sorted().count == list.count)
    }
    #expect(isFine)
  }

  @Test func `expectations are told once, for the smallest case`() async throws {
    let failed = try await failures {
      try await checkProperty(.array(of: .integer(in: 0...1000))) { list in
        #expect(list.count < 5)
        #expect(list.reduce(0, +) >= 0)
      }
    }
    #expect(failed.count == 1)
    #expect(failed.first?.value == "[0, 0, 0, 0, 0]")
    #expect(failed.first?.note?.contains("(list.count → 5) < 5") == true)
    #expect(failed.first?.replay == "t,[0:1000]0,<t,0>*4,f;")
  }

  @Test func `a replay line judges one case`() async throws {
    let line = try await failures {
      try await checkProperty(.array(of: .integer(in: 0...1000))) { $0.count < 5 }
    }.first?.replay
    let seen = Lock<[[Int]]>([])
    let again = try await failures {
      try await checkProperty(.array(of: .integer(in: 0...1000)), replay: line) { list in
        seen.withLock { $0.append(list) }
        return list.count < 5
      }
    }
    #expect(again.count == 1)
    #expect(seen.withLock { $0 } == [[0, 0, 0, 0, 0]])
  }

  @Test func `different bugs are different issues`() async throws {
    struct Odd: Error {}
    let failed = try await failures {
      try await checkProperty(.integer(in: 0...10_000)) { number in
        if number > 5_000 && number % 2 == 1 { throw Odd() }
        #expect(number < 9_000)
      }
    }
    #expect(Set(failed.map(\.value)) == ["5001", "9000"])
    #expect(failed.contains { $0.note?.contains("threw Odd") == true })
  }

  @Test func `asynchronous properties are awaited, and late cases fail`() async throws {
    let failed = try await failures {
      try await PropertySettings.withCaseTimeLimit(.milliseconds(400)) {
        try await checkProperty(.integer(in: 0...10)) { number in
          if number >= 7 { try await Task.sleep(for: .seconds(60)) }
        }
      }
    }
    #expect(failed.map(\.value) == ["7"])
    #expect(failed.first?.note?.contains("took longer than") == true)
  }

  @Test func `examples come first`() async throws {
    let seen = Lock<[Int]>([])
    let failed = try await failures {
      try await checkProperty(.integer(in: 0...10), examples: [3, 4]) { number in
        seen.withLock { $0.append(number) }
        return number != 4
      }
    }
    #expect(seen.withLock { $0 } == [3, 4])
    #expect(failed.first?.value == "4")
    #expect(failed.first?.replay == "[0:10]4;")
  }

  @Test func `a stored failure is judged before anything is drawn`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "check-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let seen = Lock<[Int]>([])
    for _ in 0..<2 {
      seen.withLock { $0 = [] }
      let failed = try await failures {
        try await PropertySettings.withFailures(in: folder) {
          try await checkProperty(.integer(in: 0...100_000)) { number in
            seen.withLock { $0.append(number) }
            return number < 70_123
          }
        }
      }
      #expect(failed.map(\.value) == ["70123"])
    }
    #expect(seen.withLock { $0 } == [70_123])
  }

  @Test func `a generator without values is an issue, not a pass`() async throws {
    try await withKnownIssue {
      try await checkProperty(Generator<Int>.element(of: [])) { _ in true }
    } matching: {
      "\($0)".contains("no element of an empty collection")
    }
  }

  @Test(.profile(.quick)) func `the profile says how many cases there are`() async throws {
    let count = Lock(0)
    try await checkProperty(.integer()) { _ in count.withLock { $0 += 1 } }
    #expect(count.withLock { $0 } == PropertyProfile.quick.cases)
  }
}

extension PropertySettings {
  fileprivate static func withCaseTimeLimit(
    _ limit: Duration, _ body: @Sendable () async throws -> Bool
  ) async throws {
    try await with(.caseTimeLimit(limit), body)
  }

  fileprivate static func withFailures(
    in folder: String, _ body: @Sendable () async throws -> Bool
  ) async throws {
    try await with(.failures(in: .folder(folder)), body)
  }

  private static func with(
    _ setting: PropertySetting, _ body: @Sendable () async throws -> Bool
  ) async throws {
    let test = try #require(Test.current)
    try await setting.provideScope(for: test, testCase: Test.Case.current) { _ = try await body() }
  }
}
