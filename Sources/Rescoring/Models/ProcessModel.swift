import Algorithms
import Artifacts
import Foundation
public import Transcripts

/// A model in another process: any program that answers JSON Lines, in any language or framework.
///
/// The program is started once and kept. For each request it reads one line from standard input and
/// writes one line to standard output, then flushes:
///
///     → {"texts":["tell her we're over there","tell her were over there"]}
///     ← {"costs":[21.25,24.5]}
///
/// One cost per text, in order, lower is better, finite. A program that can't answer writes
/// `{"error":"why"}`. A request holds at most 512 texts, an answer at most 64 MiB. Standard error is free for
/// messages; its end appears in errors. When its standard input ends, the program should end too: it gets
/// SIGTERM, and SIGKILL two seconds later, as does everything else in its process group. That happens also
/// when this process is killed.
///
/// A whole scorer in Python:
///
/// ```python
/// import json, sys
/// for line in sys.stdin:
///     texts = json.loads(line)["texts"]
///     print(json.dumps({"costs": [len(text) for text in texts]}), flush=True)
/// ```
///
/// A program that dies, answers out of turn or takes longer than the time limit is out for good:
/// its state is unknown, so every later request gives the same error rather than a restart.
public final class ProcessModel: RescoringModel {
  public let identity: ModelIdentity
  private let connection: Lock<ProcessConnection>
  private let command: [String]
  private let timeout: Duration
  /// Once it was asked for.
  private let other = Lock<ProcessModel?>(nil)

  /// Bytes in one answer: room for more digits than 512 numbers have.
  public static let answerLimit = 64 << 20

  /// How long one request may take, unless it is said otherwise.
  public static let defaultTimeout: Duration = .seconds(60)

  /// Texts in one request.
  public static let requestLimit = 512

  public var scoresEachTextAlone: Bool { true }

  /// Starts `command`.
  ///
  /// - Parameters:
  ///   - name: for reports.
  ///   - command: the program, looked up on `PATH` unless it holds a slash, and its arguments.
  ///   - timeout: how long one request may take, the first one's start-up included.
  ///   - digest: of the weights behind the program; by default of the command line and of every
  ///     argument that names a file, which covers a script but not what it loads.
  /// - Throws: ``RescoringError/failed(model:reason:)`` when there is no such program.
  public init(
    name: String, command: [String], timeout: Duration = defaultTimeout, digest: Digest? = nil
  ) throws(RescoringError) {
    guard let program = command.first, let path = Self.executable(named: program) else {
      throw .failed(
        model: name,
        reason: "expected a program to run, found none named \"\(command.first ?? "")\"")
    }
    identity = ModelIdentity(
      name: name, summary: command.joined(separator: " "),
      digest: digest ?? Self.digest(of: command))
    self.command = command
    self.timeout = timeout
    let started: ProcessConnection
    do {
      started = try ProcessConnection(
        executable: path, arguments: Array(command.dropFirst()), timeout: timeout,
        answerLimit: Self.answerLimit)
    } catch {
      throw .failed(model: name, reason: error.reason)
    }
    connection = Lock(started)
  }

  public func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    let texts = lists.flatMap(\.texts)
    var costs: [Double] = []
    costs.reserveCapacity(texts.count)
    for request in texts.chunks(ofCount: Self.requestLimit) {
      costs += try answer(to: Array(request))
    }
    var rest = costs[...]
    return lists.map { list in
      defer { rest = rest.dropFirst(list.count) }
      return Array(rest.prefix(list.count))
    }
  }

  /// The same command, started a second time.
  public func anotherInstance() throws(RescoringError) -> (any RescoringModel)? {
    let result: Result<ProcessModel, RescoringError> = other.withLock { other in
      if let other { return .success(other) }
      do throws(RescoringError) {
        let started = try ProcessModel(
          name: identity.name, command: command, timeout: timeout, digest: identity.digest)
        other = started
        return .success(started)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func answer(to texts: [String]) throws(RescoringError) -> [Double] {
    let name = identity.name
    let result: Result<[Double], RescoringError> = connection.withLock { connection in
      do throws(ProcessConnection.Failure) {
        let line = try connection.exchange(ProcessMessage.request(texts))
        do throws(RescoringError) {
          return .success(try ProcessMessage.costs(in: line, for: texts, model: name))
        } catch {
          return .failure(error)
        }
      } catch {
        return .failure(.failed(model: name, reason: error.reason))
      }
    }
    return try result.get()
  }

  private static func executable(named program: String) -> String? {
    ProgramPath.find(
      program, in: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
  }

  private static func digest(of command: [String]) -> Digest {
    var hasher = DigestHasher()
    for part in command {
      hasher.update(Array((part + "\0").utf8))
      // A pipe or a device might never end, and reading a pipe takes away what it holds.
      if ArtifactFile.isRegular(part), let contents = try? ArtifactFile.contents(of: part) {
        hasher.update(contents)
      }
    }
    return hasher.finalize()
  }
}
