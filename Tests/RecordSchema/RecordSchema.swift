package import Foundation

/// `Reports/report.schema.json`, and a validator that nobody here wrote: Python's `jsonschema`.
package enum RecordSchema {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let script = folder.appendingPathComponent("validate.py").path
  /// The committed schema.
  package static let path =
    folder.appendingPathComponent("../../Reports/report.schema.json").standardized.path

  /// A Python that has the validator; nil where none has.
  private static let python: String? = ["python3", "/usr/bin/python3"].first {
    (try? run($0, []))?.status == 0
  }

  /// Whether records can be validated here.
  package static let isAvailable = python != nil
  /// Why a test that validates is skipped.
  package static let skipped: String = "needs python3 with jsonschema (python3-jsonschema)"

  /// What the validator finds wrong, a line each; nothing for a record that follows the schema.
  package static func faults(in record: Data) throws -> [String] {
    guard let python else { return [skipped] }
    let file = NSTemporaryDirectory() + "record-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try record.write(to: URL(fileURLWithPath: file))
    let result = try run(python, [file])
    let lines = result.output.split(separator: "\n").map(String.init)
    return result.status == 0 || !lines.isEmpty ? lines : ["status \(result.status)"]
  }

  private static func run(
    _ python: String, _ documents: [String]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, script, path] + documents
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
