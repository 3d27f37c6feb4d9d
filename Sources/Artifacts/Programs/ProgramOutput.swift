package import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// What a program that was run to its end left behind: run like every other (``ChildProcess``), in bounded time and
/// memory, with no process of its own left when it is over.
package struct ProgramOutput: Sendable {
  /// Why there is no output.
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The program can't be started.
    case start(reason: String)
    /// The program took longer than it may, and was ended.
    case overdue(Duration)
    /// The program wrote more than it may, and was ended.
    case tooMuch(limit: Int)

    package var description: String {
      switch self {
      case .start(let reason): "can't be started: \(reason)"
      case .overdue(let limit): "no end within \(limit.components.seconds) s; it was ended"
      case .tooMuch(let limit): "more than \(limit >> 20) MiB of output; it was ended"
      }
    }
  }

  /// The exit status as shells count it: 128 plus the signal for a program that a signal ended.
  package let status: Int32
  package let output: Data
  /// The end of what it wrote to standard error.
  package let errors: String

  /// How much of standard error is kept.
  private static let errorBytes = 4_000

  /// Runs the program in the file `executable` and waits for its end.
  ///
  /// - Parameters:
  ///   - input: what it reads on standard input.
  ///   - timeout: how long it may take.
  ///   - limit: how many bytes it may write.
  package init(
    of executable: String, _ arguments: [String], input: Data = Data(),
    timeout: Duration, limit: Int = 1 << 26
  ) throws(Failure) {
    var child: ChildProcess
    do throws(SystemFailure) {
      child = try ChildProcess(executable: executable, arguments: arguments)
    } catch {
      throw .start(reason: error.reason)
    }
    let deadline = ContinuousClock.now + timeout
    let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { space.deallocate() }
    var unsent = input[...]
    var (output, errors) = (Data(), Data())
    var (outputEnded, errorsEnded) = (false, false)
    var ending: ChildProcess.Ending?
    if unsent.isEmpty { child.closeInput() }
    // What it wrote before it ended is there within this time, whoever else holds its pipes open.
    var drained: ContinuousClock.Instant?
    while ending == nil || !outputEnded || !errorsEnded {
      if let drained, drained < .now { break }
      let left = (deadline - .now) / .milliseconds(1)
      guard left > 0 else { throw .overdue(timeout) }
      var waits = [
        pollfd(fd: unsent.isEmpty ? -1 : child.input, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: outputEnded ? -1 : child.output.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errorsEnded ? -1 : child.errors.number, events: Int16(POLLIN), revents: 0),
      ]
      // Often enough to notice that the program has ended while something that it started lives on.
      let pause: Double = outputEnded && errorsEnded ? 5 : 50
      _ = poll(&waits, nfds_t(waits.count), Int32(min(left.rounded(.up), pause)))
      if waits[0].revents != 0 {
        do throws(SystemFailure) {
          unsent = try child.send(unsent)
        } catch {
          // Nobody reads on: what the program makes of that is its affair.
          unsent = Data()[...]
        }
        if unsent.isEmpty { child.closeInput() }
      }
      if waits[1].revents != 0 {
        outputEnded = Self.take(child.output.number, space, into: &output)
        guard output.count <= limit else { throw .tooMuch(limit: limit) }
      }
      if waits[2].revents != 0 {
        errorsEnded = Self.take(child.errors.number, space, into: &errors)
        if errors.count > 2 * Self.errorBytes { errors = Data(errors.suffix(Self.errorBytes)) }
      }
      if ending == nil, let ended = child.ended() {
        ending = ended
        drained = .now + .seconds(1)
      }
    }
    switch ending {
    case .status(let code): status = code
    case .signal(let number): status = 128 + number
    case nil: preconditionFailure("the loop waits for the end")
    }
    self.output = output
    self.errors = String(decoding: errors.suffix(Self.errorBytes), as: UTF8.self)
  }

  /// Reads what is there.
  ///
  /// - Returns: whether there will be no more.
  private static func take(
    _ number: CInt, _ space: UnsafeMutableRawBufferPointer, into data: inout Data
  ) -> Bool {
    let count = read(number, space.baseAddress, space.count)
    if count > 0 { data.append(contentsOf: UnsafeRawBufferPointer(rebasing: space[..<count])) }
    return count == 0 || (count < 0 && ![EAGAIN, EINTR].contains(errno))
  }
}
