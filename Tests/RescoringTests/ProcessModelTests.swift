import Foundation
import Rescoring
import Testing
import Transcripts

@Suite struct `Models in other processes` {
  /// A script whose first line of input is the greeting. It is never started again.
  func shell(_ script: String, timeout: Duration = .seconds(20)) throws -> ProcessModel {
    try ProcessModel(
      name: "shell", command: ["/bin/sh", "-c", script], timeout: timeout, restarts: 0)
  }

  /// What a model's failure says.
  func reason(_ model: ProcessModel, _ lists: [NBestList]) -> String {
    do {
      return "costs \(try model.costs(for: lists))"
    } catch {
      return error.description
    }
  }

  @Test func `one process answers request after request`() throws {
    let model = try shell(
      #"n=0; while read -r line; do n=$((n+1)); echo "{\"costs\":[$n,1.5]}"; done"#)
    #expect(try model.costs(for: [list("a"), list("b")]) == [[2], [1.5]])
    #expect(try model.costs(for: [list("a", "b")]) == [[3, 1.5]])
  }

  @Test func `another instance is a process of its own, the same each time`() throws {
    let model = try shell(#"while read -r line; do n=$((n+1)); echo "{\"costs\":[$n]}"; done"#)
    #expect(try model.costs(for: [list("a")]) == [[2]])
    let other = try #require(try model.anotherInstance())
    #expect(try other.costs(for: [list("a")]) == [[2]])
    #expect(try #require(try model.anotherInstance()).costs(for: [list("a")]) == [[3]])
    #expect(try model.costs(for: [list("a")]) == [[3]])
    #expect(other.identity == model.identity)
  }

  @Test func `texts arrive as JSON`() throws {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let model = try shell(
      #"""
      read -r greeting; echo '{"costs":[1]}'
      read -r line; echo "$line" > \#(path); echo '{"costs":[1]}'
      """#)
    _ = try model.costs(for: [list(#"naïve "there/their""#)])
    let sent = try String(contentsOfFile: path, encoding: .utf8)
    #expect(sent == #"{"request":2,"texts":["naïve \"there/their\""]}"# + "\n")
  }

  @Test func `many texts go in several requests`() throws {
    let model = try shell(
      #"""
      while read -r line; do
        n=$(echo "$line" | tr -cd z | wc -c)
        echo "{\"costs\":[$(yes "$n" | head -n "$n" | paste -sd, -)]}"
      done
      """#)
    let texts = NBestList(
      (0..<600).map { _ in Hypothesis(text: "z", costs: FirstPassCosts(total: 0)) })
    let costs = try model.costs(for: [texts])[0]
    #expect(costs.count == 600)
    #expect(costs.first == 512)
    #expect(costs.last == 88)
  }

  @Test func `a missing program is an error`() {
    #expect(throws: RescoringError.self) {
      try ProcessModel(name: "none", command: ["/no/such/program"])
    }
    #expect(throws: RescoringError.self) {
      try ProcessModel(name: "none", command: ["no-such-program-at-all"])
    }
    #expect(throws: RescoringError.self) { try ProcessModel(name: "none", command: []) }
  }

  @Test func `a dead process is told with its status and last message, and stays dead`() throws {
    let model = try shell("read -r line; echo 'out of memory' >&2; exit 3")
    let first = reason(model, [list("a")])
    #expect(first.contains("ended with status 3"))
    #expect(first.contains("out of memory"))
    #expect(reason(model, [list("a")]) == first)
  }

  @Test func `a process that dies while it is written to is no crash`() throws {
    let model = try shell("exec 0<&-; sleep 0.2; exit 1")
    let long = NBestList(
      (0..<400).map { _ in
        Hypothesis(text: String(repeating: "x", count: 1_000), costs: FirstPassCosts(total: 0))
      })
    #expect(reason(model, [long]).contains("ended with status 1"))
  }

  @Test func `a process that takes too long is given up`() throws {
    let model = try shell("read -r line; sleep 30", timeout: .milliseconds(200))
    #expect(reason(model, [list("a")]).contains("no answer within"))
  }

  @Test(arguments: [
    (#"{"costs":[1,2]}"#, "expected 1 costs, found 2"),
    (#"{"costs":[]}"#, "expected 1 costs, found 0"),
    (#"{"costs":[NaN]}"#, #"expected a finite cost for "a", found nan"#),
    (#"{"costs":[-Infinity]}"#, #"expected a finite cost for "a", found -inf"#),
    (#"{"error":"no weights"}"#, "it answers: no weights"),
    (#"{"scores":[1]}"#, #"expected {"costs":[…]}, found"#),
    ("oops", #"expected {"costs":[…]}, found "oops""#),
  ])
  func `a wrong answer is told`(answer: String, expected: String) throws {
    let model = try shell("while read -r line; do echo '\(answer)'; done")
    #expect(reason(model, [list("a")]).contains(expected))
  }

  @Test func `more lines than asked for are refused`() throws {
    let model = try shell(#"read -r line; printf '{"costs":[1]}\n{"costs":[1]}\n'; sleep 5"#)
    #expect(reason(model, [list("a")]).contains("one line of answer"))
  }

  @Test func `the digest covers a script that the command names`() throws {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).sh"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("cat".utf8).write(to: URL(fileURLWithPath: path))
    let before = try ProcessModel(name: "m", command: ["/bin/sh", path]).identity.digest
    try Data("cat -".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try ProcessModel(name: "m", command: ["/bin/sh", path]).identity.digest != before)
  }

  @Test func `a banner is quoted, with where it belongs`() throws {
    let model = try shell(
      #"echo 'Loading weights'; while read -r line; do echo '{"costs":[1]}'; done"#)
    let told = reason(model, [list("a")])
    #expect(told.contains("Loading weights"), "\(told)")
  }

  @Test func `an answer of twenty megabytes is read in a moment`() throws {
    let model = try shell(
      #"read -r greeting; echo '{"costs":[1]}'; read -r line; head -c 20000000 /dev/zero | tr '\0' 1 | sed 's/.*/{"error":"&"}/'; echo; sleep 9"#
    )
    let start = ContinuousClock.now
    #expect(reason(model, [list("a")]).contains("it answers: 1111"))
    #expect(ContinuousClock.now - start < .seconds(15))
  }

  @Test func `an answer without end is refused`() throws {
    let model = try shell("read -r line; exec yes | tr -d '\\n'", timeout: .seconds(60))
    let told = reason(model, [list("a")])
    #expect(told.contains("at most 64 MiB, found more: \"yyyy"), "\(told)")
  }

  @Test func `a program that closes its output and lives on is not waited for`() throws {
    let model = try shell("read -r line; echo bye >&2; exec >&- 2>&-; sleep 60")
    let start = ContinuousClock.now
    let told = reason(model, [list("a")])
    #expect(
      told.contains("closed its standard output and goes on; its last message: bye"), "\(told)")
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func `a program that ends while what it started keeps its output open is not waited for`()
    throws
  {
    let model = try shell("read -r line; sleep 60 & exit 4")
    let start = ContinuousClock.now
    #expect(reason(model, [list("a")]).contains("ended with status 4"))
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test
  func `a program that ignores requests to end is killed, and leaves neither child nor zombie`()
    throws
  {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    func start() throws {
      let model = try shell(
        #"""
        trap '' TERM
        sh -c 'trap "" TERM; while :; do sleep 1; done' &
        echo "$$ $!" > \#(path)
        while read -r line; do echo '{"costs":[1]}'; done
        while :; do sleep 1; done
        """#)
      _ = try model.costs(for: [list("a")])
    }
    try start()
    let numbers = try String(contentsOfFile: path, encoding: .utf8).split { !$0.isNumber }
    #expect(numbers.count == 2)
    for number in numbers {
      // A killed grandchild is its new parent's to bury, which may take a moment.
      var isThere = true
      for _ in 0..<200 where isThere {
        let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
        isThere = status.map { !$0.contains(") Z ") } ?? false
        if isThere { Thread.sleep(forTimeInterval: 0.01) }
      }
      #expect(!isThere, "\(number)")
    }
    #expect(!FileManager.default.fileExists(atPath: "/proc/\(numbers[0])"), "a zombie")
  }
}
