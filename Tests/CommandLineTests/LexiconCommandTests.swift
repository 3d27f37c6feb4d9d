import Foundation
import Testing

/// Lexicons as other people write them, accents, and what belongs to every command that reads a lexicon.
@Suite struct LexiconCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("frequencies.tsv", Inputs.frequencies)
    try folder.write("corpus.jsonl", Inputs.corpus())
  }

  private func run(_ arguments: [String]) throws -> CommandLineTool.Result {
    try CommandLineTool.run(arguments, in: folder.path)
  }

  // MARK: Accents

  @Test(arguments: [
    ("cot-caught", "stock", "stalk"), ("pin-pen", "pin", "pen"), ("non-rhotic", "court", "caught"),
    ("flapping", "latter", "ladder"), ("h-dropping", "hair", "air"), ("fill-feel", "fill", "feel"),
    ("flapping,non-rhotic", "latter", "ladder"),
  ])
  func `accents make homophones`(accents: String, word: String, other: String) throws {
    let arguments = ["lexicon", "homophones", word, "--minimum-count", "0", "--limit", "50"]
    let plain = try run(arguments)
    #expect(!plain.output.contains("\n\(other) ") && !plain.output.hasPrefix("\(other) "))
    let result = try run(arguments + ["--accent", accents])
    #expect(result.status == 0 && result.errors == "")
    #expect(("\n" + result.output).contains("\n\(other) "), "\(result.output)")
  }

  @Test func `an unknown accent is bad usage, and so is one that changes nothing`() throws {
    let unknown = try run(["lexicon", "homophones", "stock", "--accent", "cot-caught,cockney"])
    #expect(unknown.status == 64 && unknown.errors.contains("cot-caught,cockney"))
    let idle = try run(["lexicon", "homophones", "stock", "--accent", "father-bother"])
    #expect(idle.status == 64)
    #expect(
      idle.errors.contains(
        "--accent father-bother: expected English pronunciations in ARPABET or the IPA that it "
          + "changes, found none in cmudict.dict"))
    let half = try run(["lexicon", "homophones", "stock", "--accent", "father-bother,cot-caught"])
    #expect(half.status == 0 && half.output.contains("stalk"))
    #expect(half.errors.contains("--accent father-bother changes no pronunciation"))
  }

  @Test func `an accent is part of what is perturbed`() throws {
    try folder.write(
      "stock.jsonl",
      #"{"version":1,"id":"a","reference":"the stock","hypotheses":[{"text":"the stock","total":1},{"text":"the sock","total":2}]}"#
        + "\n")
    let options = [
      "perturb", "--corpus", "stock.jsonl", "--words", "stock", "--minimum-frequency", "30",
      "--minimum-ratio", "0", "--plausibility", "uniform",
      "--language-costs", "kept",
    ]
    let plain = try run(options)
    #expect(!plain.output.contains("stalk"))
    let accented = try run(options + ["--accent", "cot-caught"])
    #expect(accented.output.contains("the stalk"))
  }

  @Test(arguments: [
    ["perturb"], ["check"], ["report"], ["shrink"], ["replay"], ["selftest"], ["confusions"],
    ["lexicon", "homophones"], ["lexicon", "near"], ["lexicon", "junctures"], ["lexicon", "stats"],
  ])
  func `every command that reads a lexicon has the options of lexicons`(command: [String]) throws {
    let help = try run(command + ["--help"]).output
    for option in [
      "--lexicon", "--lexicon-format", "--accent", "--wrong-lines", "--vowel-marks", "--tones",
      "--length-marks", "--frequencies",
    ] {
      #expect(help.contains(option + " "), "\(command): \(option)")
    }
    // Of stats all four are shown; a fixture says what it was made with.
    guard command != ["lexicon", "stats"], command != ["replay"] else { return }
    #expect(help.contains("--stress ") && help.contains("--variants "), "\(command)")
  }

  // MARK: Wrong lines

  @Test func `wrong lines end a command or are skipped, counted and shown`() throws {
    let wrong = (0..<7).map { "wrong\($0)\n" }.joined()
    try folder.write("damaged.txt", Inputs.lexicon + wrong)
    let options = [
      "--lexicon", "damaged.txt", "--lexicon-format", "kaldi", "--frequencies", "frequencies.tsv",
    ]
    let first = Inputs.lexicon.split(separator: "\n").count + 1
    let refused = try run(["lexicon", "homophones", "two"] + options)
    #expect(refused.status == 65)
    #expect(
      refused.errors.contains("damaged.txt:\(first): expected phones after \"wrong0\", found none"))
    for _ in 1...2 {
      // The second time from the index.
      let skipped = try run(["lexicon", "homophones", "two", "--wrong-lines", "skip"] + options)
      #expect(skipped.status == 0 && skipped.output.contains("to"))
      #expect(
        skipped.errors.contains(
          "damaged.txt: skipped 7 malformed lines; only the first 5 are shown"))
      let shown = skipped.errors.split(separator: "\n").filter {
        $0.contains("expected phones after")
      }
      #expect(shown.count == 5)
    }
    let perturbed = try run(
      ["perturb", "--corpus", "corpus.jsonl", "--wrong-lines", "skip", "--minimum-frequency", "0"]
        + options)
    #expect(perturbed.status == 0)
    #expect(perturbed.errors.contains("damaged.txt: skipped 7 malformed lines"))
    #expect(try run(["lexicon", "stats", "--wrong-lines", "maybe"] + options).status == 64)
  }

  // MARK: Formats

  @Test func `published formats are read`() throws {
    try folder.write("mfa.txt", "two 0.9 t uː\ntoo 0.5 0.1 1 1 t uː\nto t uː\n")
    try folder.write("britfone.csv", "TWO, t ˈuː\nTOO, t ˈuː\nTO(1), t ə\nTO(2), t ˈuː\n")
    try folder.write("ipa.txt", "two\t/tuː/\ntoo\t/tuː, tʊ/\nto\t/tə/, /tuː/\n")
    for (file, format) in [
      ("mfa.txt", "mfa"), ("britfone.csv", "britfone"), ("ipa.txt", "ipa-dict"),
    ] {
      let result = try run([
        "lexicon", "homophones", "two", "--minimum-count", "0", "--lexicon", file,
        "--lexicon-format",
        format,
      ])
      #expect(result.status == 0, "\(result.errors)")
      let words = result.output.split(separator: "\n").map { $0.split(separator: " ")[0] }
      #expect(Set(words) == ["too", "to"], "\(file)")
    }
  }

  @Test func `each pronunciation is printed once`() throws {
    try folder.write("twice.txt", "to T UW1\ntwo T UW1\ntwo T UW1\n")
    let result = try run([
      "lexicon", "homophones", "to", "--minimum-count", "0", "--lexicon", "twice.txt",
    ])
    #expect(result.output.contains("two") && !result.output.contains("|"))
  }

  @Test func `validate names every word that no text can contain`() throws {
    let words = (0..<30).map { "well-known\($0) W EH1 L\n" }.joined()
    try folder.write("hyphens.txt", words + "plain P L EY1 N\n")
    let result = try run(["lexicon", "validate", "hyphens.txt"])
    #expect(result.status == 0)
    let named = result.output.split(separator: "\n").filter {
      $0.contains("is in no normalized text")
    }
    #expect(named.count == 30)
    #expect(
      named[0].contains(#""well-known0" is in no normalized text: it becomes "well" "known0""#))
    #expect(!result.output.contains("\"plain\""))
    let short = try run(["lexicon", "validate", "hyphens.txt", "--limit", "3"])
    #expect(short.output.contains("and 27 more"))
  }

  // MARK: Stress and pronunciations

  @Test func `near and junctures follow stress and pronunciations`() throws {
    func words(_ arguments: [String]) throws -> [String] {
      try run(["lexicon"] + arguments).output.split(separator: "\n").map(String.init)
    }
    let near = ["near", "incite", "--within", "0.3", "--minimum-count", "0"]
    #expect(try words(near).contains { $0.hasPrefix("insight ") && $0.contains("0.00") })
    #expect(
      try words(near + ["--stress", "kept"]).contains {
        $0.hasPrefix("insight ") && $0.contains("0.20")
      })
    let read = ["near", "reed", "--within", "0", "--minimum-count", "0"]
    #expect(try words(read).contains { $0.hasPrefix("read ") })
    #expect(
      try words(read + ["--variants", "first"]).contains { $0.hasPrefix("read ") }
        != words(read).contains { $0.hasPrefix("read ") })
    let night = ["junctures", "night", "rate"]
    #expect(try words(night).contains { $0.hasPrefix("nitrate ") })
    #expect(try !words(night + ["--stress", "kept"]).contains { $0.hasPrefix("nitrate ") })
  }

  // MARK: Targets

  @Test func `positions from the end and targets that match nothing`() throws {
    let options = [
      "--lexicon", "lexicon.txt", "--lexicon-format", "kaldi", "--frequencies", "frequencies.tsv",
      "--minimum-frequency", "0",
    ]
    for command in [["perturb", "--corpus", "corpus.jsonl"]] {
      let last = try run(command + ["--positions", "-1"] + options)
      #expect(last.status == 0 || last.errors.contains("leaves nothing that"), "\(last.errors)")
      let far = try run(command + ["--positions", "99"] + options)
      #expect(far.status == 64 && far.errors.contains("--positions \"99\""))
      let none = try run(command + ["--words", "zzz"] + options)
      #expect(none.status == 64 && none.errors.contains("--words \"zzz\" is in no hypothesis"))
    }
  }
}
