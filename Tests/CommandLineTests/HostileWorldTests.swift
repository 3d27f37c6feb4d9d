import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Full disks, closed descriptors, outputs over inputs, others at work in the same folder.
@Suite struct `A hostile world` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("c.jsonl", Inputs.corpus(12))
    try folder.write("lexicon.txt", Inputs.lexicon)
    try folder.write("f.tsv", Inputs.frequencies)
    try folder.write("score.sh", Inputs.scorer())
  }

  private func shell(_ script: String) throws -> CommandLineTool.Result {
    try CommandLineTool.shell(script, in: folder.path)
  }

  private static let lexicon = "--lexicon lexicon.txt --lexicon-format kaldi --frequencies f.tsv"

  // MARK: Outputs

  @Test(arguments: [
    "models", "lexicon stats \(lexicon)", "lexicon homophones there \(lexicon)",
    "lexicon validate lexicon.txt --lexicon-format kaldi", "wer --corpus c.jsonl",
    "wer --corpus c.jsonl --json", "perturb --corpus c.jsonl \(lexicon)",
    "perturb --corpus c.jsonl \(lexicon) --show", "score n-gram --corpus c.jsonl",
    "confusions --corpus c.jsonl \(lexicon)", "--help", "--version", "help report",
    "check --model n-gram --corpus c.jsonl --property order-invariance \(lexicon)",
  ])
  func `what can't be written to standard output is no success`(command: String) throws {
    let full = try shell("$MONDEGREEN \(command) > /dev/full")
    #expect(full.status == 73, "\(full.errors)")
    #expect(
      full.errors.contains(
        "standard output: can't be written: No space left on device"), "\(full.errors)")
    let closed = try shell("$MONDEGREEN \(command) >&-")
    #expect(closed.status == 73, "\(closed.errors)")
  }

  @Test func `standard error may be full or closed`() throws {
    for place in ["2> /dev/full", "2>&-"] {
      #expect(try shell("$MONDEGREEN wer --corpus none.jsonl \(place)").status == 66)
      #expect(try shell("$MONDEGREEN wer --corpus c.jsonl \(place)").status == 0)
    }
  }

  @Test func `a closed standard input is no file, and else nobody misses it`() throws {
    #expect(try shell("$MONDEGREEN wer --corpus c.jsonl <&-").status == 0)
    let result = try shell("$MONDEGREEN wer --corpus - <&-")
    #expect(result.status == 66)
    #expect(result.errors.contains("-: can't be read: Bad file descriptor"), "\(result.errors)")
  }

  @Test func `names that are not UTF-8 are refused or passed over, and never changed`() throws {
    let refused = try shell(
      #"name="$(printf 'caf\351')"; cp c.jsonl "$name"; $MONDEGREEN wer --corpus "$name"; s=$?; rm "$name"; exit $s"#
    )
    #expect(refused.status == 64)
    #expect(refused.errors.contains(#"found other bytes in "caf\xE9""#), "\(refused.errors)")
    // Folders that only the environment and the shell name.
    let result = try shell(
      #"""
      name="$(printf '%s/x\351' "$PWD")"
      mkdir "$name" && cd "$name" && cp ../c.jsonl .
      XDG_CACHE_HOME="$name/cache" TMPDIR="$name" $MONDEGREEN lexicon homophones there
      XDG_CACHE_HOME= HOME="$name" $MONDEGREEN lexicon homophones there
      $MONDEGREEN wer --corpus c.jsonl
      $MONDEGREEN slurm --shards 2 --work w --output o -- --corpus c.jsonl && exit 1
      cd .. && rm -r "$name" && ls
      """#)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("their"))
    #expect(result.output.contains("first pass"))
    #expect(!result.output.contains("\u{FFFD}"), "a folder of another name was made")
    #expect(result.errors.contains("the current folder: expected a path in UTF-8"))
  }

  @Test func `few descriptors are enough`() throws {
    let result = try shell(
      "ulimit -n 8; $MONDEGREEN perturb --corpus c.jsonl \(Self.lexicon) && "
        + "$MONDEGREEN confusions --corpus c.jsonl \(Self.lexicon)")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(arguments: [
    "confusions --corpus c.jsonl --output c.jsonl", "confusions --corpus c.jsonl --output link",
    "confusions --corpus link --output hard", "confusions --corpus c.jsonl --output lexicon.txt",
    "confusions --corpus jsonl:c.jsonl --output hard",
    "confusions --corpus jsonl,scores=cost:c.jsonl --output link",
    "convert c.jsonl --output c.jsonl", "convert jsonl:link --output hard",
    "convert lexicon.txt --references c.jsonl --output link", "convert c.jsonl >> hard",
    "convert kaldi-nbest,references=c.jsonl:lexicon.txt --output link",
    "perturb --corpus link >> c.jsonl", "score n-gram --corpus jsonl:c.jsonl >> c.jsonl",
    "merge c.jsonl --output out --junit hard",
    "report --model n-gram --corpus c.jsonl --output out --junit c.jsonl",
    "report --model n-gram --corpus c.jsonl --output out --journal hard",
    "report --model n-gram --corpus c.jsonl --output out --junit out/report.html",
    "check --model n-gram --corpus c.jsonl --junit f.tsv",
    "train model --corpus c.jsonl --name x --work w --output model",
    "train model --corpus c.jsonl --name x --work model --output o",
    "pretrain w/vocab.txt --work w", "pretrain c.jsonl --from model --work .",
  ])
  func `an output is none of the inputs`(command: String) throws {
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "c.jsonl")
    try manager.linkItem(atPath: folder.file("c.jsonl"), toPath: folder.file("hard"))
    for name in ["model", "w"] {
      try manager.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: false)
    }
    try folder.write("w/vocab.txt", "a\n")
    let before = try manager.subpathsOfDirectory(atPath: folder.path).sorted()
    let withLexicon = ["confusions", "report", "check", "perturb"]
    let options = withLexicon.contains(where: command.hasPrefix) ? Self.lexicon : ""
    let result = try shell("$MONDEGREEN \(options.isEmpty ? command : "\(command) \(options)")")
    #expect(result.status == 64, "\(result.errors)")
    #expect(result.errors.contains("expected an output o"), "\(result.errors)")
    #expect(try folder.text("c.jsonl") == Inputs.corpus(12))
    #expect(try manager.subpathsOfDirectory(atPath: folder.path).sorted() == before)
  }

  @Test func `a device is written to and not replaced`() throws {
    let result = try shell(
      "$MONDEGREEN confusions --corpus c.jsonl \(Self.lexicon) --output /dev/null")
    #expect(result.status == 0, "\(result.errors)")
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    let full = try shell(
      "$MONDEGREEN confusions --corpus c.jsonl \(Self.lexicon) --output /dev/full")
    #expect(full.status == 73)
  }

  // MARK: Others

  private static let report =
    "report --corpus c.jsonl --tune-on c.jsonl --quick --output out --model"

  @Test func `who has a folder is told to whoever comes later, and a stale lock holds nobody up`()
    throws
  {
    try folder.write("slow.sh", Inputs.scorer(pause: "0.3"))
    let scratch = try TemporaryFolder()
    let first = try CommandLineTool.start(
      program: "/bin/sh",
      ["-c", "exec $MONDEGREEN \(Self.report) 'process:sh slow.sh' \(Self.lexicon)"],
      in: folder.path, scratch: scratch)
    for _ in 0..<600 where !folder.exists("out/.mondegreen.lock") { usleep(50_000) }
    let second = try shell("$MONDEGREEN \(Self.report) 'process:sh score.sh' \(Self.lexicon)")
    #expect(second.status == 75, "\(second.errors)")
    #expect(
      second.errors.contains(
        "out: process \(first.processIdentifier) has been writing to it since"),
      "\(second.errors)")
    #expect(second.errors.contains("mondegreen report"), "\(second.errors)")
    kill(first.processIdentifier, SIGKILL)
    first.waitUntilExit()
    #expect(folder.exists("out/.mondegreen.lock"))
    let third = try shell(
      "$MONDEGREEN \(Self.report) 'process:sh score.sh' --restart \(Self.lexicon)")
    #expect(third.status == 0, "\(third.errors)")
    #expect(!folder.exists("out/.mondegreen.lock"))
    #expect(folder.exists("out/report.json"))
  }

  @Test func `a lock of another machine is left alone`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("out"), withIntermediateDirectories: false)
    try folder.write(
      "out/.mondegreen.lock",
      #"{"command":"mondegreen report","host":"elsewhere.example","process":7,"since":1700000000}"#)
    let result = try shell("$MONDEGREEN \(Self.report) 'process:sh score.sh' \(Self.lexicon)")
    #expect(result.status == 75)
    #expect(
      result.errors.contains(
        "process 7 on elsewhere.example has been writing to it since 2023-11-14T22:13:20Z"),
      "\(result.errors)")
    #expect(result.errors.contains("remove out/.mondegreen.lock"), "\(result.errors)")
  }

  @Test func `a program that is a model ends when the run is killed`() throws {
    try folder.write(
      "stubborn.sh",
      "trap '' TERM HUP INT\necho $$ > child\n" + Inputs.scorer(pause: "30")
        + "while :; do sleep 1; done\n")
    let scratch = try TemporaryFolder()
    let run = try CommandLineTool.start(
      program: "/bin/sh",
      ["-c", "exec $MONDEGREEN \(Self.report) 'process:sh stubborn.sh' \(Self.lexicon)"],
      in: folder.path, scratch: scratch)
    for _ in 0..<600 where (try? folder.text("child").isEmpty) ?? true { usleep(50_000) }
    let child = try #require(Int32(try folder.text("child").filter(\.isNumber)))
    #expect(kill(child, 0) == 0)
    kill(run.processIdentifier, SIGKILL)
    run.waitUntilExit()
    var lives = true
    for _ in 0..<200 where lives {
      let status = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
      lives = status.map { !$0.contains(") Z ") } ?? false
      if lives { usleep(50_000) }
    }
    #expect(!lives)
  }

  @Test func `a program that does not answer is given up after the time limit`() throws {
    try folder.write("mute.sh", "while read -r line; do sleep 60; done\n")
    let result = try shell(
      "$MONDEGREEN score 'process:sh mute.sh' --corpus c.jsonl --tune-on c.jsonl --time-limit 0.5")
    #expect(result.status == 69)
    #expect(result.errors.contains("no answer within 0.5 seconds"), "\(result.errors)")
  }

  @Test func `a command may have spaces in it`() throws {
    try folder.write("my score.sh", Inputs.scorer())
    let result = try shell(
      #"$MONDEGREEN score 'mine=process:["sh","my score.sh"]' --corpus c.jsonl --tune-on c.jsonl"#)
    #expect(result.status == 0, "\(result.errors)")
    let wrong = try shell(#"$MONDEGREEN score 'process:["sh",' --corpus c.jsonl"#)
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("in JSON where one has a space in it"), "\(wrong.errors)")
  }

  // MARK: Surroundings

  @Test func `pipes are read as lexicons and frequencies, too`() throws {
    let result = try CommandLineTool.shell(
      """
      mkfifo l f
      cat lexicon.txt > l & cat f.tsv > f &
      $MONDEGREEN perturb --corpus c.jsonl --lexicon l --lexicon-format kaldi --frequencies f > a
      $MONDEGREEN perturb --corpus c.jsonl \(Self.lexicon) > b
      cmp a b
      """, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func `an empty home is no place for a cache`() throws {
    let result = try shell(
      "HOME= XDG_CACHE_HOME= $MONDEGREEN lexicon homophones there \(Self.lexicon); ls -a /")
    #expect(result.status == 0)
    #expect(!result.output.split(separator: "\n").contains(".cache"))
  }

  @Test func `an argument that is not UTF-8 is named`() throws {
    let result = try shell(#"$MONDEGREEN wer --corpus "$(printf 'caf\351.jsonl')""#)
    #expect(result.status == 64)
    #expect(result.errors.contains("argument 3: expected UTF-8 text"), "\(result.errors)")
  }

  @Test func `orders to a terminal are shown`() throws {
    try folder.write(
      "h.jsonl",
      Inputs.line(
        id: "\\u001b]0;x\\u0007", said: "there \\u001b[31mred\\u202e",
        hypotheses: [Inputs.hypothesis("there \\u009b31mred", total: "1")]))
    for command in ["perturb --show --corpus h.jsonl", "confusions --corpus h.jsonl"] {
      let result = try shell("$MONDEGREEN \(command) \(Self.lexicon)")
      #expect(result.status == 0, "\(result.errors)")
      for scalar in ["\u{1B}", "\u{9B}", "\u{202E}", "\u{7}"] {
        #expect(!(result.output + result.errors).contains(scalar))
      }
    }
  }

  @Test(arguments: [
    ("wer --corpus b.gz", "at most 256 MiB"), ("lexicon stats --lexicon b.gz", "at most 64 MiB"),
    ("replay b.gz", "at most 64 MiB"), ("render b.gz --output out", "at most 64 MiB"),
  ])
  func `little that unpacks to much is refused`(command: String, bound: String) throws {
    // A sanitizer reserves more addresses than any such limit allows.
    let limit = ProcessInfo.processInfo.environment["MONDEGREEN_SANITIZER"] == nil
    let result = try shell(
      "head -c 400000000 /dev/zero | gzip -9 > b.gz; \(limit ? "ulimit -v 4000000;" : "") "
        + "$MONDEGREEN \(command)")
    #expect(result.status == 65, "\(result.errors)")
    #expect(result.errors.contains(bound), "\(result.errors)")
  }
}
