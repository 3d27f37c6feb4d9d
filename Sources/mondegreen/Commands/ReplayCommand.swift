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
      Takes fixture files or folders of them. Each is judged by the model it names, or by --model, with the \
      weights, lists and perturbation that it holds. Files that the perturbation was made with must be named \
      again (--lexicon, --frequencies, --confusion-model, --first-pass-lm).

      Exits with status 1 if a fixture does not behave as recorded: the property now holds, the margin \
      differs by more than --tolerance with the same weights, the model that the fixture was compared with now \
      fails as well, or the perturbation would no longer make the list, for instance because the lexicon was \
      edited. The status is also 1, once all others are judged, if a fixture can't be judged here: because \
      its model or another file must be given, or because its perturbation does not ship with the program, so \
      that only its own test suite can judge it.

      EXAMPLE
        mondegreen replay Tests/Fixtures
        mondegreen replay Fixtures/rank-stability-lora-3f2a9c01.json \\
          --model Work/new-model
      """)

  @Argument(
    help: ArgumentHelp("Fixture files, or folders of them.", valueName: "fixture"),
    completion: .file(extensions: ["json"]))
  var fixtures: [String]

  @OptionGroup(title: OptionTitle.everyday) var judging: ReplayOptions
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions
  @OptionGroup(title: OptionTitle.lexicon) var language: LanguageOptions
  @OptionGroup(title: "Other files that fixtures were made with") var files: FixtureFileOptions
  @OptionGroup(title: OptionTitle.running) var numbers: PrecisionOptions
  @OptionGroup(title: OptionTitle.running) var processes: ProcessOptions

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
    if judging.migrate { try found.migrate() }
    var kits = FixtureKits(
      lexicon: lexicon, language: language.choice, confusionModel: files.confusionModel,
      firstPassLM: files.firstPassLM)
    var models = FixtureModels(
      override: judging.model, precision: numbers.precision, timeLimit: processes.limit)
    var (differing, unjudged) = (0, 0)
    for (path, fixture) in found.fixtures {
      do {
        let verdict = try Self.verdict(fixture, &kits, &models, tolerance: judging.tolerance)
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
        .failedGate, fixtures(differing, "behaves", "behave") + " differently than recorded")
    }
    if unjudged > 0 { throw CommandFailure(.failedGate) }
    if let fault = found.faults.first {
      throw CommandFailure(ExitStatus(forInput: fault) ?? .badData)
    }
  }

  /// Prints a line of which parts come from a file.
  private func show(_ line: String) { print(Terminal.printable(line)) }
}
