import ArtifactFiles
import Foundation

/// What a run has found so far, on disk, so that it goes on after a kill.
///
/// The first line names the run by a digest of everything that decides its results; each further line
/// holds one unit's key and value.
struct RunJournal: ~Copyable {
  private let journal: Journal?
  private var lines: [String: Data] = [:]

  private struct Header: Codable {
    let run: String
  }

  private struct Key: Decodable {
    let key: String
  }

  private struct Line<Value: Codable>: Codable {
    let key: String
    let value: Value
  }

  /// Opens the journal at `path`, or keeps nothing if there is none.
  init(path: String?, run: Digest) throws(RobustnessError) {
    guard let path else {
      journal = nil
      return
    }
    do {
      let opened = try Journal(path: path)
      if let first = opened.entries.first {
        let found = try? JSONDecoder().decode(Header.self, from: first).run
        guard found == run.hexadecimal else {
          throw RobustnessError.foreignJournal(
            path: path, expected: run, found: found ?? "an unreadable line")
        }
      } else {
        try opened.append(Self.encoded(Header(run: run.hexadecimal)))
      }
      for (index, entry) in opened.entries.enumerated().dropFirst() {
        do {
          lines[try JSONDecoder().decode(Key.self, from: entry).key] = entry
        } catch {
          throw RobustnessError.malformedJournal(
            path: path, entry: index + 1, reason: JSONFault.description(of: error))
        }
      }
      journal = consume opened
    } catch let error as RobustnessError {
      throw error
    } catch let error as ArtifactError {
      throw .file(error)
    } catch {
      throw .malformedJournal(path: path, entry: 1, reason: error.localizedDescription)
    }
  }

  /// The value kept under `key`, if it was found before.
  func value<Value: Codable>(_ key: String, as type: Value.Type) -> Value? {
    lines[key].flatMap { try? JSONDecoder().decode(Line<Value>.self, from: $0).value }
  }

  /// Keeps a value; it is on disk when this returns.
  func keep(_ value: some Codable, under key: String) throws(RobustnessError) {
    do {
      try journal?.append(Self.encoded(Line(key: key, value: value)))
    } catch {
      throw .file(error)
    }
  }

  private static func encoded(_ value: some Encodable) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("a journal's figures are finite")
    }
    return data
  }
}
