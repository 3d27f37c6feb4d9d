import Artifacts

/// How far long work is: a bar with the time left on a terminal, otherwise a quiet line now and then. Goes to
/// standard error, and nothing of it into any result.
final class ProgressLine: Sendable {
  private struct State {
    var stage = ""
    var stageStart: ContinuousClock.Instant
    var firstDone = 0
    var lastShown: ContinuousClock.Instant?
    var isOpen = false
  }

  private let clock = ContinuousClock()
  private let state: Lock<State>
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
    state = Lock(State(stageStart: ContinuousClock().now))
  }

  /// Shows that `done` of `total` units of `stage` are done; calls may come from any thread.
  ///
  /// - Parameters:
  ///   - share: the part of the work that is done, where units differ; otherwise that of the units.
  ///   - fresh: the part of the work that was done since the stage began, rather than found done.
  func update(
    _ stage: String, done: Int, of total: Int, share: Double? = nil, fresh: Double? = nil,
    detail: String = ""
  ) {
    let now = clock.now
    let line: String? = state.withLock { state in
      if state.stage != stage {
        // Work that was given one share for all of it began with the line; other work, with its stage.
        if share == nil { state.stageStart = now }
        state.stage = stage
        state.firstDone = done
        state.lastShown = nil
      }
      let pause: Duration =
        isJSON ? .milliseconds(250) : isBar ? .milliseconds(100) : .seconds(15)
      let isDue = state.lastShown.map { now - $0 >= pause } ?? true
      guard isDue || done == total else { return nil }
      state.lastShown = now
      if isJSON { return "" }
      let units = Double(max(1, total))
      let text = ProgressLine.text(
        stage, done: done, of: total, share: share ?? Double(done) / units,
        fresh: fresh ?? Double(done - state.firstDone) / units,
        seconds: (now - state.stageStart) / .seconds(1), detail: detail, isBar: isBar)
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

  /// The line's text; the part `fresh` of the work took `seconds`.
  static func text(
    _ stage: String, done: Int, of total: Int, share: Double, fresh: Double, seconds: Double,
    detail: String, isBar: Bool
  ) -> String {
    let counts = "\(done) of \(total)"
    let end = detail.isEmpty ? "" : " (\(detail))"
    // Before that the estimate would jump.
    let isSettled = seconds >= 5 && fresh >= 0.02
    // What is left of a run when all models were asked has no estimate.
    let left =
      done < total && isSettled && share < 0.999
      ? ", \(duration(seconds * (1 - share) / fresh)) left" : ""
    guard isBar else { return "\(stage): \(counts)\(left)\(end)" }
    let width = 24
    let filled = max(0, min(width, Int(share * Double(width))))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    return "\(bar) \(stage) \(counts)\(left)\(end)"
  }

  /// As exact as such an estimate is: "10 s", "4 min", "1 h 20 min".
  static func duration(_ seconds: Double) -> String {
    let seconds = min(seconds, 359_999)
    if seconds < 55 { return "\(10 * max(1, Int((seconds / 10).rounded(.up)))) s" }
    let minutes = Int((seconds / 60).rounded())
    if minutes < 60 { return "\(max(1, minutes)) min" }
    // To five minutes.
    let coarse = (minutes + 2) / 5 * 5
    let rest = coarse % 60
    return "\(coarse / 60) h" + (rest == 0 ? "" : " \(rest) min")
  }
}
