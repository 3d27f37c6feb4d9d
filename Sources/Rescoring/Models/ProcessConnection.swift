import Artifacts
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A running program that answers each request with a line.
struct ProcessConnection: ~Copyable {
  /// Why a request got no answer.
  struct Failure: Error {
    let reason: String
    /// Whether the program ended or closed its output: started again, it may do better.
    var isEnding = false
  }

  private var child: ChildProcess
  private let executable: String
  private let arguments: [String]
  private let timeout: Duration
  private let answerLimit: Int
  private var received: [UInt8] = []
  /// How much of `received` is known to hold no line feed.
  private var searched = 0
  private var complaints: [UInt8] = []
  private var outputEnded = false
  private var errorsEnded = false
  private let buffer: UnsafeMutableRawBufferPointer
  /// Set by the first failure; the child's state is unknown from then on.
  private(set) var broken: Failure?

  /// How much of what the program writes to standard error is kept.
  private static let complaintBytes = 2_000

  init(
    executable: String, arguments: [String], timeout: Duration, answerLimit: Int
  ) throws(Failure) {
    self.executable = executable
    self.arguments = arguments
    self.timeout = timeout
    self.answerLimit = answerLimit
    child = try Self.start(executable, arguments)
    buffer = .allocate(byteCount: 1 << 16, alignment: 1)
  }

  deinit { buffer.deallocate() }

  private static func start(
    _ executable: String, _ arguments: [String]
  ) throws(Failure) -> ChildProcess {
    do throws(SystemFailure) {
      return try ChildProcess(executable: executable, arguments: arguments)
    } catch {
      throw Failure(reason: "can't be started: \(error.reason)")
    }
  }

  /// Starts the program anew, with nothing left of before.
  mutating func restart() throws(Failure) {
    child = try Self.start(executable, arguments)
    received = []
    searched = 0
    complaints = []
    outputEnded = false
    errorsEnded = false
    broken = nil
  }

  /// Writes a request and waits for one line of answer, without its line feed.
  mutating func exchange(_ request: Data) throws(Failure) -> Data {
    if let broken { throw broken }
    do {
      return try transfer(request)
    } catch {
      broken = error
      child.stop()
      throw error
    }
  }

  private mutating func transfer(_ request: Data) throws(Failure) -> Data {
    guard received.isEmpty else {
      throw Failure(
        reason: "expected no output before a request, found \(ProcessAnswer.excerpt(of: received))"
          + Self.remedy)
    }
    let deadline = ContinuousClock.now + timeout
    var unsent = request[...]
    while true {
      if let line = try answer(isSent: unsent.isEmpty) { return line }
      if outputEnded { throw Failure(reason: ending(), isEnding: true) }
      let left = (deadline - .now) / .milliseconds(1)
      guard left > 0 else { throw Failure(reason: overdue) }
      // Often enough to notice that the program has ended while something that it started lives on.
      let isIdle = try wait(milliseconds: min(left.rounded(.up), 250), sending: &unsent)
      if isIdle, child.ended() != nil { throw Failure(reason: ending(), isEnding: true) }
    }
  }

  /// The line that has been received, if it is there.
  private mutating func answer(isSent: Bool) throws(Failure) -> Data? {
    guard let end = received[searched...].firstIndex(of: 0x0A) else {
      searched = received.count
      guard received.count <= answerLimit else {
        throw Failure(
          reason: "expected an answer of at most \(answerLimit >> 20) MiB, found more: "
            + ProcessAnswer.excerpt(of: received) + complaint)
      }
      return nil
    }
    let line = received[..<end]
    guard isSent, end == received.count - 1 else {
      throw Failure(
        reason: "expected one line of answer to a request, found more, first "
          + ProcessAnswer.excerpt(of: line) + Self.remedy)
    }
    defer {
      received = []
      searched = 0
    }
    return Data(line)
  }

  private static let remedy = "; anything else belongs on standard error"

  /// Moves what can be moved, waiting for it if need be.
  ///
  /// - Returns: whether nothing could be.
  private mutating func wait(
    milliseconds: Double, sending unsent: inout Data.SubSequence
  ) throws(Failure) -> Bool {
    var waits = [
      pollfd(fd: outputEnded ? -1 : child.output.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errorsEnded ? -1 : child.errors.number, events: Int16(POLLIN), revents: 0),
      pollfd(
        fd: unsent.isEmpty ? -1 : child.input, events: Int16(POLLOUT), revents: 0),
    ]
    let count = poll(&waits, nfds_t(waits.count), Int32(milliseconds))
    guard count >= 0 || errno == EINTR else {
      throw Failure(reason: "can't wait for it: \(SystemFailure.latest.reason)")
    }
    if count <= 0 { return count == 0 }
    if waits[0].revents != 0 {
      outputEnded = !Self.read(child.output.number, buffer, into: &received)
    }
    if waits[1].revents != 0 { readComplaints() }
    if waits[2].revents != 0 {
      do throws(SystemFailure) {
        unsent = try child.send(unsent)
      } catch {
        throw Failure(reason: "can't be written to: \(error.reason)")
      }
    }
    return false
  }

  private mutating func readComplaints() {
    errorsEnded = !Self.read(child.errors.number, buffer, into: &complaints)
    if complaints.count > Self.complaintBytes {
      complaints.removeFirst(complaints.count - Self.complaintBytes)
    }
  }

  /// Whether there may be more.
  private static func read(
    _ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer, into bytes: inout [UInt8]
  ) -> Bool {
    let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    if count > 0 { bytes.append(contentsOf: buffer[..<count]) }
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
  }

  /// What became of a program whose output ended: it has a second to end, too.
  private mutating func ending() -> String {
    child.closeInput()
    let deadline = ContinuousClock.now + .seconds(1)
    var ending = child.ended()
    while ending == nil, ContinuousClock.now < deadline {
      usleep(5_000)
      ending = child.ended()
    }
    // Its last words; of what it started more could come for ever.
    for _ in 0..<64 where !errorsEnded {
      let count = complaints.count
      readComplaints()
      if complaints.count == count { break }
    }
    let rest = received.isEmpty ? "" : ", after \(ProcessAnswer.excerpt(of: received))"
    let how =
      switch ending {
      case .status(let status): "ended with status \(status)"
      case .signal(let signal): "was ended by signal \(signal)"
      case nil: "closed its standard output and goes on"
      }
    return "expected an answer, but the program \(how)\(rest)" + complaint
  }

  private var overdue: String {
    let rest = received.isEmpty ? "" : ", only \(ProcessAnswer.excerpt(of: received))"
    return "no answer within \(timeout)\(rest)" + complaint
  }

  /// The last line that the program wrote to standard error.
  private var complaint: String {
    let text = String(decoding: complaints, as: UTF8.self)
    return text.split(separator: "\n").last.map { "; its last message: \($0)" } ?? ""
  }
}
