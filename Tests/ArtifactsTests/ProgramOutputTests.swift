import Artifacts
import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct `The output of programs` {
  private func shell(
    _ script: String, input: Data = Data(), seconds: Double = 20, limit: Int = 1 << 20
  ) throws(ProgramOutput.Failure) -> ProgramOutput {
    try ProgramOutput(
      of: "/bin/sh", ["-c", script], input: input, timeout: .seconds(seconds), limit: limit)
  }

  @Test func `is what they wrote, with their status`() throws {
    let run = try shell("cat; echo oops >&2; exit 3", input: Data("in\n".utf8))
    #expect(run.status == 3)
    #expect(String(decoding: run.output, as: UTF8.self) == "in\n")
    #expect(run.errors == "oops\n")
    #expect(try shell("kill -9 $$").status == 137)
  }

  @Test func `is more than a pipe holds, both ways`() throws {
    let input = Data(repeating: 0x61, count: 900_000)
    #expect(try shell("cat", input: input).output == input)
    // Nobody reads it.
    #expect(try shell("exec <&-; sleep 0.1; echo done", input: input).status == 0)
  }

  @Test func `ends in time`() {
    let begin = ContinuousClock.now
    #expect(throws: ProgramOutput.Failure.overdue(.seconds(0.3))) {
      try shell("sleep 60", seconds: 0.3)
    }
    #expect(throws: ProgramOutput.Failure.tooMuch(limit: 1 << 16)) {
      try shell("yes", limit: 1 << 16)
    }
    #expect(ContinuousClock.now - begin < .seconds(15))
  }

  @Test func `does not wait for what lives on, and leaves no orphan`() throws {
    let begin = ContinuousClock.now
    let run = try shell("sleep 300 & echo $!")
    #expect(ContinuousClock.now - begin < .seconds(15))
    let orphan = try #require(
      pid_t(
        String(decoding: run.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    )
    // Killed with its group; whoever adopts it reaps it.
    var isThere = true
    for _ in 0..<100 where isThere {
      let state = try? String(contentsOfFile: "/proc/\(orphan)/stat", encoding: .utf8)
      isThere = state.map { !$0.contains(") Z ") } ?? false
      if isThere { usleep(20_000) }
    }
    #expect(!isThere)
  }

  @Test func `a program that is not there says so`() {
    #expect(throws: ProgramOutput.Failure.start(reason: "No such file or directory")) {
      try ProgramOutput(of: "/nowhere/program", [], timeout: .seconds(1))
    }
  }
}
