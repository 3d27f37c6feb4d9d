import ArgumentParser
import Counterexamples
import Foundation
import Perturbations
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
      perturbation that does not ship with the program can only be judged by its own test suite; such a \
      fixture ends with status 1, too.

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
  @OptionGroup var numbers: PrecisionOptions

  @Option(
    help: ArgumentHelp(
      "Model of the confusions that fixtures of --perturbation confusions were made with.",
      valueName: "file"))
  var confusionModel: String?

  func run() throws {
    let found = try fixtures.flatMap(FixtureArguments.read)
    if migrate { try FixtureArguments.migrate(fixtures) }
    var kits = FixtureKits(lexicon: lexicon, confusionModel: confusionModel)
    var models = FixtureModels(override: model, precision: numbers.precision)
    var (differing, unjudged) = (0, 0)
    for fixture in found {
      if case .custom(let custom) = fixture.recipe {
        unjudged += 1
        print(
          "??   \(fixture.id): can't be judged here: it was made by \(custom), which does not ship "
            + "with this program; replay it in the test suite that defines it")
        continue
      }
      let replay = try FixtureReplay(
        fixture, model: try models.model(for: fixture),
        contrast: try models.contrast(for: fixture), kit: try kits.kit(for: fixture))
      let verdict = ReplayVerdict(replay, fixture: fixture, tolerance: tolerance)
      if !verdict.isAsRecorded { differing += 1 }
      print("\(verdict.isAsRecorded ? "ok  " : "DIFF") \(fixture.id): \(verdict.text)")
      for line in CounterexampleText.variation(fixture) { print("   " + line) }
    }
    if unjudged > 0 {
      Terminal.complain("\(unjudged) of \(found.count) fixtures can't be judged here")
    }
    if differing > 0 {
      throw CommandFailure(
        .failedGate, "\(differing) of \(found.count) fixtures behave otherwise than recorded")
    }
    if unjudged > 0 { throw CommandFailure(.failedGate) }
  }
}
