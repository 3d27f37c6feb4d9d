import Foundation
import Testing

/// Wrong inputs: one clear message, the right status, nothing written.
@Suite struct BadInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let files: [String: String]
    let arguments: [String]
    let status: Int32
    /// Must stand in the message.
    let message: String

    init(
      _ name: String, files: [String: String] = [:], _ arguments: [String], _ status: Int32,
      _ message: String
    ) {
      testDescription = name
      self.files = files
      self.arguments = arguments
      self.status = status
      self.message = message
    }
  }

  private static let good = Inputs.line(
    id: "a", said: "two", hypotheses: [Inputs.hypothesis("to", total: "1")])

  static let cases = [
    Case("a mistyped command", ["reprot"], 64, "found \"reprot\"; did you mean report?"),
    Case(
      "a mistyped part of a command", ["lexicon", "homophonse"], 64, "did you mean homophones?"),
    Case("help on a mistyped command", ["help", "shrnk"], 64, "did you mean shrink?"),
    Case("help on nothing like a command", ["help", "nosuch"], 64, "mondegreen --help lists all"),
    Case(
      "a shape for a model that goes on learning",
      ["pretrain", "t.txt", "--work", "w", "--from", "m", "--layers", "6"], 64,
      "--from: expected no shape, since the model keeps its own, found --layers 6"),
    Case(
      "a missing model to go on from", files: ["t.txt": "a\n"],
      ["pretrain", "t.txt", "--work", "w", "--from", "nowhere"], 66, "nowhere/config.json"),
    Case(
      "simulated lists of a corpus that isn't there", files: ["t.txt": "a\n"],
      [
        "train", "m", "--text", "t.txt", "--simulations", "2", "--work", "w", "--output", "o",
        "--name", "n",
      ], 64,
      "--simulations: expected lists from --corpus, found --text"),
    Case(
      "fixtures without lists to put them among", files: ["t.txt": "a\n"],
      [
        "train", "m", "--text", "t.txt", "--fixtures", "f", "--work", "w", "--output", "o",
        "--name", "n",
      ], 64,
      "--fixtures: expected lists from --corpus, found --text"),
    Case(
      "errors to imitate where nothing is simulated",
      [
        "train", "m", "--corpus", "messaging-dev", "--imitate", "messaging-dev", "--work", "w",
        "--output", "o", "--name", "n",
      ],
      64, "--imitate: expected --text or --simulations, found neither"),
    Case(
      "an unknown field to count by", ["wer", "--corpus", "messaging-dev", "--by", "voise"], 65,
      "found \"voise\"; did you mean voice?"),
    Case(
      "a pronunciation model where only the lexicon's words count",
      ["lexicon", "homophones", "their", "--g2p", "nofile"], 64, "--g2p: expected none here"),
    Case(
      "lists in no known format", files: ["s.csv": "id;reference;text;total\nu1;two;to;1\n"],
      ["wer", "--corpus", "s.csv"], 65, "name the format, as in csv,separator=;:s.csv"),
    Case(
      "a model with the name of a row",
      files: [
        "c.jsonl": good,
        "a.arpa":
          "\\data\\\nngram 1=4\n\n\\1-grams:\n-1 <s>\n-1 </s>\n-1 <unk>\n-1 to\n\n\\end\\\n",
      ],
      [
        "report", "--corpus", "c.jsonl", "--tune-on", "c.jsonl", "--model", "oracle=arpa:a.arpa",
        "--output", "o",
      ],
      64, "expected another name than that of the report's row \"oracle\""),
    Case(
      "a missing corpus", ["wer", "--corpus", "nowhere.jsonl"], 66, "nowhere.jsonl: no such file"),
    Case(
      "a mistyped bundled corpus", ["wer", "--corpus", "messging-test"], 66,
      "did you mean messaging-test?"),
    Case(
      "a folder for a corpus", ["wer", "--corpus", "./"], 66, "it is a folder"),
    Case(
      "a truncated corpus line", files: ["c.jsonl": good + String(good.dropLast(9)) + "\n"],
      ["wer", "--corpus", "c.jsonl"], 65, "c.jsonl:2: expected"),
    Case(
      "a NaN cost",
      files: [
        "c.jsonl": Inputs.line(
          id: "a", said: "two", hypotheses: [Inputs.hypothesis("to", total: "NaN")])
      ],
      ["wer", "--corpus", "c.jsonl"], 65, "c.jsonl:1"),
    Case(
      "an empty N-best list",
      files: ["c.jsonl": good + Inputs.line(id: "b", said: "two", hypotheses: [])],
      ["wer", "--corpus", "c.jsonl"], 65, "c.jsonl:2: \"hypotheses\": expected at least one"),
    Case(
      "a table without texts", files: ["c.tsv": "id\treference\ttotal\nu1\ttwo\t1\n"],
      ["perturb", "--corpus", "c.tsv"], 65, "c.tsv:1: expected the column \"text\""),
    Case(
      "log-probabilities that nobody declared",
      files: ["c.tsv": "id\treference\ttext\ttotal\nu1\ttwo\ttwo\t-1\nu1\ttwo\tto\t-2\n"],
      ["check", "--corpus", "c.tsv"], 65,
      "c.tsv:2: expected costs (lower is better), found totals that fall in 1 of 1 places"),
    Case(
      "a direction that there isn't", ["wer", "--scores", "nats"], 64,
      "'cost', 'log-probability', 'probability' or 'none'"),
    Case(
      "a probability above 1",
      files: ["c.tsv": "id\treference\ttext\ttotal\nu1\ttwo\ttwo\t1.5\n"],
      ["report", "--corpus", "c.tsv", "--scores", "probability", "--output", "r"], 65,
      "c.tsv:2: \"hypotheses[0]\": expected probabilities above 0 and up to 1, found a total of 1.5"
    ),
    Case(
      "two files on standard input", ["wer", "-", "-"], 64,
      "expected one file on standard input at most"),
    Case("an empty corpus", files: ["c.jsonl": ""], ["wer", "--corpus", "c.jsonl"], 65, "c.jsonl"),
    Case(
      "damaged gzip data", files: ["c.jsonl.gz": "\u{1F}\u{8B}nonsense"],
      ["wer", "--corpus", "c.jsonl.gz"], 65, "c.jsonl.gz"),
    Case(
      "a lexicon line without phones", files: ["l.txt": "two T UW\nto\n"],
      ["lexicon", "homophones", "two", "--lexicon", "l.txt", "--lexicon-format", "kaldi"], 65,
      "l.txt:2: expected phones after \"to\", found none"),
    Case(
      "a missing lexicon", ["lexicon", "homophones", "two", "--lexicon", "l.txt"], 66,
      "l.txt: no such file"),
    Case(
      "an unknown word", files: ["l.txt": Inputs.lexicon, "f.tsv": Inputs.frequencies],
      [
        "lexicon", "homophones", "theri", "--lexicon", "l.txt", "--lexicon-format", "kaldi",
        "--frequencies", "f.tsv",
      ], 65, "found \"theri\"; near spellings: "),
    Case(
      "an unknown model", files: ["c.jsonl": good],
      ["report", "--corpus", "c.jsonl", "--model", "n-grm", "--output", "out"], 66,
      "did you mean n-gram?"),
    Case(
      "a model's program that is not there", files: ["c.jsonl": good],
      ["report", "--corpus", "c.jsonl", "--model", "process:./nothing", "--output", "out"], 69,
      "found none named \"./nothing\""),
    Case(
      "a missing fixture", ["replay", "nothing.json"], 66, "nothing.json: no such file"),
    Case(
      "a fixture that is none", files: ["f.json": "{\"version\":1}"], ["replay", "f.json"], 65,
      "f.json: expected a fixture"),
    Case("a folder without fixtures", ["replay", "."], 66, "expected a folder with at least one"),
    Case(
      "a record that is none", files: ["r.json": "[]"], ["render", "r.json", "--output", "out"],
      65, "r.json: expected a run's record"),
    Case(
      "a record of a later version", files: ["r.json": "{\"version\":99}"],
      ["render", "r.json", "--output", "out"], 65, "expected \"version\" 3 to 4, found 99"),
    Case(
      "text files of different lengths", files: ["r.txt": "a\nb\n", "h.txt": "a\n"],
      ["wer", "r.txt", "h.txt"], 65, "h.txt: expected 2 lines"),
    Case("an unknown command", ["reprot"], 64, "reprot"),
    Case("an unknown option", ["lexicon", "stats", "--corpse"], 64, "--corpse"),
    Case("a count of zero", ["wer", "--limit", "0"], 64, "--limit: expected at least 1, found 0"),
    Case("a strength that is none", ["perturb", "--strength", "much"], 64, "much"),
    Case("one text file of two", ["wer", "r.txt"], 64, "expected two files"),
    Case(
      "an unknown property", files: ["c.jsonl": good],
      ["check", "--corpus", "c.jsonl", "--model", "process:cat", "--property", "order-invarance"],
      64, "did you mean order-invariance?"),
  ]

  @Test(arguments: cases)
  func `a wrong input gives one clear error`(_ wrong: Case) throws {
    let folder = try TemporaryFolder()
    for (name, text) in wrong.files {
      if name.hasSuffix(".gz") {
        try Data(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
          .write(to: URL(fileURLWithPath: folder.file(name)))
      } else {
        try folder.write(name, text)
      }
    }
    let result = try CommandLineTool.run(wrong.arguments, in: folder.path)
    #expect(result.status == wrong.status)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("mondegreen: "))
    #expect(result.errors.contains(wrong.message), "\(result.errors)")
    if wrong.status != 64 {
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == wrong.files.keys.sorted())
  }

  @Test(arguments: [[], ["--only", "names"]])
  func `what can be perturbed before a wrong line is written`(options: [String]) throws {
    let folder = try TemporaryFolder()
    let wrong = Inputs.line(id: "b", said: "two", hypotheses: [])
    try folder.write("c.jsonl", Self.good + wrong)
    let result = try CommandLineTool.run(
      ["perturb", "--corpus", "c.jsonl"] + options, in: folder.path)
    #expect(result.status == 65)
    // Names must be known from the whole corpus before any list changes.
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == (options.isEmpty ? 1 : 0))
    #expect(lines.allSatisfy { $0.hasPrefix("{\"version\":1,\"id\":\"a\"") && $0.hasSuffix("]}") })
    #expect(result.errors.contains("c.jsonl:2: \"hypotheses\": expected at least one"))
  }

  @Test func `an output that can't be written is an error of its own`() throws {
    let folder = try TemporaryFolder()
    try folder.write("c.jsonl", Inputs.corpus(3))
    try folder.write("score.sh", Inputs.scorer())
    let result = try CommandLineTool.run(
      [
        "report", "--corpus", "c.jsonl", "--model", "process:sh score.sh", "--tune-on", "c.jsonl",
        "--quick", "--journal",
        "j", "--output", "/dev/null/out",
      ], in: folder.path)
    #expect(result.status == 73)
    #expect(result.errors.contains("can't be written"))
  }

  @Test func `a model that answers nonsense is named with what it said`() throws {
    let folder = try TemporaryFolder()
    try folder.write("c.jsonl", Inputs.corpus(3))
    let result = try CommandLineTool.run(
      [
        "report", "--corpus", "c.jsonl", "--tune-on", "c.jsonl", "--model", "echo=process:cat",
        "--quick", "--output",
        "out",
      ], in: folder.path)
    #expect(result.status == 69)
    #expect(result.errors.contains("model echo: "))
    #expect(!folder.exists("out/report.json"))
  }
}
