import Foundation
import PropertyTesting
import Robustness
import RobustnessReports
import RobustnessRuns
import Testing

/// NIST's SCTK reads what `--export-trn` writes and comes to the same verdicts.
@Suite struct `Selections in SCTK` {
  private static let hasSCTK = FileManager.default.isExecutableFile(atPath: "/usr/bin/sctk")
  private static let models = ["first", "better", "alike"]

  /// Selections of three models on 12 speakers' utterances: each word wrong by its model's share.
  ///
  /// No more speakers: from some number on the sign test of sc_stats 1.3 overflows, and finds a difference where
  /// each system is better for 12 of 24 speakers.
  static func selections(
    speakers: Int = 12, each: Int = 10, shares: [Double] = [0.3, 0.17, 0.31], seed: UInt64 = 5
  ) throws -> RunSelections {
    let stream = Seed(seed)
    var lines = [
      "{\"run\":{\"version\":1,\"seed\":1,\"resamples\":100,\"confidence\":0.95,\"models\":"
        + "[\"first\",\"better\",\"alike\"]}}"
    ]
    for number in 0..<(speakers * each) {
      let utterance = stream.derived(number)
      let words = (0..<10).map { "word\(utterance.derived($0).value % 50)" }
      var (texts, selections): ([String], [String]) = ([], [])
      for (place, model) in models.enumerated() {
        var errors = 0
        let heard = words.enumerated().map { position, word -> String in
          let draw = utterance.derived(model).derived(position).value >> 11
          guard Double(draw) * 0x1p-53 < shares[place] else { return word }
          errors += 1
          return "wrong\(position)"
        }
        texts.append(heard.joined(separator: " "))
        selections.append(
          "{\"model\":\"\(model)\",\"rank\":1,\"text\":\(place),\"edits\":[\(errors),0,0],"
            + "\"chosenErrors\":\(errors)}")
      }
      lines.append(
        "{\"list\":{\"corpus\":\"c\",\"utterance\":\"u (\(number))\",\"cluster\":\"speaker "
          + "\(number % speakers)\",\"reference\":\"\(words.joined(separator: " "))\","
          + "\"referenceWords\":10,\"hypothesisErrors\":[0],\"oracle\":{\"asHeard\":0,\"asChosen\":0},"
          + "\"randomPick\":{\"asHeard\":1,\"asChosen\":1},\"texts\":["
          + texts.map { "\"\($0)\"" }.joined(separator: ",") + "],\"selections\":["
          + selections.joined(separator: ",") + "]}}")
    }
    let path = NSTemporaryDirectory() + "sctk-\(UUID().uuidString).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    return try RunSelections(contentsOf: path)
  }

  private func shell(_ script: String, in folder: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  /// The system that a test of sc_stats finds better; nil where it finds no difference.
  private func verdict(
    _ test: String, _ first: String, _ second: String, in folder: String
  ) throws -> String? {
    let output = try shell(
      "cat hyp.\(first).trn.sgml hyp.\(second).trn.sgml | sctk sc_stats -p -t \(test) -v -n out "
        + "&& cat out.stats.\(test)", in: folder)
    // The comparison matrix: the row of the first system, the column of the second.
    let rows = output.split(separator: "\n").map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
    let row = try #require(
      rows.last { $0.count == 5 && $0[1] == first && $0[2].isEmpty }, "\(output)")
    return row[3] == "same" || row[3].isEmpty ? nil : row[3]
  }

  @Test(.enabled(if: hasSCTK, "needs sctk"), arguments: [5, 6, 7] as [UInt64])
  func `its tests come to the verdicts of ours`(seed: UInt64) throws {
    let selections = try Self.selections(seed: seed)
    let folder = NSTemporaryDirectory() + "sctk-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try TRNExport(selections).write(to: folder)
    let clean = folder + "/c/clean"
    let scored = try shell(
      "sctk sclite -i spu_id -r ref.trn trn "
        + Self.models.map { "-h hyp.\($0).trn trn \($0)" }.joined(separator: " ")
        + " -o sgml sum -O .", in: clean)
    #expect(scored.contains("Successful Completion"), "\(scored)")
    var decided = 0
    for tests in PairedTests.all(on: selections.corpora[0], models: Self.models) {
      for (name, p) in [
        ("mapsswe", tests.matchedPairs), ("wilc", tests.wilcoxon), ("sign", tests.sign),
      ] {
        let found = try verdict(name, tests.model, tests.other, in: clean)
        #expect(
          found == (p < 0.05 ? tests.better : nil),
          "\(name): \(tests.model), \(tests.other), p \(p)")
        if found != nil { decided += 1 }
      }
    }
    // Two pairs differ and one does not.
    #expect(decided == 6)
  }

  @Test(.enabled(if: hasSCTK, "needs sctk"))
  func `sclite counts the errors that were counted here`() throws {
    let selections = try Self.selections()
    let folder = NSTemporaryDirectory() + "sctk-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try TRNExport(selections).write(to: folder)
    for (place, model) in Self.models.enumerated() {
      let summary = try shell(
        "sctk sclite -i spu_id -r ref.trn trn -h hyp.\(model).trn trn -o rsum stdout",
        in: folder + "/c/clean")
      let sum = try #require(
        summary.split(separator: "\n").first { $0.contains("Sum") }, "\(summary)")
      let errors = selections.corpora[0].lists.reduce(0) {
        $0 + $1.selections[place].errors(.asHeard)
      }
      let numbers = sum.split { !$0.isNumber }.compactMap { Int($0) }
      // Sentences and words, then correct, substitutions, deletions, insertions, errors, sentence errors.
      #expect(numbers.count == 8 && numbers[0] == 120 && numbers[1] == 1_200, "\(sum)")
      #expect(numbers[6] == errors, "\(sum)")
    }
  }

  @Test func `characters that mean something to SCTK are written as codes, ids are unique`() throws
  {
    let lines = [
      "{\"run\":{\"version\":1,\"seed\":1,\"resamples\":100,\"confidence\":0.95,\"models\":[\"a/b\"]}}",
      "{\"list\":{\"corpus\":\"c d\",\"utterance\":\"u\",\"reference\":\"@ {a / b} (c) 100% d;\","
        + "\"referenceWords\":7,\"hypothesisErrors\":[0],\"oracle\":{\"asHeard\":0,\"asChosen\":0},"
        + "\"randomPick\":{\"asHeard\":0,\"asChosen\":0},\"texts\":[\"\"],\"selections\":[{\"model\":"
        + "\"a/b\",\"rank\":1,\"text\":0,\"edits\":[0,7,0],\"chosenErrors\":7}]}}",
    ]
    let path = NSTemporaryDirectory() + "trn-\(UUID().uuidString).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
    let files = TRNExport(try RunSelections(contentsOf: path)).files
    #expect(files.map(\.path) == ["c_d/clean/ref.trn", "c_d/clean/hyp.a_b.trn"])
    #expect(
      files[0].text == "%40 %7Ba %2F b%7D %28c%29 100%25 d%3B (s00001-u00001-d0)\n")
    #expect(files[1].text == " (s00001-u00001-d0)\n")
  }
}
