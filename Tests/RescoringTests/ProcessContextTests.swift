import Foundation
import Rescoring
import Synchronization
import Testing
import Transcripts

/// Programs that ask where lists stand, and what they get; see "The Process Protocol".
@Suite struct `Programs that look at previous utterances` {
  /// A program of Python's own modules. It greets with `said`, keeps every line in a file, and charges 100 for each
  /// word of the list's previous utterances and 1 for each letter.
  private func program(_ said: String, log: String = "/dev/null", answer: String = Self.answer)
    -> [String]
  {
    let lines = [
      "import json, sys", "log = open('\(log)', 'a')", "for line in sys.stdin:",
      "    log.write(line); log.flush()", "    request = json.loads(line)",
      "    if 'protocol' in request:", "        print('\(said)', flush=True); continue",
      "    texts, costs = list(request['texts']), []",
      "    for one in request.get('lists', [{'count': len(texts)}]):",
      "        words = sum(len(text.split()) for text in one.get('previous', []))",
      "        costs += [100.0 * words + len(text) for text in texts[:one['count']]]",
      "        del texts[:one['count']]",
    ]
    return ["python3", "-c", (lines + ["    " + answer]).joined(separator: "\n")]
  }

  private static let answer =
    "print(json.dumps({'costs': costs, 'request': request['request']}), flush=True)"

  private func model(_ command: [String]) throws -> ProcessModel {
    try ProcessModel(name: "m", command: command, timeout: .seconds(20))
  }

  private func standing(_ texts: [String], after previous: [String], id: String = "u") -> NBestList
  {
    NBestList(
      texts.enumerated().map {
        Hypothesis(
          text: $1, costs: FirstPassCosts(acoustic: 2.5, language: 0.5, total: 3 + Double($0)))
      }, context: ListContext(id: id, place: previous.count, previous: previous))
  }

  private let asking = #"{"protocol":1,"context":{"id":true,"costs":true,"previous":2},"batch":3}"#

