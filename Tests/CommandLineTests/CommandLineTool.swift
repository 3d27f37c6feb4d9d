import Foundation
import Testing

/// The built program, as a shell would run it.
struct CommandLineTool {
  /// What a run left behind.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The program lies beside the bundle of tests.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (tests as NSString).deletingLastPathComponent + "/mondegreen"
  }()

  /// Runs the program with `arguments` in `folder`, and waits for its end.
  static func run(_ arguments: [String], in folder: String? = nil) throws -> Result {
    try run(path, arguments, in: folder)
  }

  /// Runs a shell script, in which `$MONDEGREEN` is the program.
  static func shell(_ script: String, in folder: String? = nil) throws -> Result {
    try run("/bin/sh", ["-c", script], in: folder)
  }

  private static func run(
    _ program: String, _ arguments: [String], in folder: String?
  ) throws -> Result {
    let scratch = try TemporaryFolder()
    let process = try start(program: program, arguments, in: folder, scratch: scratch)
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try scratch.text("stdout"),
      errors: try scratch.text("stderr"))
  }

  /// Starts the program, its output going to `stdout` and `stderr` in `scratch`.
  static func start(
    program: String = path, _ arguments: [String], in folder: String? = nil,
    scratch: TemporaryFolder
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    var environment = ProcessInfo.processInfo.environment
    environment["COLUMNS"] = "80"
    environment["MONDEGREEN"] = path
    // Indexes of lexicons go here and not into the user's cache.
    environment["XDG_CACHE_HOME"] = NSTemporaryDirectory() + "mondegreen-tests-cache"
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try scratch.newFile("stdout")
    process.standardError = try scratch.newFile("stderr")
    try process.run()
    return process
  }
}

/// A folder that goes when the value does.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "mondegreen-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: file(name), atomically: true, encoding: .utf8)
    return file(name)
  }

  func text(_ name: String) throws -> String {
    String(decoding: try data(name), as: UTF8.self)
  }

  func data(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: file(name)))
  }

  func newFile(_ name: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: file(name)))
    return try #require(FileHandle(forWritingAtPath: file(name)))
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }
}
