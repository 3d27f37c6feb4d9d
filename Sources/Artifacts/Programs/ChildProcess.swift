package import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A program in a process group of its own, and the three pipes to it. When the value ends, so do the
/// program and everything that it started and left in its group: they are asked to (SIGTERM), and killed
/// if they don't listen.
///
/// Should this process be killed itself, a second, very small child does that in its place: a shell that waits
/// for the end of a pipe which only this process holds open.
package struct ChildProcess: ~Copyable {
  /// How a program ended.
  package enum Ending: Sendable {
    case status(Int32)
    case signal(Int32)
  }

  /// The process id of the program, which is also that of its group.
  package let id: pid_t
  /// The number of a descriptor, which writes without waiting; −1 once it is closed.
  package private(set) var input: CInt
  package let output: Descriptor
  package let errors: Descriptor
  private let keeper: Keeper?
  private var ending: Ending?

  /// How long a program has to end once it has been asked to.
  private static let grace: Duration = .seconds(2)

  /// Starts the program in the file `executable`.
  package init(executable: String, arguments: [String]) throws(SystemFailure) {
    let started = Self.starting.withLock { _ in
      Result { () throws(SystemFailure) in try Started(executable, arguments) }
    }
    let child = try started.get()
    id = child.id
    input = child.input
    output = Descriptor(owning: child.output)
    errors = Descriptor(owning: child.errors)
    keeper = child.keeper
  }

  /// What a start leaves: numbers of descriptors that are still nobody's.
  private struct Started {
    let id: pid_t
    let input: CInt
    let output: CInt
    let errors: CInt
    let keeper: Keeper?

    init(_ executable: String, _ arguments: [String]) throws(SystemFailure) {
      let input = try PipeEnds()
      let output = try PipeEnds()
      let errors = try PipeEnds()
      let ours = [input.writing.number, output.reading.number, errors.reading.number]
      id = try ChildProcess.spawn(
        executable, [executable] + arguments,
        streams: [input.reading.number, output.writing.number, errors.writing.number])
      // Without a keeper all goes as well, but for a kill.
      keeper = try? Keeper(of: id)
      let kept = ours.map { fcntl($0, F_DUPFD_CLOEXEC, 3) }
      for number in kept { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) }
      (self.input, self.output, self.errors) = (kept[0], kept[1], kept[2])
    }
  }

  deinit {
    if input >= 0 { close(input) }
    if ending == nil { Self.stop(id) }
    keeper?.dismiss()
  }

  /// Tells the program that there will be no more.
  package mutating func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// Sends what can be sent without waiting.
  ///
  /// - Returns: what is left to send afterwards; nothing of it where the program closed its input, which its
  ///   output will tell.
  package func send(_ bytes: Data.SubSequence) throws(SystemFailure) -> Data.SubSequence {
    // A broken pipe raises SIGPIPE, which would end this process: it is held back in this thread
    // for the one call, and taken off if it came.
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let written = bytes.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
    if written >= 0 { return bytes.dropFirst(written) }
    switch errno {
    case EAGAIN, EINTR: return bytes
    case EPIPE:
      var now = timespec()
      sigtimedwait(&pipeSignal, nil, &now)
      return bytes[bytes.endIndex...]
    default: throw .latest
    }
  }

  /// How the program ended, if it has. Whatever it started ends with it.
  package mutating func ended() -> Ending? {
    if let ending { return ending }
    guard Self.hasEnded(id) else { return nil }
    ending = Self.reap(id)
    return ending
  }

  /// Ends the program.
  package mutating func stop() {
    if ending == nil { ending = Self.stop(id) }
  }

  // MARK: The system's side

  /// A pipe, neither end of which a program inherits.
  private struct PipeEnds: ~Copyable {
    let reading: Descriptor
    let writing: Descriptor

    init() throws(SystemFailure) {
      var ends: [CInt] = [0, 0]
      guard pipe(&ends) == 0 else { throw .latest }
      reading = Descriptor(owning: ends[0])
      writing = Descriptor(owning: ends[1])
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
  }

  /// Held from the making of pipes to the start of the program, which must not inherit another program's.
  private static let starting = Lock(())

  /// Starts a program as the leader of a new group, with nothing of this process but three streams.
  fileprivate static func spawn(
    _ executable: String, _ arguments: [String], streams: [CInt]
  ) throws(SystemFailure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, stream, CInt(number))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    var environment: [UnsafeMutablePointer<CChar>?] =
      ProcessInfo.processInfo.environment.sorted { $0.key < $1.key }.map {
        strdup("\($0.key)=\($0.value)")
      }
    environment.append(nil)
    defer { for entry in environment { free(entry) } }
    let code = posix_spawn(&id, executable, &actions, &attributes, words, environment)
    guard code == 0 else { throw SystemFailure(code: code) }
    return id
  }

  /// Whether a child has ended; its number stays taken.
  private static func hasEnded(_ id: pid_t) -> Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT) == 0
      && information.si_signo == SIGCHLD
  }

  /// Takes an ended child's status; before, while its number is still its group's, ends the rest of the group.
  @discardableResult
  fileprivate static func reap(_ id: pid_t) -> Ending {
    kill(-id, SIGKILL)
    var status: CInt = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? .status(status >> 8 & 0xFF) : .signal(status & 0x7F)
  }

  @discardableResult
  private static func stop(_ id: pid_t) -> Ending {
    kill(-id, SIGTERM)
    // A stopped program hears that only when it goes on.
    kill(-id, SIGCONT)
    let deadline = ContinuousClock.now + grace
    while !hasEnded(id), ContinuousClock.now < deadline { usleep(5_000) }
    return reap(id)
  }

  /// Outlives this process for as long as it takes to end a group.
  private final class Keeper: Sendable {
    private let id: pid_t
    private let lifeline: CInt

    init(of group: pid_t) throws(SystemFailure) {
      let ends = try PipeEnds()
      let null = try Descriptor(opening: "/dev/null", O_RDWR)
      id = try ChildProcess.spawn(
        "/bin/sh",
        [
          "sh", "-c",
          "read -r _; kill -s TERM -- -\(group); sleep 1; kill -s KILL -- -\(group)",
        ], streams: [ends.reading.number, null.number, null.number])
      lifeline = fcntl(ends.writing.number, F_DUPFD_CLOEXEC, 3)
    }

    /// Ends the program without waiting.
    func dismiss() {
      ChildProcess.reap(id)
      close(lifeline)
    }
  }
}
