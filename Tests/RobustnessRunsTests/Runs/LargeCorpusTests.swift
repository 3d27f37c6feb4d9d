import Artifacts
import Foundation
import Perturbations
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Corpora beyond memory` {
  /// The corpus with all of its utterances in a file.
  private func packed(_ corpus: Corpus) -> Corpus {
    var builder = UtterancesBuilder(room: 0)
    for utterance in corpus { builder.append(utterance) }
    let utterances = builder.finish()
    #expect(!utterances.areInMemory)
    return Corpus(
      name: corpus.name, digest: corpus.digest, utterances: utterances, survey: corpus.survey)
  }

  @Test func `are examined like those in memory, byte for byte`() throws {
    let held = try `Robustness runs`.run().result(programVersion: "test", command: "none")
    let large = try `Robustness runs`.run(corpora: [packed(SmallWorld.corpus)])
      .result(programVersion: "test", command: "none", threads: 3)
    #expect(
      try `Robustness runs`.bytes(large.record) == `Robustness runs`.bytes(held.record))
    #expect(large.selections.data == held.selections.data)
    let isMade = large.selections.corpora[0].lists.inMemory == nil
    #expect(isMade)
    #expect(large.selections == held.selections)
  }

  @Test func `go on from a journal of those in memory`() throws {
    let path = NSTemporaryDirectory() + "journal-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let held = try `Robustness runs`.record(`Robustness runs`.run(), journal: path)
    let large = try `Robustness runs`.record(
      `Robustness runs`.run(corpora: [packed(SmallWorld.corpus)]), journal: path)
    #expect(try `Robustness runs`.bytes(large) == `Robustness runs`.bytes(held))
  }

  @Test(arguments: [[], [3, 0, 70_000, 65_535, 65_534, 15, 16]] as [[Int]])
  func `choices are kept as they are, few or many`(some: [Int]) throws {
    for choices in [some, some + (0..<30_000).map { $0 % 20 }] {
      let stored = Choices(choices)
      #expect(Array(stored) == choices)
      let data = try JSONEncoder().encode([stored])
      #expect(try JSONDecoder().decode([Choices].self, from: data) == [stored])
    }
  }

  @Test(arguments: [#""5""#, #""@x""#, #""0000000000000000""#, "[-1]", "[1.5]", "null", "{}"])
  func `damaged choices are refused`(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Choices].self, from: Data("[\(text)]".utf8))
    }
  }
}
