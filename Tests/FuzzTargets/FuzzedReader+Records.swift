import Artifacts
import Counterexamples
import Foundation
import PropertyTesting
import RobustnessRuns

extension FuzzedReader {
  static let recordReaders: [(name: String, making: Making)] = [
    ("json", json), ("fixtures", fixtures), ("records", records), ("selections", selections),
    ("journals", journals), ("shards", shards),
  ]

  private static let json: Making = { folder in
    let seed = #"{"a":[1,-2.5e3,true,null,"\u00e9\ud83d\ude00\n"],"b":{"c":{}}}"#
    return FuzzedReader(texts: [seed], at: folder + "/input") { path in
      let bytes = (try? ArtifactFile.contents(of: path)).map { [UInt8]($0) } ?? []
      bytes.withUnsafeBufferPointer { _ = try? JSONParser.parse($0) }
    }
  }

  private static let fixtures: Making = { folder in
    let names = try FileManager.default.contentsOfDirectory(atPath: file("Tests/Fixtures")).sorted()
    return FuzzedReader(
      try names.map { try bytes("Tests/Fixtures/" + $0) }, at: folder + "/input"
    ) { path in
      _ = try? Counterexample(contentsOf: path)
      _ = try? StoredFailure(contentsOf: path)
    }
  }

  private static let records: Making = { folder in
    FuzzedReader([try bytes("Reports/bundled/report.json")], at: folder + "/input") {
      _ = try? RunRecord(contentsOf: $0)
    }
  }

  private static let selections: Making = { folder in
    FuzzedReader(
      [try lines("Reports/bundled/selections.jsonl.gz", 30)], at: folder + "/input"
    ) { _ = try? RunSelections(contentsOf: $0) }
  }

  private static let written = ["one", #"{"key":"a","value":[1,2]}"#].map { Data($0.utf8) }

  private static func journal(_ folder: String) throws -> [UInt8] {
    let path = folder + "/journal"
    do {
      let journal = try Journal(path: path, owner: "me")
      for entry in written { try journal.append(entry) }
    }
    defer { try? FileManager.default.removeItem(atPath: path) }
    return [UInt8](try ArtifactFile.contents(of: path))
  }

  private static let journals: Making = { folder in
    FuzzedReader([try journal(folder)], at: folder + "/input") { path in
      if let journal = try? Journal(path: path, owner: "me") {
        precondition(
          journal.entries.allSatisfy(written.contains),
          "what is kept must be what was written, or nothing")
      }
    }
  }

  private static let shards: Making = { folder in
    FuzzedReader([try journal(folder)], at: folder + "/input") {
      _ = try? ShardFile(contentsOf: $0)
    }
  }
}
