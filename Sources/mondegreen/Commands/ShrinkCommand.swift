import ArgumentParser
import BundledCorpora
import Counterexamples
import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// `mondegreen shrink`.
struct ShrinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shrink",
    abstract: "Make a failing N-best list smaller: a fixture's, or one from production.",
    discussion: """
      Drops hypotheses and words and undoes replacements as long as the property still fails, and writes the \
      smaller fixtures into a folder (by default that of the input): the smallest list, and the smallest that \
      keeps a share of the margin (--keep-margin).

      A corpus (*.jsonl, *.tsv, *.csv or *.trn, compressed or not, format:file, or - for standard input) \
      holds lists that no generator made. If a hypothesis differs from the reference by words that \
      --perturbation could have put there, the perturbation is run backwards: the original words are put \
      back, and the list is judged with and without the change. Other lists are perturbed. Failures are \
      shrunk one cause at a time.

      Exits with status 1 if nothing fails.

      \(ModelOptions.discussion)

      EXAMPLE
        mondegreen shrink Fixtures/rank-stability-lora-3f2a9c01.json \\
          --executions 20000
        mondegreen shrink production.jsonl --model lora --property rank-stability \\
          --output Fixtures
        mondegreen shrink production.jsonl --model lora --perturbation junctures
      """)

  @Argument(
    help: ArgumentHelp("A fixture, or lists in any format.", valueName: "fixture|lists"),
    completion: Completions.corpora)
  var source: String

  @OptionGroup(title: OptionTitle.everyday) var main: ShrinkInputOptions
  @OptionGroup(title: OptionTitle.everyday) var properties: PropertyOptions
  @OptionGroup(title: OptionTitle.lists) var scores: ScoreOptions
  @OptionGroup(title: OptionTitle.counterexamples) var search: ShrinkSearchOptions
  @OptionGroup(title: OptionTitle.counterexamples) var shrinking: ShrinkOptions
  @OptionGroup(title: OptionTitle.perturbation) var perturbation: PerturbationOptions
  @OptionGroup(title: OptionTitle.perturbation) var targets: TargetOptions
  @OptionGroup(title: OptionTitle.perturbation) var parts: PerturbationParts
  @OptionGroup(title: OptionTitle.perturbation) var homophones: HomophoneOptions
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions
  @OptionGroup(title: OptionTitle.running) var numbers: PrecisionOptions
  @OptionGroup(title: OptionTitle.running) var processes: ProcessOptions

  @OptionGroup var form: OutputOptions

  func validate() throws {
    if isLists, main.model == nil {
      throw ValidationError("--model: expected the model that judges \(source), found none")
    }
  }

  func run() throws {
    let interruption = Interruption(
      message: "interrupted; nothing was saved, since fixtures are written at the end")
    defer { withExtendedLifetime(interruption) {} }
    Restarting.say(of: "shrink")
    if isLists { try shrinkLists() } else { try shrinkFixture() }
  }

  private var isLists: Bool {
    if source == "-" || BundledCorpus(rawValue: source) != nil { return true }
    if let parsed = try? CorpusSource(source), parsed.format != nil { return true }
    let packings = ["", ".gz", ".xz", ".zst"]
    return [".jsonl", ".tsv", ".csv", ".trn"].contains { ending in
      packings.contains { source.hasSuffix(ending + $0) }
    }
  }

  private func catalog(_ tested: TestedCorpora) throws -> ModelCatalog {
    ModelCatalog(
      weights: WeightChoice(tuneOn: main.tuneOn, corpora: try scores.development, tested: tested),
      precision: numbers.precision, timeLimit: processes.limit)
  }

  /// The corpus whose words parts of smallest lists are varied with.
  private var wordSource: String { main.tuneOn ?? WeightChoice.defaultCorpus }

  private func shrinkFixture() throws {
    let given = try Counterexample(contentsOf: source)
    let words = try scores.development.read(wordSource)
    var kits = FixtureKits(
      lexicon: lexicon, language: scores.normalization.choice,
      confusionModel: parts.confusionModel, firstPassLM: parts.firstPassLM)
    var models = FixtureModels(
      override: main.model, precision: numbers.precision, timeLimit: processes.limit)
    let property: any RobustnessProperty
    let secondPass: SecondPass
    do {
      property = try kits.property(of: given)
      secondPass = SecondPass(
        model: try models.model(for: given), interpolation: given.interpolation)
    } catch let error as UnjudgedFixture {
      throw CommandFailure(.badUsage, "\(source): \(error.reason)")
    } catch let error as FixtureError {
      throw CommandFailure(
        ExitStatus(forInput: error) ?? .badData, "\(source): \(UnjudgedFixture(error).reason)")
    }
    let contrast =
      try shrinking.holdsWith.map(catalog(.none).secondPass)
      ?? contrast(of: given, among: &models)
    let check = shrinking.check(
      secondPass, against: contrast, counterexamples: 1, executions: search.executions,
      texts: Self.texts(of: words))
    guard let bug = try check.bug(shrinking: given, property: property) else {
      throw CommandFailure(
        .failedGate, "\(source): the property holds, so there is nothing to shrink")
    }
    var summary = CheckSummary()
    summary.append(
      PropertyFinding(
        property: property.id, cases: 1, failures: 1, worstMargin: bug.smallest.margin,
        bugs: [bug]), of: given.model.name)
    try tell(summary, of: source)
  }

  /// Shows what was found, and writes the fixtures.
  private func tell(_ summary: CheckSummary, of name: String) throws {
    guard form.json else { return try summary.showBugs(keepingIn: main.output ?? folder) }
    Results.write(summary.record(name, allowing: nil))
    Results.files(try summary.writeBugs(to: main.output ?? folder))
  }

  private func contrast(
    of given: Counterexample, among models: inout FixtureModels
  ) throws -> SecondPass? {
    do {
      guard let held = given.contrast, let model = try models.contrast(for: given) else {
        return nil
      }
      return SecondPass(model: model, interpolation: held.interpolation)
    } catch let error as UnjudgedFixture {
      throw CommandFailure(.badUsage, "\(source): \(error.reason); or name one with --holds-with")
    }
  }

  private static let listLimit = 100

  private func shrinkLists() throws {
    let corpus = try scores.locator.read(source, referenced: false)
    let kit = try parts.graded(
      perturbation.kit(
        for: corpus, targets, of: parts, homophones, lexicon, scores.normalization.choice),
      [perturbation.kind],
      for: corpus, listLimit: .max)
    let perturber = try perturbation.perturbation(of: kit, errorRate: parts.errorRate)
    try targets.check(
      [corpus], changedBy: [perturber], kit.language, listLimit: Self.listLimit)
    let properties = try properties.properties(kit, under: perturber, on: corpus)
    let catalog = try catalog(TestedCorpora([corpus], names: [source]))
    let secondPass = try catalog.secondPass(main.model ?? "")
    let contrast = try shrinking.holdsWith.map(catalog.secondPass)
    let check = shrinking.check(
      secondPass, against: contrast,
      counterexamples: search.counterexamples, executions: search.executions,
      texts: Self.texts(of: try scores.development.read(wordSource)))
    let prepared = PreparedCorpus(
      corpus, listLimit: Self.listLimit,
      previousUtterances: ([secondPass] + [contrast].compactMap(\.self)).previousUtterances)
    var summary = CheckSummary()
    for property in properties {
      let cases = PropertyCases(
        of: property, heardIn: prepared, draws: search.draws, seed: Seed(search.seed))
      if cases.heard > 0 || property.perturbation.recipe.sources.lexicon != nil {
        tell(
          "\(property.id): \(cases.heard) of \(prepared.utterances.count) lists are in the domain "
            + "of \(property.perturbation.id) as heard")
      }
      summary.append(try check.finding(cases, in: prepared), of: secondPass.name)
    }
    if !form.json { print(summary.text(allowing: nil)) }
    try tell(summary, of: corpus.name)
    if summary.failures == 0 {
      throw CommandFailure(
        .failedGate, "\(source): every property holds, so there is nothing to shrink")
    }
  }

  /// A remark on the way: with the results for people, on standard error for programs.
  private func tell(_ remark: String) {
    if form.json { Terminal.complain(remark) } else { print(remark) }
  }

  /// Ordinary texts, to vary the parts of smallest lists with.
  private static func texts(of corpus: Corpus) -> [String] {
    PreparedCorpus(corpus, listLimit: 1).utterances.map(\.reference)
  }

  private var folder: String {
    let folder = (source as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }
}
