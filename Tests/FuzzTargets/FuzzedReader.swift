import Artifacts
import Foundation

/// A reader of files that must read whatever it is given or throw, and never trap, hang or take all memory.
package struct FuzzedReader: Sendable {
  /// Well-formed files, from which damaged ones are made.
  package let seeds: [[UInt8]]
  /// Where the file to be read is written.
  package let path: String
  private let body: @Sendable (String) -> Void

  init(
    _ seeds: [[UInt8]], at path: String, _ body: @escaping @Sendable (String) -> Void
  ) {
    self.seeds = seeds
    self.path = path
    self.body = body
  }

  init(texts: [String], at path: String, _ body: @escaping @Sendable (String) -> Void) {
    self.init(texts.map { Array($0.utf8) }, at: path, body)
  }

  /// Writes the bytes to ``path`` and reads them.
  package func read(_ bytes: some Collection<UInt8>) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    body(path)
  }

  // MARK: All of them

  typealias Making = @Sendable (_ folder: String) throws -> FuzzedReader

  private static let all: [(name: String, making: Making)] =
    listReaders + lexiconReaders + recordReaders + modelReaders

  package static let names: [String] = all.map(\.name)

  /// - Parameters:
  ///   - name: one of ``names``.
  ///   - folder: an empty folder for the file and what it stands among.
  package static func named(_ name: String, in folder: String) throws -> FuzzedReader? {
    try all.first { $0.name == name }?.making(folder)
  }

  // MARK: Seeds

  private static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static func file(_ path: String) -> String { checkout + "/" + path }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try ArtifactFile.decompressedContents(of: file(path)))
  }

  static func lines(_ path: String, _ count: Int) throws -> [UInt8] {
    Array(try bytes(path).split(separator: 0x0A).prefix(count).joined(separator: [0x0A])) + [0x0A]
  }
}
