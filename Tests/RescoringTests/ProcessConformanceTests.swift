import Foundation
import Rescoring
import Testing

/// What `mondegreen model-check` asks, put to good programs and to bad ones.
struct ProcessConformanceTests {
  private func failures(
    of command: [String], within limit: Duration = .seconds(20)
  ) -> [ProcessConformance.Outcome] {
    var failures: [ProcessConformance.Outcome] = []
    var conformance = ProcessConformance(command: command, timeLimit: limit)
    let passes = conformance.run { if $0.failure != nil { failures.append($0) } }
    #expect(passes == failures.isEmpty)
    return failures
  }

  private static let servers = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("ProcessServers").path

  @Test(arguments: [["python3", "score.py"], ["perl", "score.pl"], ["python3", "context.py"]])
  func `the committed servers keep to the protocol`(command: [String]) {
    let failures = failures(of: [command[0], Self.servers + "/" + command[1]])
    #expect(failures.isEmpty, "\(failures)")
  }

  /// A program of Python's whose loop has a request's texts as `texts` and the costs as `costs`.
  private func program(_ loop: String, first: String = "") -> [String] {
    let lines =
      ["import json, os, sys, time, random", first, "for line in sys.stdin:"]
      + (["texts = json.loads(line)['texts']", "costs = [float(len(t)) for t in texts]"]
      + loop.split(separator: "\n").map(String.init)).map { "    " + $0 }
    return ["python3", "-c", lines.joined(separator: "\n")]
  }

  private static let answer = "print(json.dumps({'costs': costs}), flush=True)"

  @Test(arguments: [
    ("a banner on standard output", "print('loading')", answer, "banners"),
    ("too few costs", "", "print(json.dumps({'costs': costs[1:]}), flush=True)", "cost"),
    ("NaN", "", "print(json.dumps({'costs': [float('nan')] * len(texts)}), flush=True)", "nan"),
    (
      "strings", "", "print(json.dumps({'costs': [str(c) for c in costs]}), flush=True)",
      "expected {\"costs\""
    ),
    ("dies midway", "", "os._exit(3) if len(texts) > 1 else None\n" + answer, "status 3"),
    (
      "answers in an order of its own", "",
      "print(json.dumps({'costs': sorted(costs)}), flush=True)", "costs[i] must be that of texts[i]"
    ),
    ("extra lines", "", answer + "\nprint('done', flush=True)", "expected"),
    ("is random", "", "costs = [c + random.random() for c in costs]\n" + answer, "costs"),
    (
      "can't take an empty text", "", "assert all(texts)\n" + answer, "an empty text"
    ),
    ("no JSON", "", "print(costs, flush=True)", "standard output is for answers alone"),
    (
      "closes its output", "", "os.close(1)\nsys.stdin.close()\ntime.sleep(3)\nos._exit(0)",
      "expected an answer"
    ),
    ("takes few at once", "", "assert len(texts) < 100\n" + answer, "expected an answer"),
    (
      "says that it can't", "", "print(json.dumps({'error': 'no weights'}), flush=True)",
      "no weights"
    ),
  ])
  func `a program that does not is told`(
    what: String, first: String, loop: String, complaint: String
  ) {
    let failures = failures(of: program(loop, first: first))
    #expect(!failures.isEmpty, "\(what)")
    #expect(
      failures.contains { ($0.failure ?? "").lowercased().contains(complaint.lowercased()) },
      "\(failures)")
  }

  /// A program that asks for two previous utterances and knows how many words they have, list by list.
  private func contextual(
    _ loop: String, greeting: String = #"{"protocol": 1, "context": {"previous": 2}}"#
  )
    -> [String]
  {
    let lines =
      [
        "import json, sys", "kept = []", "for line in sys.stdin:", "    request = json.loads(line)",
        "    if 'protocol' in request:", "        print('\(greeting)', flush=True); continue",
        "    texts = request['texts']",
        "    lists = request['lists']",
        "    words = [len(' '.join(one['previous']).split()) for one in lists for _ in range(one['count'])]",
      ] + loop.split(separator: "\n").map { "    " + $0 } + [
        "    print(json.dumps({'costs': costs}), flush=True)"
      ]
    return ["python3", "-c", lines.joined(separator: "\n")]
  }

  @Test func `a program that looks at previous utterances is asked about them, too`() {
    let command = contextual("costs = [float(n + len(text)) for n, text in zip(words, texts)]")
    var questions: [String] = []
    var conformance = ProcessConformance(command: command, timeLimit: .seconds(20))
    #expect(conformance.run { questions.append($0.question) })
    #expect(questions.contains("gives each list the costs of its own context"))
    var plain = ProcessConformance(command: program(Self.answer), timeLimit: .seconds(20))
    _ = plain.run { #expect($0.question != "gives each list the costs of its own context") }
  }

  @Test(arguments: [
    (
      "takes the first list's context for all",
      "costs = [float(words[0] + len(text)) for text in texts]", "costs of its own context"
    ),
    (
      "takes what it was asked before for context",
      """
      costs = [float(len(' '.join(kept)) + len(text)) for text in texts]
      kept = texts[-1:]
      """, "gives"
    ),
    (
      "can't take a list at the beginning",
      "costs = [float(len(t)) / n for n, t in zip(words, texts)]", "answers"
    ),
  ])
  func `a program that mixes up contexts is told`(what: String, loop: String, question: String) {
    let failures = failures(of: contextual(loop))
    #expect(failures.contains { $0.question.contains(question) }, "\(what): \(failures)")
  }

  @Test func `a program of another version is told`() {
    let failures = failures(of: contextual("costs = []", greeting: #"{"protocol": 7}"#))
    #expect(failures.count == 1)
    #expect(
      failures.first?.failure?.contains(
        #""protocol": expected 1, found 7 in the answer to the greeting"#)
        == true, "\(failures)")
  }

  @Test(arguments: [
    ("never answers", "time.sleep(30)"),
    ("does not flush", "late.write(json.dumps({'costs': costs}) + chr(10))"),
  ])
  func `a program without an answer is waited for no longer than asked`(
    what: String, loop: String
  ) {
    let failures = failures(
      of: program(loop, first: "late = open(1, 'w', buffering=1 << 20)"), within: .seconds(1))
    #expect(failures.count == 1, "\(what)")
    #expect(failures.first?.failure?.contains("flush") == true, "\(failures)")
  }

  @Test func `a program that outlives its input is told`() {
    let failures = failures(
      of: program(Self.answer) + [], within: .seconds(3)
    )
    #expect(failures.isEmpty)
    let living = ["python3", "-c", (program(Self.answer)[2]) + "\nimport time\ntime.sleep(20)"]
    let outcomes = self.failures(of: living, within: .seconds(3))
    #expect(outcomes.map(\.question) == ["ends when its input ends"])
  }

  @Test func `a program that is not there is told once`() {
    let failures = failures(of: ["/no/such/program"])
    #expect(failures.count == 1)
  }
}
