import Artifacts
import Foundation
import Transcripts

/// Tries whether a program keeps to the protocol of ``ProcessModel``, question by question.
///
/// Each question says what a program may do wrong that a report would not survive, or would not notice. The
/// program is started once and asked on while it answers; after a failure a fresh one is asked, so that one
/// fault is told once.
public struct ProcessConformance {
  /// The outcome of one question.
  public struct Outcome: Hashable, Sendable {
    /// What a program must do, as a sentence's end ("answers one text with one cost").
    public let question: String
    /// What it does instead, and what helps; nil if it does.
    public let failure: String?
  }

  private let command: [String]
  private let timeLimit: Duration
  private var model: ProcessModel?

  /// - Parameters:
  ///   - command: the program and its arguments, as for ``ProcessModel``.
  ///   - timeLimit: how long one answer may take, the start included.
  public init(command: [String], timeLimit: Duration) {
    self.command = command
    self.timeLimit = timeLimit
  }

  /// Asks all questions.
  ///
  /// - Parameter report: called with each outcome as soon as it is there.
  /// - Returns: whether the program does everything.
  public mutating func run(_ report: (Outcome) -> Void) -> Bool {
    var passes = true
    for (question, ask) in Self.questions {
      if question == Self.ofContexts, model?.previousUtterances == nil { continue }
      var failure: String?
      do throws(Fault) {
        try ask(&self)
      } catch {
        failure = error.reason
        model = nil
      }
      passes = passes && failure == nil
      report(Outcome(question: question, failure: failure))
      // Without an answer to one text there is none to anything else.
      if failure != nil, question == Self.questions[0].0 { break }
    }
    model = nil
    return passes
  }

  private struct Fault: Error {
    let reason: String
  }

  private typealias Ask = (inout ProcessConformance) throws(Fault) -> Void

  /// What only a program is asked that looks at where lists stand.
  private static let ofContexts = "gives each list the costs of its own context"

  private static var questions: [(String, Ask)] {
    [
      ("answers one text with one finite cost", answersOneText),
      ("answers request after request, one line each", answersOneByOne),
      ("gives one cost per text", givesEachACost),
      ("gives the costs in the texts' order", keepsOrder),
      ("gives a text the same cost again", repeatsItself),
      ("takes any text: empty, long, quoted, accented, with line feeds", takesAnyText),
      ("takes \(ProcessModel.requestLimit) texts at once", takesManyTexts),
      (ofContexts, keepsContextsApart),
      ("ends when its input ends", ends),
    ]
  }

  private static let texts = [
    "tell her we're over there", "the", "they see the weir by the sea", "a b c d e f g",
    "to be or not to be that is the question", "right",
  ]

  // MARK: Questions

  private static func answersOneText(_ one: inout Self) throws(Fault) {
    _ = try one.costs(["hello there"])
  }

  private static func answersOneByOne(_ one: inout Self) throws(Fault) {
    for text in texts.prefix(3) {
      _ = try one.costs([text])
      // Lines that come without being asked for have the time to come.
      Thread.sleep(forTimeInterval: 0.1)
    }
    _ = try one.costs(["hello there"])
  }

  private static func givesEachACost(_ one: inout Self) throws(Fault) {
    for count in [2, 3, 5] { _ = try one.costs(Array(texts.prefix(count))) }
  }

  private static func keepsOrder(_ one: inout Self) throws(Fault) {
    let together = try one.costs(texts)
    let reversed = Array(try one.costs(texts.reversed()).reversed())
    for (number, text) in texts.enumerated() {
      let alone = try one.costs([text])[0]
      for (other, how) in [(together[number], "in order"), (reversed[number], "in reverse order")]
      where !isClose(alone, other) {
        throw Fault(
          reason:
            "\"\(text)\" costs \(alone) alone and \(other) among \(texts.count) texts \(how): "
            + "costs[i] must be that of texts[i], whatever texts stand beside it")
      }
    }
  }

  private static func repeatsItself(_ one: inout Self) throws(Fault) {
    let first = try one.costs(texts), second = try one.costs(texts)
    if let place = first.indices.first(where: { !isClose(first[$0], second[$0]) }) {
      throw Fault(
        reason:
          "\"\(texts[place])\" costs \(first[place]) and then \(second[place]): no dropout and no "
          + "randomness may be left in a scorer")
    }
  }

