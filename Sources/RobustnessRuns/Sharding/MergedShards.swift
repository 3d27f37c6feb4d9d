import Artifacts
import Foundation
public import Transcripts

/// All shards of one run together: everything that its models had to be asked.
public struct MergedShards: Sendable {
  private let files: [ShardFile]

  /// Checks that the files are all shards of one run, each once and finished.
  ///
  /// - Parameter files: in any order.
  /// - Throws: ``RunError/shards(reason:)`` that names the shards which are missing, double, foreign or
  ///   unfinished.
  public init(_ files: [ShardFile]) throws(RunError) {
    guard let first = files.first else {
      throw .shards(reason: "expected the files of all shards, found none")
    }
    for file in files where file.header.run != first.header.run {
      throw .shards(
        reason:
          "\(file.path) is a shard of another run than \(first.path): their corpora, models, weights, "
          + "settings or program versions differ")
    }
    for file in files where file.header.shard.count != first.header.shard.count {
      throw .shards(
        reason:
          "\(file.path) is shard \(file.header.shard), \(first.path) is \(first.header.shard): "
          + "expected shards of a run that was divided only once")
    }
    var known: [Int: String] = [:]
    for file in files {
      let number = file.header.shard.number
      if let other = known.updateValue(file.path, forKey: number) {
        throw .shards(
          reason: "shard \(file.header.shard) was given twice: \(other) and \(file.path)")
      }
    }
    let count = first.header.shard.count
    let missing = (1...count).filter { known[$0] == nil }
    guard missing.isEmpty else {
      throw .shards(
        reason: "expected \(count) shards, found \(files.count): missing "
          + missing.map { "\($0)/\(count)" }.joined(separator: ", "))
    }
    let unfinished = files.filter { !$0.isFinished }
    guard unfinished.isEmpty else {
      throw .shards(
        reason: "not finished yet: " + unfinished.map(\.path).joined(separator: ", ")
          + "; run the command that started a shard again to finish it")
    }
    self.files = files.sorted { $0.header.shard.number < $1.header.shard.number }
  }

  /// Digest of everything that decides the run's results.
  public var run: Digest { files[0].header.run }
  /// The arguments of the command line that decide the run.
  public var arguments: [String] { files[0].header.arguments }

  /// Values that the shards found under `key`, each with its shard; nil unless all have one.
  private func values<Value: Codable>(
    _ key: String, as type: Value.Type
  ) -> [(shard: RunShard, value: Value)]? {
    let values = files.compactMap { file in
      RunJournal.value(key, in: file.lines, as: Value.self).map { (file.header.shard, $0) }
    }
    return values.count == files.count ? values : nil
  }

  /// A row with an element for each place, put together from rows of which each holds those of its
  /// shard.
  ///
  /// - Parameter part: which part of the shared work, an utterance say, a place belongs to.
  /// - Returns: nil if a shard lacks the row, or has one of another length.
  func row<Element: Codable>(
    _ key: String, count: Int, as type: Element.Type, part: (Int) -> Int = { $0 }
  ) -> [Element]? {
    guard let rows = values(key, as: [Element?].self),
      rows.allSatisfy({ $0.value.count == count })
    else { return nil }
    var merged: [Element] = []
    for place in 0..<count {
      let owner = rows.first { $0.shard.contains(part(place)) }
      guard let element = owner?.value[place] else { return nil }
      merged.append(element)
    }
    return merged
  }
}
