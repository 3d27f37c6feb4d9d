import ArgumentParser
import Lexicons
import PropertyTesting
import Robustness

/// `mondegreen shrink`.
struct ShrinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shrink",
    abstract: "Make a fixture's failing N-best list smaller.",
    discussion: """
      Drops hypotheses and words and undoes replacements as long as the property still fails, and \
      writes the smaller fixture into a folder (by default beside the given one). A fixture that does \
      not fail any more ends with status 1.

      EXAMPLE
        mondegreen shrink Fixtures/rank-stability-lora-3f2a9c01.json --executions 20000
      """)

  @Argument(help: ArgumentHelp("The fixture.", valueName: "fixture"))
  var fixture: String

  @Option(
    help: ArgumentHelp(
      "Judge with this model instead of the one that the fixture names.", valueName: "model"))
  var model: String?

  @Option(help: ArgumentHelp("Try at most so many smaller lists.", valueName: "count"))
  var executions = 10_000

  @Option(
    help: ArgumentHelp(
      "Folder for the smaller fixture. (default: the given one's)", valueName: "folder"))
  var output: String?

  @OptionGroup var homophones: HomophoneOptions

  func validate() throws {
    if executions < 1 {
      throw ValidationError("--executions: expected at least 1, found \(executions)")
    }
  }

  func run() throws {
    let given = try FixtureFolder.fixture(at: fixture)
    let (index, _) = try homophones.read()
    let properties = RobustnessProperties.all(candidates: homophones.candidates(index))
    guard let property = properties.first(where: { $0.id == given.property }) else {
      throw RobustnessError.unknownProperty(id: given.property, known: properties.map(\.id))
    }
    var models = FixtureModels(override: model)
    let shrinker = CounterexampleShrinker(
      property: property,
      secondPass: SecondPass(
        model: try models.model(for: given), interpolation: given.interpolation),
      lexicon: index.lexicon.digest,
      limits: ShrinkLimits(maximumExecutions: executions, batchSize: 8))
    let found = try shrinker.counterexample(
      from: given.robustnessCase, perturbationChoices: given.perturbationChoices,
      origin: given.origin)
    guard let found else {
      throw CommandFailure(.failedGate, "\(fixture): the property holds: nothing to shrink")
    }
    print(CounterexampleText.text(found))
    print("kept as \(try FixtureFolder.save(found, in: output ?? folder))")
  }

  private var folder: String {
    guard let slash = fixture.lastIndex(of: "/") else { return "." }
    return slash == fixture.startIndex ? "/" : String(fixture[..<slash])
  }
}