  private static func takesAnyText(_ one: inout Self) throws(Fault) {
    let hard = [
      ("an empty text", ""), ("a text with quotes", #"she said "no" \ yes"#),
      ("a text with a line feed and a tab", "one\ntwo\tthree"),
      ("a text that is not ASCII", "naïve café 東京 🎉"),
      ("a text of 2,000 words", Array(repeating: "word", count: 2000).joined(separator: " ")),
    ]
    for (what, text) in hard {
      do throws(Fault) {
        _ = try one.costs([text, "the"])
      } catch {
        throw Fault(reason: "\(what): \(error.reason)")
      }
    }
  }

  private static func takesManyTexts(_ one: inout Self) throws(Fault) {
    _ = try one.costs((0..<ProcessModel.requestLimit).map { "text number \($0)" })
  }

  /// The same texts at several places of a corpus, alone and side by side.
  private static func keepsContextsApart(_ one: inout Self) throws(Fault) {
    let count = max(1, one.model?.previousUtterances ?? 1)
    let hypotheses = texts.prefix(3).enumerated().map {
      Hypothesis(
        text: $1,
        costs: FirstPassCosts(acoustic: 90, language: 10 + Double($0), total: 100 + Double($0)))
    }
    let contexts = [
      ListContext(id: "first", place: 0, previous: []),
      ListContext(
        id: "later", place: count,
        previous: Array(repeating: "we walked along the river", count: count)),
      ListContext(
        id: "other", place: count + 7,
        previous: Array(repeating: "turn left at the lights", count: count)),
    ]
    let lists = contexts.map { NBestList(hypotheses, context: $0) } + [NBestList(hypotheses)]
    var alone: [[Double]] = []
    for list in lists { alone += try one.costs(of: [list]) }
    let together = try one.costs(of: lists)
    let reversed = Array(try one.costs(of: lists.reversed()).reversed())
    let again = try one.costs(of: [lists[0]])
    for (place, list) in lists.enumerated() {
      let others =
        [("among lists of other contexts", together[place]), ("in another order", reversed[place])]
        + (place == 0 ? [("asked again after others", again[0])] : [])
      for (how, costs) in others {
        guard
          let worst = costs.indices.first(where: { !isClose(alone[place][$0], costs[$0]) })
        else { continue }
        throw Fault(
          reason:
            "\"\(list.texts[worst])\" in the list \"\(list.context?.id ?? "")\" costs "
            + "\(alone[place][worst]) alone and \(costs[worst]) \(how): a list's costs must follow from its "
            + "own texts and context, not from what was asked before or beside it")
      }
    }
  }

  private static func ends(_ one: inout Self) throws(Fault) {
    one.model = nil
    guard let program = one.command.first.flatMap({ ProgramPath.find($0) }) else {
      throw Fault(reason: "it can't be started a second time: no such program")
    }
    do throws(ProgramOutput.Failure) {
      _ = try ProgramOutput(
        of: program, Array(one.command.dropFirst()), timeout: min(one.timeLimit, .seconds(10)))
    } catch {
      guard case .start(let reason) = error else {
        throw Fault(
          reason:
            "it lives on after its standard input was closed: leave the loop at the end of input")
      }
      throw Fault(reason: "it can't be started a second time: \(reason)")
    }
  }

  // MARK: Asking

  /// The costs of some texts, from the program that is running or a new one.
  private mutating func costs(_ texts: [String]) throws(Fault) -> [Double] {
    try costs(of: [
      NBestList(texts.map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) })
    ])[0]
  }

  /// The costs of some lists.
  private mutating func costs(of lists: [NBestList]) throws(Fault) -> [[Double]] {
    do throws(RescoringError) {
      let model: ProcessModel
      if let running = self.model {
        model = running
      } else {
        // Started again, it might do by chance what it must always do.
        model = try ProcessModel(
          name: "the program", command: command, timeout: timeLimit, restarts: 0)
        self.model = model
      }
      return try model.validatedCosts(for: lists)
    } catch {
      throw Fault(reason: Self.told(error))
    }
  }

  /// The error, and for what is often behind it a remedy.
  private static func told(_ error: RescoringError) -> String {
    guard case .failed(_, let reason) = error else { return "\(error)" }
    if reason.contains("no answer within") {
      return reason
        + "; does it answer at all, and flush after each line (print(…, flush=True) in Python)?"
    }
    if reason.contains("found {\"costs\"") {
      return reason + "; a list's costs are finite numbers without quotes, one for each hypothesis"
    }
    // A program that ended or said why has said enough.
    let isEnough = ["but the program", "it answers", "to run", "the greeting", "to request"]
      .contains { reason.contains($0) }
    return isEnough
      ? reason
      : reason
        + "; standard output is for answers alone, one line for each request: banners and progress "
        + "go to standard error"
  }

  /// Sums in another order differ in their last bits.
  private static func isClose(_ one: Double, _ other: Double) -> Bool {
    abs(one - other) <= 1e-3 * max(1, abs(one), abs(other))
  }
}
