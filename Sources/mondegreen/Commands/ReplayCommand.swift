import ArgumentParser
import Foundation
import Lexicons
import Robustness
import RobustnessReports

/// `mondegreen replay`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Judge fixtures again: does each still break its property as recorded?",
    discussion: """
      Takes fixture files or folders of them. Each is judged by the model it names, or by --model, \
      with the weights and lists that it holds. Ends with status 1 if one behaves otherwise than it \
      records: the property holds now, the margin differs by more than --tolerance with the same \
      weights, the model that it was held against fails, too, or the lexicon was edited so that the \
      list is no longer in the perturbation's domain.

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

  @OptionGroup var homophones: HomophoneOptions
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
    let (index, frequencies) = try homophones.read(lexicon)
    let properties = FixtureProperties(
      kit: PerturbationKit(
        homophones: index, frequencies: frequencies, candidateLimit: homophones.homophones,
        minimumFrequency: homophones.minimumFrequency,
        model: try confusionModel.map { try ConfusionModel.read($0) }))
    var models = FixtureModels(override: model, precision: numbers.precision)
    var differing = 0
    for fixture in found {
      let replay = try FixtureReplay(
        fixture, model: try models.model(for: fixture),
        contrast: try models.contrast(for: fixture),
        properties: [try properties.property(of: fixture)], lexicon: index.lexicon.digest)
      let verdict = ReplayVerdict(replay, fixture: fixture, tolerance: tolerance)
      if !verdict.isAsRecorded { differing += 1 }
      print("\(verdict.isAsRecorded ? "ok  " : "DIFF") \(fixture.id): \(verdict.text)")
      for line in CounterexampleText.variation(fixture) { print("   " + line) }
    }
    if differing > 0 {
      throw CommandFailure(
        .failedGate, "\(differing) of \(found.count) fixtures behave otherwise than recorded")
    }
  }
}
