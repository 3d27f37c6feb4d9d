import Artifacts
import Foundation
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Selections of a run` {
  static let result = Result {
    try `Robustness runs`.run().result(programVersion: "test", command: "none")
  }

  private func read(_ text: String) throws -> RunSelections {
    let path = NSTemporaryDirectory() + "selections-\(UUID().uuidString).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try RunSelections(contentsOf: path)
  }

  private func text() throws -> String {
    String(
      decoding: try Gzip.decompress(try Self.result.get().selections.data), as: UTF8.self)
  }

  @Test func `what is written reads back equal`() throws {
    let selections = try Self.result.get().selections
    #expect(try read(text()) == selections)
  }

  @Test func `every list and model has its selection, the clean lists first`() throws {
    let (record, selections) = (
      try Self.result.get().record, try Self.result.get().selections
    )
    let lists = try #require(selections.corpora.first).lists
    let count = SmallWorld.corpus.count
    // Clean, two draws of the 1-best and one of the N-best at three strengths; and of what each of four
    // models selects, two.
    #expect(lists.count == count * (1 + 3 * (2 + 1) + 4 * 3 * 2))
    #expect(lists.prefix(count).allSatisfy { $0.condition == nil && $0.reference != nil })
    #expect(lists.dropFirst(count).allSatisfy { $0.condition != nil && $0.draw != nil })
    let names = record.models.map(\.identity.name)
    for list in lists {
      if list.condition?.scope == .selected {
        #expect(list.selections.count == 1 && list.firstPass != nil)
      } else {
        #expect(list.selections.map(\.model) == names && list.firstPass == nil)
      }
      #expect(list.condition != nil || list.replaced == nil)
    }
    for name in names {
      #expect(
        lists.count {
          $0.condition?.scope == .selected && $0.selections[0].model == name
        } == count * 3 * 2)
    }
  }

  @Test func `errors of selections add up to the record's`() throws {
    let (record, selections) = (
      try Self.result.get().record, try Self.result.get().selections
    )
    for model in record.corpora[0].models {
      for result in model.perturbed {
        let mine = selections.corpora[0].lists.filter { $0.condition == result.condition }
          .flatMap(\.selections).filter { $0.model == model.model }
        let sum = mine.reduce(0) { $0 + $1.errors(result.counting) }
        #expect(sum == result.errors.edits)
        let moved = mine.count { $0.addedErrors(result.counting) != nil }
        #expect(moved == result.moves?.moved)
      }
    }
  }

  @Test func `perturbed lists come back from the clean ones`() throws {
    let corpus = try #require(try Self.result.get().selections.corpora.first)
    let clean = Dictionary(
      uniqueKeysWithValues: corpus.lists.filter { $0.condition == nil }.map { ($0.utterance, $0) })
    var changed = 0
    for list in corpus.lists where list.condition != nil {
      let before = try #require(clean[list.utterance])
      let hypotheses = try #require(list.hypotheses(from: before))
      #expect(hypotheses.count == before.hypotheses?.count)
      changed += list.changed?.count ?? 0
      for selection in list.selections {
        let text = list.texts[selection.text]
        #expect(hypotheses.contains { $0.rank == selection.rank && $0.text == text })
      }
    }
    #expect(changed > 0)
    // Ranks and places that the clean list does not have are no lists.
    let one = try #require(clean.values.first)
    #expect(one.hypotheses(from: corpus.lists.last!) == nil)
  }

  @Test func `a broken line is named with what was expected`() throws {
    let lines = try text().split(separator: "\n").map(String.init)
    func message(_ text: String) -> String {
      do {
        _ = try read(text)
        return "read"
      } catch {
        return "\(error)"
      }
    }
    #expect(message("").hasSuffix(":1: expected \"run\", found an empty file"))
    #expect(message(lines[1]).contains(":1: expected \"run\" first"))
    #expect(message(lines[0] + "\n" + lines[0]).contains(":2: expected \"run\" once"))
    #expect(message(lines[0] + "\n{\"list\":{}}").contains(":2: expected a run's selections"))
    #expect(
      message(lines[0].replacing("\"version\":1", with: "\"version\":2"))
        .contains(":1: expected \"version\" 1, found 2"))
    #expect(
      message(lines[0] + "\n" + lines[1].replacing("\"model\":\"ngram\"", with: "\"model\":\"no\""))
        .contains(":2: expected a model of the run, found \"no\""))
    #expect(
      message(lines[0] + "\n" + lines[1].replacing("\"text\":0", with: "\"text\":900"))
        .contains("found 900"))
  }

  @Test func `damaged files are read or refused, never a crash`() throws {
    let valid = Array(try text().utf8.prefix(4_000))
    var random = SplitMix64(seed: 7)
    var refused = 0
    for _ in 0..<300 {
      var bytes = valid
      for _ in 0...random.below(3) {
        bytes[random.below(bytes.count)] = UInt8(random.below(128))
      }
      do {
        _ = try read(String(decoding: bytes, as: UTF8.self))
      } catch {
        refused += 1
      }
    }
    #expect(refused > 200)
  }
}
