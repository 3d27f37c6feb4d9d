import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A running child and the three pipes to it. Owns both.
struct ProcessConnection: ~Copyable {
  /// Why a request got no answer.
  struct Failure: Error {
    let reason: String
  }

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()
  private let timeout: Duration
  private var received = Data()
  private var complaints = Data()
  private var outputEnded = false
  private var errorsEnded = false
  /// Set by the first failure; the child's state is unknown from then on.
  private var broken: String?

  init(executable: String, arguments: [String], timeout: Duration) throws(Failure) {
    self.timeout = timeout
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw Failure(reason: "can't be started: \(error.localizedDescription)")
    }
    let writing = input.fileHandleForWriting.fileDescriptor
    _ = fcntl(writing, F_SETFL, fcntl(writing, F_GETFL) | O_NONBLOCK)
  }

  deinit {
    try? input.fileHandleForWriting.close()
    if process.isRunning { process.terminate() }
  }

  /// Writes a request and waits for one line of answer, without its line feed.
  mutating func exchange(_ request: Data) throws(Failure) -> Data {
    if let broken { throw Failure(reason: broken) }
    do {
      return try transfer(request)
    } catch {
      broken = error.reason
      if process.isRunning { process.terminate() }
      throw error
    }
  }

  private mutating func transfer(_ request: Data) throws(Failure) -> Data {
    guard received.isEmpty else {
      throw Failure(reason: "expected no output before a request, found \(received.count) bytes")
    }
    let deadline = ContinuousClock.now + timeout
    var unsent = request[...]
    while true {
      if let end = received.firstIndex(of: 0x0A) {
        guard unsent.isEmpty, end == received.index(before: received.endIndex) else {
          throw Failure(reason: "expected one line of answer to a request, found more")
        }
        let line = received[..<end]
        received = Data()
        return Data(line)
      }
      if outputEnded { throw Failure(reason: ending()) }
      var waits = [
        pollfd(fd: outputEnded ? -1 : output.reading, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errorsEnded ? -1 : errors.reading, events: Int16(POLLIN), revents: 0),
        pollfd(
          fd: unsent.isEmpty ? -1 : input.fileHandleForWriting.fileDescriptor,
          events: Int16(POLLOUT), revents: 0),
      ]
      let left = (deadline - .now) / .milliseconds(1)
      guard left > 0 else {
        throw Failure(reason: "no answer within \(timeout)" + complaint)
      }
      guard poll(&waits, nfds_t(waits.count), Int32(min(left.rounded(.up), 60_000))) >= 0 else {
        if errno == EINTR { continue }
        throw Failure(reason: "can't wait for it: \(String(cString: strerror(errno)))")
      }
      if waits[0].revents != 0 { outputEnded = !Self.read(waits[0].fd, into: &received) }
      if waits[1].revents != 0 {
        errorsEnded = !Self.read(waits[1].fd, into: &complaints)
        complaints = complaints.suffix(2_000)
      }
      if waits[2].revents != 0 { unsent = try write(unsent, to: waits[2].fd) }
    }
  }

  /// What is left to send afterwards. A child that closed its input is found out by its output.
  private func write(_ bytes: Data.SubSequence, to descriptor: Int32) throws(Failure)
    -> Data
    .SubSequence
  {
    // A broken pipe raises SIGPIPE, which would end this process: it is held back in this thread
    // for the one call, and taken off if it came.
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if written >= 0 { return bytes.dropFirst(written) }
    switch errno {
    case EAGAIN, EINTR: return bytes
    case EPIPE:
      var now = timespec()
      sigtimedwait(&pipeSignal, nil, &now)
      return bytes[bytes.endIndex...]
    default:
      throw Failure(reason: "can't be written to: \(String(cString: strerror(errno)))")
    }
  }

  /// Whether there may be more.
  private static func read(_ descriptor: Int32, into data: inout Data) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    if count > 0 { data.append(contentsOf: buffer[..<count]) }
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
  }

  private mutating func ending() -> String {
    while !errorsEnded {
      errorsEnded = !Self.read(errors.reading, into: &complaints)
      complaints = complaints.suffix(2_000)
    }
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    let how =
      process.terminationReason == .uncaughtSignal
      ? "was ended by signal \(process.terminationStatus)"
      : "ended with status \(process.terminationStatus)"
    return "expected an answer, but the program \(how)" + complaint
  }

  /// The last line that the program wrote to standard error.
  private var complaint: String {
    let text = String(decoding: complaints, as: UTF8.self)
    return text.split(separator: "\n").last.map { "; its last message: \($0)" } ?? ""
  }
}

extension Pipe {
  fileprivate var reading: Int32 { fileHandleForReading.fileDescriptor }
}
