import Foundation
import Testing

/// `--redact`, `--junit` and `--export-trn`, on a corpus whose words occur nowhere else.
@Suite struct SharingTests {
  private static let words = [
    "zorble", "zorbellen", "quindle", "quindellith", "frabbit", "plomish", "plommishoe", "tarvok",
    "wexlid", "snorvel", "grumpf", "blinxo",
  ]

  /// Every other word of two sounds like the next.
  private static let lexicon = """
    zorble Z AO R B AH L
    zorbellen Z AO R B AH L
    quindle K W IH N D AH L
    quindellith K W IH N D AH L
    plomish P L AA M IH SH
    plommishoe P L AA M IH SH

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let lines = (0..<12).map { number -> String in
      let words = (0..<5).map { Self.words[(number * 5 + $0 * ($0 + number)) % Self.words.count] }
      let said = words.joined(separator: " ")
      let heard = ([words[1], words[0]] + words[2...]).joined(separator: " ")
      return Inputs.line(
        id: "u-\(number)", said: said,
        hypotheses: [
          Inputs.hypothesis(heard, total: "\(30 + number)"),
          Inputs.hypothesis(said, total: "\(31 + number)"),
          Inputs.hypothesis(words.dropLast().joined(separator: " "), total: "\(40 + number)"),
        ])
    }
    try folder.write("secret.jsonl", lines.joined())
    try folder.write("lexicon.txt", Self.lexicon)
    try folder.write("frequencies.tsv", Self.words.map { "\($0)\t900\n" }.joined())
    try folder.write("score.sh", Inputs.scorer())
  }

  private static let model = [
    "--tune-on", "secret.jsonl", "--model", "length=process:sh score.sh", "--lexicon",
    "lexicon.txt", "--lexicon-format", "kaldi", "--frequencies", "frequencies.tsv",
    "--minimum-frequency", "0", "--corpus", "secret.jsonl",
  ]

  private func report(_ more: [String]) throws -> CommandLineTool.Result {
    try CommandLineTool.run(
      ["report"] + Self.model + [
        "--resamples", "50", "--strength", "1", "--draws", "1", "--cases", "12", "--output", "out",
      ] + more, in: folder.path)
  }

  /// The words of the corpus that a text holds.
  private func leaks(_ text: String) -> [String] {
    Self.words.filter { text.localizedCaseInsensitiveContains($0) }
  }

  /// Those that any file below a folder holds, by its path.
  private func leaks(below name: String) throws -> [String] {
    let files = try #require(FileManager.default.enumerator(atPath: folder.file(name)))
      .compactMap { $0 as? String }
      .filter { !$0.hasSuffix("/") }
    return try files.flatMap { file -> [String] in
      let path = folder.file("\(name)/\(file)")
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if isFolder.boolValue { return [] }
      let text =
        file.hasSuffix(".gz")
        ? try CommandLineTool.shell("gzip -dc \"\(path)\"").output
        : String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
      return leaks(text).map { "\(file): \($0)" }
    }
  }

  @Test func `no word of the corpus is left in what a redacted report writes and prints`() throws {
    let plain = try report([])
    #expect(plain.status == 0, "\(plain.errors)")
    // The words are there unless they are taken out.
    #expect(Set(try leaks(below: "out").map { $0.prefix { $0 != ":" } }).count >= 4)
    let rendered = try CommandLineTool.run(
      [
        "render", "out/report.json", "--output", "rendered", "--redact", "--junit",
        "rendered/junit.xml",
      ], in: folder.path)
    #expect(rendered.status == 0, "\(rendered.errors)")
    #expect(try leaks(below: "rendered") == [])
    #expect(try folder.text("rendered/junit.xml").contains("rank-stability fails for length"))
    let redacted = try report([
      "--redact", "--junit", "out/junit.xml", "--export-trn", "out/trn",
    ])
    #expect(redacted.status == 0, "\(redacted.errors)")
    #expect(try leaks(below: "out") == [] && leaks(redacted.output) == [])
    #expect(try folder.text("out/trn/secret/clean/ref.trn").hasPrefix("w"))
    // Rendering says of a record what the report says of it.
    for file in ["report.json", "report.html", "report.csv"] {
      #expect(try folder.data("out/\(file)") == folder.data("rendered/\(file)"), "\(file)")
    }
  }

  @Test func `a check shows numbers in place of words, and no fixtures`() throws {
    let arguments = ["check"] + Self.model + ["--redact", "--cases", "12"]
    let result = try CommandLineTool.run(
      arguments + ["--junit", "check.xml"], in: folder.path)
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("fails.") && leaks(result.output) == [])
    #expect(leaks(try folder.text("check.xml")) == [])
    let kept = try CommandLineTool.run(arguments + ["--fixtures", "kept"], in: folder.path)
    #expect(kept.status == 64)
    #expect(kept.errors.contains("fixtures contain the texts unredacted"))
  }

  @Test func `sharing options change no record`() throws {
    #expect(try report([]).status == 0)
    let record = try folder.data("out/report.json")
    #expect(try report(["--junit", "j.xml", "--export-trn", "trn"]).status == 0)
    #expect(try folder.data("out/report.json") == record)
  }

  @Test func `a budget of failures is judged by its interval, and sequentially in fewer cases`()
    throws
  {
    func check(_ more: [String]) throws -> CommandLineTool.Result {
      try CommandLineTool.run(
        ["check"] + Self.model + ["--property", "order-invariance"] + more, in: folder.path)
    }
    let met = try check(["--require", "failures(order-invariance) <= 90%"])
    #expect(met.status == 0, "\(met.errors)")
    let all = try #require(
      met.output.firstMatch(of: /met  length: failures\(order-invariance\) <= 90%  (\d+) cases/))
    let open = try check(["--require", "failures(order-invariance) <= 1%"])
    #expect(open.status == 2)
    let early = try check(["--require", "failures(order-invariance) <= 90%", "--sequential"])
    #expect(early.status == 0, "\(early.errors)")
    let found = try #require(
      early.output.firstMatch(of: /after (\d+) cases, 0 failures: 0.0%, confidence sequence/))
    #expect(try #require(Int(found.1)) < #require(Int(all.1)))
    #expect(try check(["--sequential"]).status == 64)
    let unknown = try check(["--require", "failures(rank-stability) <= 5%"])
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("expected a property that is examined"))
    let malformed = try check(["--require", "failures(order-invariance) >= 5%"])
    #expect(malformed.status == 64 && malformed.errors.contains("expected <= and a share"))
  }
}
