import Foundation

/// A program that is kept running: greeted, asked, and started again where it ended, a few times at most.
struct ProcessSession: ~Copyable {
  private var connection: ProcessConnection
  private let restartLimit: Int
  private let onRestart: @Sendable (String) -> Void
  private var restarts = 0
  private var number = 0
  /// What it said of itself the first time.
  private var greeting: ProcessGreeting?
  /// Whether the program that is running now has been greeted.
  private var isGreeted = false
  /// The last failure, once there are no restarts left.
  private var final: ProcessConnection.Failure?

  /// - Parameters:
  ///   - restartLimit: how often it may be started again.
  ///   - onRestart: told why, each time.
  init(
    _ connection: consuming ProcessConnection, restartLimit: Int,
    onRestart: @escaping @Sendable (String) -> Void
  ) {
    self.connection = connection
    self.restartLimit = restartLimit
    self.onRestart = onRestart
  }

  /// What the program says of itself; the first time it is asked.
  mutating func greet() throws(ProcessConnection.Failure) -> ProcessGreeting {
    if let greeting { return greeting }
    return try repeating { (session) throws(ProcessConnection.Failure) in
      try session.ensureGreeted()
    }
  }

  /// A program that ends is asked once more after a restart; one that did anything else wrong is started again
  /// for the next request.
  mutating func answer(
    to request: (Int) -> ProcessRequest
  ) throws(ProcessConnection.Failure) -> (request: ProcessRequest, line: Data) {
    try repeating { (session) throws(ProcessConnection.Failure) in
      _ = try session.ensureGreeted()
      return try session.exchange(request)
    }
  }

  private mutating func exchange(
    _ request: (Int) -> ProcessRequest
  ) throws(ProcessConnection.Failure) -> (request: ProcessRequest, line: Data) {
    number += 1
    let asked = request(number)
    return (asked, try connection.exchange(asked.line))
  }

  private mutating func ensureGreeted() throws(ProcessConnection.Failure) -> ProcessGreeting {
    if isGreeted, let greeting { return greeting }
    let line = try exchange { .greeting(number: $0) }.line
    let said: ProcessGreeting
    do {
      said = try ProcessGreeting(line)
    } catch {
      throw ProcessConnection.Failure(reason: error.reason)
    }
    if let greeting, greeting != said {
      throw ProcessConnection.Failure(
        reason: "started again, it asks for something else than before: "
          + ProcessAnswer.excerpt(of: line))
    }
    greeting = said
    isGreeted = true
    return said
  }

  private mutating func repeating<Value>(
    _ ask: (inout ProcessSession) throws(ProcessConnection.Failure) -> Value
  ) throws(ProcessConnection.Failure) -> Value {
    try restartIfBroken()
    do {
      return try ask(&self)
    } catch {
      guard error.isEnding, restarts < restartLimit else { throw error }
      try restartIfBroken()
      return try ask(&self)
    }
  }

  private mutating func restartIfBroken() throws(ProcessConnection.Failure) {
    if let final { throw final }
    guard let broken = connection.broken else { return }
    guard restarts < restartLimit else {
      let more = restarts == 0 ? "" : "; it was started again \(restarts) times before"
      let failure = ProcessConnection.Failure(
        reason: broken.reason + more, isEnding: broken.isEnding)
      final = failure
      throw failure
    }
    restarts += 1
    isGreeted = false
    try connection.restart()
    onRestart(broken.reason)
  }
}
