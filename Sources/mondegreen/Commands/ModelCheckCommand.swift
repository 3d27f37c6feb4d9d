import ArgumentParser
import Rescoring

/// `mondegreen model-check`.
struct ModelCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model-check",
    abstract: "Check whether a program follows the protocol of process models.",
    discussion: """
      Starts the program and asks it what a report would ask: for costs of single texts and of many, of empty \
      and of long ones, of the same texts again and in another order, and of the same texts after other utterances if the \
      program asks for those. Prints one line per question and exits \
      with status 1 if the program fails one. The protocol is described in the documentation of Rescoring, \
      "The Process Protocol".

      EXAMPLE
        mondegreen model-check "process:python3 score.py"
      """)

  @Argument(help: ArgumentHelp("The model: process:COMMAND.", valueName: "model"))
  var model: String

  @Option(
    help: ArgumentHelp(
      "Seconds that one answer may take, including the program's start.", valueName: "seconds"))
  var answerWithin: Double = 30

  @OptionGroup var form: OutputOptions

  func validate() throws {
    guard answerWithin > 0, answerWithin <= 86_400 else {
      throw ValidationError(
        "--answer-within: expected more than 0 and at most 86400 seconds, found \(answerWithin)")
    }
  }

  func run() throws {
    guard let (_, command) = ModelCatalog.process(model), !command.isEmpty else {
      throw CommandFailure(
        .badUsage, "expected process:PROGRAM ARGUMENT …, found \"\(model)\"")
    }
    var conformance = ProcessConformance(command: command, timeLimit: .seconds(answerWithin))
    struct Answer: Encodable {
      let question: String
      let passes: Bool
      let failure: String?
    }
    let passes = conformance.run { outcome in
      if form.json {
        Results.write(
          Answer(
            question: outcome.question, passes: outcome.failure == nil, failure: outcome.failure))
        return StandardOutput.flush()
      }
      print((outcome.failure == nil ? "ok    " : "FAILS ") + outcome.question)
      if let failure = outcome.failure { print("      " + failure) }
    }
    guard passes else { throw CommandFailure(.failedGate) }
  }
}
