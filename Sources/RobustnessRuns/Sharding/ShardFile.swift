import Artifacts
import Foundation
public import Transcripts

/// What one shard of a run has found, on disk: the journal of a ``RunShard``, which resumes after a kill
/// like any other.
///
/// It begins with what it is a shard of, and ends with a mark that all its work is done.
public struct ShardFile: Sendable {
  /// The part of a run that a file contains.
  public struct Header: Hashable, Sendable, Codable {
    /// Digest of everything that decides the whole run's results.
    public let run: Digest
    public let shard: RunShard
    /// The arguments of the command line that decide the run, for merging.
    public let arguments: [String]
  }

  static let headerKey = "shard"
  static let finishedKey = "finished"

  public let path: String
  public let header: Header
  /// Whether all of the shard's work is done.
  public let isFinished: Bool
  /// Units by their keys, as lines of JSON.
  let lines: [String: Data]

  /// Reads a shard's file, finished or not.
  ///
  /// - Throws: ``RunError/file(_:)``, ``RunError/malformedJournal(path:entry:reason:)`` and the like for a
  ///   file that is no journal of a shard.
  public init(contentsOf path: String) throws(RunError) {
    let entries: [Data]
    do throws(JournalError) {
      entries = try Journal.entries(at: path)
    } catch {
      throw RunError(error)
    }
    lines = try RunJournal.lines(entries, path: path)
    guard let header = RunJournal.value(Self.headerKey, in: lines, as: Header.self) else {
      throw .notAShard(path: path)
    }
    self.path = path
    self.header = header
    isFinished = lines[Self.finishedKey] != nil
  }

  /// What identifies the journal of a shard.
  static func owner(run: Digest, shard: RunShard) -> Digest {
    .sha256(of: "\(run.hexadecimal) shard \(shard)")
  }

  /// The name of a shard's file in the folder of a report.
  public static func name(of shard: RunShard) -> String {
    "shard-\(shard.number)-of-\(shard.count).journal"
  }
}
