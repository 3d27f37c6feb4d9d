import Artifacts
import Foundation
import PropertyTesting
import Testing

/// The journal by which long work survives a kill, held against a list of entries.
@Suite struct JournalMachineTests {
  /// Only one journal is open at a time; the class holds what can't be copied.
  private final class Open {
    var journal: Journal?
  }

  private struct State {
    let path = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID())").path
    let open = Open()
    var entries: [String] = []

    func reopen(owner: String = "work") throws {
      open.journal = nil
      open.journal = try Journal(path: path, owner: owner)
    }

    var found: [String] {
      open.journal?.entries.map { String(decoding: $0, as: UTF8.self) } ?? []
    }
  }

  private static let entry = Generator<String>.text(
    of: .lowercase + "\u{0}\r\t ü\u{10FFFF}", count: 0...12)

  private static let machine = StateMachine<State>(
    steps: 0...12,
    start: {
      let state = State()
      try state.reopen()
      return state
    },
    rules: [
      Rule("append") { state, step in
        let entry = try step.draw(Self.entry)
        try state.open.journal?.append(Data(entry.utf8))
        state.entries.append(entry)
      },
      Rule("reopen") { state, step in
        try state.reopen()
        try step.expect(state.found, equals: state.entries, "entries")
      },
      Rule("killed while appending") { state, step in
        // What the kill leaves is the beginning of a line.
        let entry = try step.draw(Self.entry)
        let before = try FileHandle.size(of: state.path)
        try state.open.journal?.append(Data(entry.utf8))
        let after = try FileHandle.size(of: state.path)
        let kept = try step.draw(.integer(in: 0...Int(after - before) - 1))
        state.open.journal = nil
        try FileHandle(forWritingTo: URL(filePath: state.path)).truncate(
          atOffset: before + UInt64(kept))
        try state.reopen()
        try step.expect(state.found, equals: state.entries, "entries after a kill")
      },
      Rule("opened by another", when: { !$0.entries.isEmpty }) { state, step in
        state.open.journal = nil
        let before = try Data(contentsOf: URL(filePath: state.path))
        do {
          try state.reopen(owner: "other work")
          try step.expect(false, "another owner's journal is refused")
        } catch is JournalError {
          try step.expect(
            try Data(contentsOf: URL(filePath: state.path)), equals: before, "refused bytes")
        }
        try state.reopen()
      },
      Rule("a digit changes", when: { !$0.entries.isEmpty }) { state, step in
        state.open.journal = nil
        let whole = try Data(contentsOf: URL(filePath: state.path))
        let header = (whole.firstIndex(of: 0x0A) ?? 0) + 1
        // Not a line feed: that would be another line, or one less.
        let places = whole.indices.filter { $0 >= header && whole[$0] != 0x0A }
        let place = try step.draw(.element(of: Array(places)))
        var damaged = whole
        damaged[place] = whole[place] == 0x30 ? 0x31 : 0x30
        try damaged.write(to: URL(filePath: state.path))
        do {
          try state.reopen()
          try step.expect(false, "a damaged entry is refused")
        } catch is JournalError {}
        try whole.write(to: URL(filePath: state.path))
        try state.reopen()
      },
    ],
    invariants: [
      Invariant("the file is a journal") { state in
        try Data(contentsOf: URL(filePath: state.path)).starts(
          with: Data("mondegreen-journal".utf8))
      }
    ],
    finish: { state in
      state.open.journal = nil
      try? FileManager.default.removeItem(atPath: state.path)
    })

  @Test func `a journal keeps what was appended, whatever happens to it`() {
    let result = PropertyRunner(seed: 1, cases: 150).run(Self.machine.property("journal"))
    guard case .passed(let statistics) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(statistics.cases == 150)
  }
}

extension FileHandle {
  fileprivate static func size(of path: String) throws -> UInt64 {
    try FileHandle(forReadingFrom: URL(filePath: path)).seekToEnd()
  }
}
