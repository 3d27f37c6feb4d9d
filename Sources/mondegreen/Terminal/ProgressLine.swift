import Synchronization

/// How far long work is: a bar with rate and time left on a terminal, otherwise a quiet line now and
/// then. Goes to standard error, and nothing of it into any result.
final class ProgressLine: Sendable {
  private struct State {
    var stage = ""
    var stageStart: ContinuousClock.Instant
    var firstDone = 0
    var lastShown: ContinuousClock.Instant?
    var isOpen = false
  }

  private let clock = ContinuousClock()
  private let state: Mutex<State>
  private let isBar: Bool
  private let isJSON: Bool

  /// A step as `--json` has it: `{"progress":{"detail":TEXT,"done":3,"stage":TEXT,"total":10}}`.
  private struct Step: Encodable {
    struct Progress: Encodable {
      let stage: String
      let done: Int
      let total: Int
      let detail: String?
    }
    let progress: Progress
  }

  init(isBar: Bool = Terminal.showsProgressBar, isJSON: Bool = Terminal.isJSON) {
    self.isBar = isBar
    self.isJSON = isJSON
    state = Mutex(State(stageStart: ContinuousClock().now))
  }

  /// Shows that `done` of `total` units of `stage` are done; calls may come from any thread.
  func update(_ stage: String, done: Int, of total: Int, detail: String = "") {
    let now = clock.now
    let line: String? = state.withLock { state in
      if state.stage != stage {
        state.stage = stage
        state.stageStart = now
        state.firstDone = done
        state.lastShown = nil
      }
      let pause: Duration =
        isJSON ? .milliseconds(250) : isBar ? .milliseconds(100) : .seconds(15)
      let isDue = state.lastShown.map { now - $0 >= pause } ?? true
      guard isDue || done == total else { return nil }
      state.lastShown = now
      if isJSON { return "" }
      let text = ProgressLine.text(
        stage, done: done, of: total, detail: detail, fresh: done - state.firstDone,
        seconds: (now - state.stageStart) / .seconds(1), isBar: isBar)
      state.isOpen = isBar && done < total
      return isBar ? "\r\u{1B}[K\(text)\(done < total ? "" : "\n")" : text + "\n"
    }
    guard let line, !Terminal.isQuiet else { return }
    if isJSON {
      Terminal.writeLine(
        Step(
          progress: .init(
            stage: stage, done: done, total: total, detail: detail.isEmpty ? nil : detail)))
    } else {
      Terminal.writeToStandardError(line)
    }
  }

  /// Ends a bar that stands half-way.
  func finish() {
    let wasOpen = state.withLock { state in
      defer { state.isOpen = false }
      return state.isOpen
    }
    if wasOpen, !Terminal.isQuiet { Terminal.writeToStandardError("\n") }
  }

  /// The line's text; `fresh` units took `seconds`.
  static func text(
    _ stage: String, done: Int, of total: Int, detail: String, fresh: Int, seconds: Double,
    isBar: Bool
  ) -> String {
    let counts = "\(done)/\(total)"
    let end = detail.isEmpty ? "" : "  \(detail)"
    var pace = ""
    if fresh > 0, seconds > 0.5 {
      let rate = Double(fresh) / seconds
      let left = Double(total - done) / rate
      pace =
        rate >= 10 ? ", \(Int(rate.rounded()))/s" : ", \((rate * 10).rounded() / 10)/s"
      if done < total { pace += ", \(duration(left)) left" }
    }
    guard isBar else { return "\(stage): \(counts)\(pace)\(end)" }
    let width = 24
    let filled = total > 0 ? min(width, done * width / total) : width
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    return "\(bar) \(stage) \(counts)\(pace)\(end)"
  }

  /// "2:05" or "1:02:05".
  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 359_999).rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
  }
}
