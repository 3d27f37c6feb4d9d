import Artifacts
import Foundation
import Transcripts

/// What a run has found so far, on disk, so that it goes on after a kill.
///
/// The journal belongs to a run by a digest of everything that decides its results (``RunFingerprint``);
/// each entry holds one unit's key and value as JSON.
package struct RunJournal: ~Copyable {
  private let journal: Journal?
  private let lines: [String: Data]

  private struct Key: Decodable {
    let key: String
  }

  private struct Line<Value: Codable>: Codable {
    let key: String
    let value: Value
  }

  /// Opens the journal at `path`, or keeps nothing if there is none.
  init(path: String?, run: Digest) throws(RunError) {
    guard let path else {
      journal = nil
      lines = [:]
      return
    }
    let opened = try Self.open(path, run)
    lines = try Self.lines(opened.entries, path: path)
    journal = consume opened
  }

  private static func open(_ path: String, _ run: Digest) throws(RunError) -> Journal {
    do throws(JournalError) {
      return try Journal(path: path, owner: run.hexadecimal)
    } catch {
      throw RunError(error)
    }
  }

  static func lines(
    _ entries: [Data], path: String
  ) throws(RunError) -> [String: Data] {
    var lines: [String: Data] = [:]
    for (index, entry) in entries.enumerated() {
      do {
        lines[try JSONDecoder().decode(Key.self, from: entry).key] = entry
      } catch {
        throw .malformedJournal(
          path: path, entry: index + 2, reason: JSONFault.description(of: error))
      }
    }
    return lines
  }

  /// Forgets what an earlier run kept at `path`.
  ///
  /// - Throws: ``RunError/notAJournal(path:)`` if something else lies there; it stays.
  package static func remove(at path: String) throws(RunError) {
    do throws(JournalError) {
      try Journal.remove(at: path)
    } catch {
      throw RunError(error)
    }
  }

  /// Whether something was kept under `key` before this process began.
  func holds(_ key: String) -> Bool { lines[key] != nil }

  /// The value kept under `key`, if it was found before.
  func value<Value: Codable>(_ key: String, as type: Value.Type) -> Value? {
    Self.value(key, in: lines, as: type)
  }

  static func value<Value: Codable>(
    _ key: String, in lines: [String: Data], as type: Value.Type
  ) -> Value? {
    lines[key].flatMap { try? JSONDecoder().decode(Line<Value>.self, from: $0).value }
  }

  /// Keeps a value; it is on disk when this returns.
  func keep(_ value: some Codable, under key: String) throws(RunError) {
    do throws(JournalError) {
      try journal?.append(CanonicalJSON.data(finite: Line(key: key, value: value), .line))
    } catch {
      throw RunError(error)
    }
  }
}

extension RunError {
  init(_ error: JournalError) {
    switch error {
    case .file(let file): self = .file(file)
    case .notAJournal(let path): self = .notAJournal(path: path)
    case .otherVersion(let path, let found):
      self = .unsupportedJournal(path: path, found: found)
    case .foreign(let path, let expected, let found):
      self = .foreignJournal(
        path: path, expected: Digest(hexadecimal: expected), found: found)
    case .inUse(let path): self = .journalInUse(path: path)
    case .damaged(let path, let entry, let reason):
      self = .malformedJournal(path: path, entry: entry, reason: reason)
    }
  }
}
