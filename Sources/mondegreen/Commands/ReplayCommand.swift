import ArgumentParser
import Counterexamples
import Foundation
import Perturbations
import Rescoring
import Robustness
import RobustnessReports

/// `mondegreen replay`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Judge fixtures again: does each still break its property as recorded?",
    discussion: """
      Takes fixture files or folders of them. Each is judged by the model it names, or by --model, \
      with the weights, the lists and the perturbation that it holds; files that the perturbation draws \
      on are named again (--lexicon, --frequencies, --confusion-model). Ends with status 1 if one \
      behaves otherwise than it records: the property holds now, the margin differs by more than \
      --tolerance with the same weights, the model that it was held against fails, too, or the \
      perturbation would no longer make the list, for instance because the lexicon was edited. A \
      fixture that can't be judged here ends with status 1, too, once all are judged: its model or another \
      file must be given, or its perturbation does not ship with the program and only its own test suite \
      can judge it.

      EXAMPLE
        mondegreen replay Tests/Fixtures
        mondegreen replay Fixtures/rank-stability-lora-3f2a9c01.json --model Work/new-model
      """)

  @Argument(help: ArgumentHelp("Fixture files, or folders of them.", valueName: "fixture"))
  var fixtures: [String]

  @Option(
    help: ArgumentHelp(
      "Judge with this model instead of the one that a fixture names.", valueName: "model"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "How far a margin may be from the recorded one, with the same weights.",
      valueName: "nats"))
  var tolerance = 0.001

  @Flag(help: "Write fixtures of earlier versions anew, in the present one, before judging them.")
  var migrate = false

  @OptionGroup var lexicon: LexiconOptions
  @OptionGroup var language: LanguageOptions
  @OptionGroup var numbers: PrecisionOptions
  @OptionGroup var processes: ProcessOptions

  @Option(
    help: ArgumentHelp(
      "Model of the confusions that fixtures of --perturbation confusions were made with.",
      valueName: "file"))
  var confusionModel: String?

  @Option(
    name: .customLong("first-pass-lm"),
    help: ArgumentHelp(
      "Language model in the ARPA format that fixtures were made with. (default: a general English "
        + "trigram)", valueName: "file"))
  var firstPassLM: String?

  @OptionGroup var form: OutputOptions

  private struct Judged: Encodable {
    let fixture: String
    let file: String
    /// "ok", "differs" or "unjudged".
    let verdict: String
    let finding: String
  }

  func run() throws {
    let found = FixtureArguments(fixtures)
    for fault in found.faults { Terminal.complain("\(fault)", isError: true) }
    if migrate { try found.migrate() }
    var kits = FixtureKits(
      lexicon: lexicon, language: language.choice, confusionModel: confusionModel,
      firstPassLM: firstPassLM)
    var models = FixtureModels(
      override: model, precision: numbers.precision, timeLimit: processes.limit)
    var (differing, unjudged) = (0, 0)
    for (path, fixture) in found.fixtures {
      do {
        let verdict = try Self.verdict(fixture, &kits, &models, tolerance: tolerance)
        if !verdict.isAsRecorded { differing += 1 }
        if form.json {
          Results.write(
            Judged(
              fixture: fixture.id, file: path, verdict: verdict.isAsRecorded ? "ok" : "differs",
              finding: verdict.text))
          continue
        }
        show("\(verdict.isAsRecorded ? "ok  " : "DIFF") \(fixture.id): \(verdict.text)")
        for line in CounterexampleText.variation(fixture) { show("   " + line) }
      } catch let error as UnjudgedFixture {
        unjudged += 1
        if form.json {
          Results.write(
            Judged(fixture: fixture.id, file: path, verdict: "unjudged", finding: error.reason))
          continue
        }
        show("??   can't be judged here: \(path): \(error.reason)")
      }
    }
    try end(of: found, differing: differing, unjudged: unjudged)
  }

  /// - Throws: ``UnjudgedFixture``, or what is wrong with something that the command line names.
  private static func verdict(
    _ fixture: Counterexample, _ kits: inout FixtureKits, _ models: inout FixtureModels,
    tolerance: Double
  ) throws -> ReplayVerdict {
    // Some properties that ship with the package make their lists themselves.
    if case .custom(let custom) = fixture.recipe, fixture.recipe != WordCorruption().recipe {
      throw UnjudgedFixture(
        "it was made by \(custom), which does not ship with this program; replay it in the test "
          + "suite that defines it")
    }
    let model = try models.model(for: fixture)
    let contrast = try models.contrast(for: fixture)
    let kit = try kits.kit(for: fixture)
    do throws(FixtureError) {
      let replay = try FixtureReplay(fixture, model: model, contrast: contrast, kit: kit)
      return ReplayVerdict(replay, fixture: fixture, tolerance: tolerance)
    } catch {
      // A program that stopped answering won't answer the next question either.
      if case .rescoring(.failed(_, _)) = error { throw error }
      throw UnjudgedFixture(error)
    }
  }

  /// Says how many fixtures are not as they should be, and ends accordingly.
  private func end(of found: FixtureArguments, differing: Int, unjudged: Int) throws {
    let count = found.fixtures.count
    func fixtures(_ number: Int, _ one: String, _ several: String) -> String {
      "\(number) of \(count) fixture\(count == 1 ? "" : "s") \(number == 1 ? one : several)"
    }
    if unjudged > 0 {
      Terminal.complain("\(fixtures(unjudged, "can't", "can't")) be judged here", isError: true)
    }
    if differing > 0 {
      throw CommandFailure(
        .failedGate, fixtures(differing, "behaves", "behave") + " otherwise than recorded")
    }
    if unjudged > 0 { throw CommandFailure(.failedGate) }
    if let fault = found.faults.first {
      throw CommandFailure(ExitStatus(forInput: fault) ?? .badData)
    }
  }

  /// Prints a line of which parts come from a file.
  private func show(_ line: String) { print(Terminal.printable(line)) }
}