  /// What the program was sent, line by line.
  private func sent(_ run: (String) throws -> Void) throws -> [String] {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try run(path)
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func `a program is greeted once, and one that knows nothing of it gets texts alone`() throws
  {
    let lines = try sent { log in
      let model = try model(program(#"{"costs":[7]}"#, log: log))
      #expect(model.scoresEachTextAlone)
      #expect(model.previousUtterances == nil)
      let list = standing(["ab", "abc"], after: ["one two"])
      #expect(try model.costs(for: [list, list]) == [[2, 3], [2, 3]])
    }
    #expect(
      lines == [
        #"{"protocol":1,"request":1,"texts":["hello"]}"#,
        #"{"request":2,"texts":["ab","abc","ab","abc"]}"#,
      ])
  }

  @Test func `one that asks for it gets ids, costs and as many previous utterances as it wants`()
    throws
  {
    let lines = try sent { log in
      let model = try model(program(asking, log: log))
      #expect(!model.scoresEachTextAlone)
      #expect(model.previousUtterances == 2)
      let list = standing(["ab", "abc"], after: ["never sent", "one", "two three"], id: "u7")
      #expect(try model.costs(for: [list]) == [[302, 303]])
      // A list that was made up stands nowhere.
      #expect(try model.costs(for: [NBestList(list.hypotheses)]) == [[2, 3]])
    }
    let costs =
      #"[{"acoustic":2.5,"language":0.5,"total":3},{"acoustic":2.5,"language":0.5,"total":4}]"#
    #expect(
      lines.dropFirst() == [
        #"{"lists":[{"costs":\#(costs),"count":2,"id":"u7","place":3,"previous":["one","two three"]}],"#
          + #""request":2,"texts":["ab","abc"]}"#,
        #"{"lists":[{"costs":\#(costs),"count":2,"previous":[]}],"request":3,"texts":["ab","abc"]}"#,
      ])
  }

  @Test func `lists are sent whole, as many at once as the program takes`() throws {
    let lines = try sent { log in
      let model = try model(program(asking, log: log))
      let lists = [["a"], ["b", "c"], ["d", "e", "f", "g"], ["h"], ["i"]].map {
        standing($0, after: ["w"])
      }
      #expect(try model.costs(for: lists).map(\.count) == [1, 2, 4, 1, 1])
    }
    #expect(
      lines.dropFirst().map { $0.suffix(24).split(separator: "[").last! }.map(String.init)
        == [#""a","b","c"]}"#, #""d","e","f","g"]}"#, #""h","i"]}"#])
  }

  @Test func `costs follow from a list's own context in any order and batch`() throws {
    let model = try model(program(#"{"protocol":1,"context":{"previous":3}}"#))
    let lists = [["one"], [], ["two three"], ["four", "five", "six"]].map {
      standing(["text"], after: $0)
    }
    let together = try model.costs(for: lists).flatMap(\.self)
    #expect(together == [104, 4, 204, 304])
    #expect(try model.costs(for: lists.reversed()).flatMap(\.self) == together.reversed())
    #expect(try lists.flatMap { try model.costs(for: [$0])[0] } == together)
  }

  @Test(arguments: [
    (#"{"protocol":2}"#, #""protocol": expected 1, found 2"#),
    (#"{"protocol":1,"batch":0}"#, #""batch": expected a whole number from 1 to 512, found 0"#),
    (#"{"protocol":1,"context":{"previous":-1}}"#, #"from 0 to 1000, found -1"#),
    (#"{"protocol":1,"context":{"previous":true}}"#, #"from 0 to 1000, found"#),
    (
      #"{"protocol":1,"context":{"costs":1}}"#, #""context.costs": expected true or false, found 1"#
    ),
    (#"{"protocol":1,"context":["id"]}"#, #""context": expected an object"#),
    (
      #"{"protocol":1,"context":{"neighbours":2}}"#,
      #"expected id, costs and previous, found "neighbours""#
    ),
  ])
  func `a greeting that can't be met is told`(said: String, complaint: String) throws {
    let model = try model(program(said))
    #expect(model.scoresEachTextAlone)
    let error = #expect(throws: RescoringError.self) {
      try model.costs(for: [standing(["a"], after: [])])
    }
    #expect(error?.description.contains(complaint) == true, "\(String(describing: error))")
  }

  @Test func `an answer to another request is refused`() throws {
    let model = try model(
      program(
        "{}", answer: Self.answer.replacingOccurrences(of: "['request']", with: "['request'] - 1")))
    let error = #expect(throws: RescoringError.self) { try model.costs(for: [list("a")]) }
    #expect(error?.description.contains("an answer to request 2, found one to 1") == true)
  }
}

/// Programs that end, and are started again.
@Suite struct `Programs that end midway` {
  /// Says in a file that it was started, and at its second request ends, as often as `ends` says.
  private func program(ends: Int, log: String) -> [String] {
    [
      "python3", "-c",
      """
      import json, os, sys
      with open('\(log)', 'a+') as log:
          log.write('x'); log.flush(); log.seek(0)
          number = len(log.read())
      for line in sys.stdin:
          request = json.loads(line)
          if request['request'] % 2 == 0 and number <= \(ends):
              sys.exit('out of memory')
          print(json.dumps({'costs': [len(text) for text in request['texts']]}), flush=True)
      """,
    ]
  }

  private func starts(_ run: (String) throws -> Void) throws -> Int {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try run(path)
    return try String(contentsOfFile: path, encoding: .utf8).count
  }

  @Test func `a program that ended is started again and asked again`() throws {
    let starts = try starts { log in
      let reasons = Reasons()
      let model = try ProcessModel(
        name: "m", command: program(ends: 1, log: log), timeout: .seconds(20),
        onRestart: { reasons.append($0) })
      #expect(try model.costs(for: [list("abc")]) == [[3]])
      #expect(try model.costs(for: [list("abcd")]) == [[4]])
      #expect(reasons.all.count == 1)
      #expect(reasons.all.first?.contains("out of memory") == true)
    }
    #expect(starts == 2)
  }

  @Test func `one that ends again is started a few times and no more`() throws {
    let starts = try starts { log in
      let model = try ProcessModel(
        name: "m", command: program(ends: .max, log: log), timeout: .seconds(20), restarts: 3)
      for _ in 0..<6 {
        let error = #expect(throws: RescoringError.self) { try model.costs(for: [list("a")]) }
        #expect(error?.description.contains("ended with status 1") == true)
      }
    }
    #expect(starts == 4)
  }

  @Test func `without restarts the first end is the last`() throws {
    let starts = try starts { log in
      let model = try ProcessModel(
        name: "m", command: program(ends: .max, log: log), timeout: .seconds(20), restarts: 0)
      for _ in 0..<2 {
        #expect(throws: RescoringError.self) { try model.costs(for: [list("a")]) }
      }
    }
    #expect(starts == 1)
  }
}

private final class Reasons: Sendable {
  private let reasons = Mutex<[String]>([])
  var all: [String] { reasons.withLock { $0 } }
  func append(_ reason: String) { reasons.withLock { $0.append(reason) } }
}
