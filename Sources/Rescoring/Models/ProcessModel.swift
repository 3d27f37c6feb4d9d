import Algorithms
import Artifacts
import Foundation
public import Transcripts

/// A model in another process: any program that answers JSON Lines, in any language or framework.
///
/// The program is started once and kept. For each request it reads one line from standard input and
/// writes one line to standard output, then flushes:
///
///     → {"request":2,"texts":["tell her we're over there","tell her were over there"]}
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
/// The first request greets the program: it has one text and the member `protocol`. A program may answer that with
/// what it wants to know of each list besides its texts; see <doc:ProcessProtocol>.
///
/// A program that ends is started again and asked once more. One that answers out of turn or takes longer than the
/// time limit fails the request, and is started again for the next one. After a few restarts it is out for good,
/// and every later request gives the last error.
public final class ProcessModel: RescoringModel {
  public let identity: ModelIdentity
  private let session: Lock<ProcessSession>
  private let command: [String]
  private let timeout: Duration
  private let restartLimit: Int
  private let onRestart: @Sendable (String) -> Void
  /// The other instance, once it was requested.
  private let other = Lock<ProcessModel?>(nil)

  /// Bytes in one answer: room for more digits than 512 numbers have.
  public static let answerLimit = 64 << 20

  /// How long one request may take, unless it is said otherwise.
  public static let defaultTimeout: Duration = .seconds(60)

  /// How often a program is started again, unless it is said otherwise.
  public static let defaultRestarts = 3

  /// The largest number of texts in one request, unless the program wants fewer.
  public static let requestLimit = 512

  /// Starts `command`.
  ///
  /// - Parameters:
  ///   - name: for reports.
  ///   - command: the program, looked up on `PATH` unless it holds a slash, and its arguments.
  ///   - timeout: how long one request may take, the first one's start-up included.
  ///   - restarts: how often it may be started again.
  ///   - digest: of the weights behind the program; by default of the command line and of every
  ///     argument that names a file, which covers a script but not what it loads.
  ///   - onRestart: told the reason each time the program is started again.
  /// - Throws: ``RescoringError/failed(model:reason:)`` when there is no such program.
  public init(
    name: String, command: [String], timeout: Duration = defaultTimeout,
    restarts: Int = defaultRestarts, digest: Digest? = nil,
    onRestart: @escaping @Sendable (String) -> Void = { _ in }
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
    self.onRestart = onRestart
    restartLimit = restarts
    let started: ProcessConnection
    do {
      started = try ProcessConnection(
        executable: path, arguments: Array(command.dropFirst()), timeout: timeout,
        answerLimit: Self.answerLimit)
    } catch {
      throw .failed(model: name, reason: error.reason)
    }
    session = Lock(ProcessSession(started, restartLimit: restarts, onRestart: onRestart))
  }

  /// Whether texts are all that the program asks for. It is greeted for that, and waited for; one that gives no
  /// answer will say why when it is asked for costs.
  public var scoresEachTextAlone: Bool { greeting?.context == nil }

  /// How many previous utterances the program asks for; nil if it asks for nothing but texts.
  public var previousUtterances: Int? { greeting?.context?.previous }

  /// By the time limit of a request.
  public var limitsItself: Bool { true }

  private var greeting: ProcessGreeting? {
    session.withLock { session in
      do throws(ProcessConnection.Failure) {
        return try session.greet()
      } catch {
        return nil
      }
    }
  }

  public func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    guard !lists.isEmpty else { return [] }
    let greeting = try asked { (session) throws(ProcessConnection.Failure) in try session.greet() }
    guard let context = greeting.context else {
      let hypotheses = lists.flatMap(\.hypotheses)
      var costs: [Double] = []
      costs.reserveCapacity(hypotheses.count)
      for request in hypotheses.chunks(ofCount: greeting.batch) {
        costs += try answer([NBestList(Array(request))], nil)
      }
      return Self.parted(costs, as: lists)
    }
    var costs: [Double] = []
    for request in Self.batches(of: lists, texts: greeting.batch) {
      costs += try answer(request, context)
    }
    return Self.parted(costs, as: lists)
  }

  /// Whole lists, as many as fit, and at least one.
  private static func batches(of lists: [NBestList], texts limit: Int) -> [[NBestList]] {
    var batches: [[NBestList]] = []
    var size = limit
    for list in lists {
      if size + list.count > limit {
        batches.append([])
        size = 0
      }
      batches[batches.count - 1].append(list)
      size += list.count
    }
    return batches
  }

  private static func parted(_ costs: [Double], as lists: [NBestList]) -> [[Double]] {
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
          name: identity.name, command: command, timeout: timeout, restarts: restartLimit,
          digest: identity.digest, onRestart: onRestart)
        other = started
        return .success(started)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func answer(
    _ lists: [NBestList], _ context: ProcessGreeting.Context?
  ) throws(RescoringError) -> [Double] {
    let (request, line) = try asked { (session) throws(ProcessConnection.Failure) in
      try session.answer { ProcessRequest(lists, number: $0, context: context) }
    }
    return try ProcessAnswer.costs(in: line, for: request, model: identity.name)
  }

  private func asked<Value: Sendable>(
    _ ask: (inout ProcessSession) throws(ProcessConnection.Failure) -> Value
  ) throws(RescoringError) -> Value {
    let result: Result<Value, RescoringError> = session.withLock { session in
      do throws(ProcessConnection.Failure) {
        return .success(try ask(&session))
      } catch {
        return .failure(.failed(model: identity.name, reason: error.reason))
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
