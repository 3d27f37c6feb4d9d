import ArgumentParser
import Artifacts
import Lexicons
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import Transcripts

/// `mondegreen check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check robustness properties of models on a corpus: a gate for scripts.",
    discussion: """
      A case is an utterance's N-best list and what a perturbation made of it; some properties also \
      examine probe texts made of the corpus's words. Contract properties allow no failure, whatever \
      --allow says: costs finite and repeatable, the same in any order, batch and company, every known \
      word counted, of a size that sums keep. The others are rates: --allow says which share may fail, \
      where a property does not bring a threshold of its own. Without --allow rank-stability may fail in \
      40 % of its cases, no-harm in 25 % and form-stability in 10 %, which the whole interval of the rate must \
      exceed for a failure; text-form-invariance in none. Failures are grouped by cause; each cause is shrunk to the smallest \
      list that still fails, and to the smallest that keeps a share of the margin (--keep-margin), \
      shown, and with --fixtures written as regression fixtures; fixtures that are in that folder already are \
      judged first, and one that fails again counts as a failing case of its property. A cause that \
      several properties show is shrunk once. A case about which a model gives no answer fails, and the others \
      are judged. Ends with status 1 if a property fails \
      in more cases than --allow permits. --perturbation and related options choose the perturbation for \
      rank stability and no-harm; other properties ignore them.

      With --require a property has a budget of failures instead, or a model one of WER, skill, skill kept or \
      NPRR on the corpus, clean or under the perturbation that is checked, as in report: met if the whole interval of its rate \
      keeps to it (status 0), missed if none of it does (1), and undecided otherwise (2). With --sequential \
      cases are judged in a drawn order and only until the budget is decided, by a confidence sequence that \
      holds after every case at once, and the number of cases that took is printed.

      EXAMPLE
        mondegreen check --model Work/my-model --fixtures Fixtures
        mondegreen check --model lora --holds-with full --counterexamples 5
        mondegreen check --model lora --property rank-stability --perturbation junctures
        mondegreen check --model lora --require "failures(rank-stability) <= 15%" --sequential
        mondegreen check --model lora --allow 0.5 --require "wer <= 23%" --require "skill(homophones, \
      n-best, 2) >= 0.4"
      """)

  @OptionGroup var models: ModelOptions
  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var properties: PropertyOptions
  @OptionGroup var perturbation: PerturbationOptions
  @OptionGroup var targets: TargetOptions
  @OptionGroup var parts: PerturbationParts
  @OptionGroup var homophones: HomophoneOptions
  @OptionGroup var lexicon: LexiconOptions

  @Option(
    help: ArgumentHelp(
      "Number of cases per property and model. (default: 100, or at most 1,000 with "
        + "--sequential)", valueName: "count"))
  var cases: Int?

  @Option(
    help: ArgumentHelp(
      "Share of a rate's cases that may fail: 0 is none, 0.05 one in twenty. Contracts allow none. "
        + "(default: each rate's own)",
      valueName: "share"))
  var allow: Double?

  @Option(
    help: ArgumentHelp(
      "Seconds that a model may take for a call about up to 64 texts; what takes longer fails its case. "
        + "Programs (process:) are ended after their own time.", valueName: "seconds"))
  var caseTimeLimit = 60.0

  @Option(
    name: .customLong("require"),
    help: ArgumentHelp(
      "Budget, repeatable: of a property's failures, \"failures(rank-stability) <= 5%\", \"lora: "
        + "failures(order-invariance) <= 1%\", or of a measure, as in report: \"wer <= 22%\", "
        + "\"skill(homophones, n-best, 2) >= 0.5\", \"not worse than full by 0.2 points\".",
      valueName: "requirement"))
  var requirements: [String] = []

  @Flag(help: "Stop judging cases of a property as soon as its budgets are decided.")
  var sequential = false

  @Option(help: ArgumentHelp("Different causes to shrink for each property.", valueName: "count"))
  var counterexamples = 1

  @OptionGroup var shrinking: ShrinkOptions

  @Option(
    help: ArgumentHelp("Write shrunk failures as fixtures into this folder.", valueName: "folder"))
  var fixtures: String?

  @Option(
    help: ArgumentHelp(
      "Write findings, causes and kept fixtures as JSON, too.", valueName: "file"))
  var record: String?

  @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
  var seed: UInt64 = 1

  @OptionGroup var sharing: SharingOptions
  @OptionGroup var threads: ThreadOptions

  @OptionGroup var form: OutputOptions

  func validate() throws {
    do { _ = (try budgets, try measured) } catch {
      throw ValidationError("--require: \(error)")
    }
    if sequential, !requirements.contains(where: Self.isOfFailures) {
      throw ValidationError("--sequential: expected --require \"failures(…) <= …\", found none")
    }
    if sharing.redact, fixtures != nil {
      throw ValidationError(
        "--redact: expected no --fixtures, since fixtures hold texts as they are")
    }
    if let cases, cases < 1 {
      throw ValidationError("--cases: expected at least 1, found \(cases)")
    }
    if !(caseTimeLimit > 0 && caseTimeLimit <= 1e6) {
      throw ValidationError(
        "--case-time-limit: expected more than 0 seconds, found \(caseTimeLimit)")
    }
    if let allow, !(0...1).contains(allow) {
      throw ValidationError("--allow: expected a share from 0 to 1, found \(allow)")
    }
    if counterexamples < 0 {
      throw ValidationError("--counterexamples: expected at least 0, found \(counterexamples)")
    }
  }

  private static let listLimit = 20

  func run() throws {
    var outputs = OutputGuard(
      reading: models.inputs + self.corpus.inputs + lexicon.inputs + [parts.confusionModel])
    try outputs.check("--junit", sharing.junit)
    try outputs.check("--record", record)
    let interruption = Interruption(
      message: "interrupted; nothing was kept, fixtures are written at the end")
    defer { withExtendedLifetime(interruption) {} }
    let corpus = try corpus.read(referenced: false)
    let kit = try parts.graded(
      perturbation.kit(
        for: corpus, targets, of: parts, homophones, lexicon,
        self.corpus.scores.normalization.choice), [perturbation.kind],
      for: corpus, listLimit: .max)
    let perturber = try perturbation.perturbation(of: kit, errorRate: parts.errorRate)
    try targets.check(
      [corpus], changedBy: [perturber], kit.language, listLimit: Self.listLimit)
    let properties = try properties.properties(kit, under: perturber, on: corpus)
    if !(try measured).isEmpty {
      try CorpusLocator.requireReferences(corpus.survey, name: corpus.name)
    }
    var catalog = try models.catalog(
      self.corpus.scores, TestedCorpora([corpus], names: [self.corpus.corpus]))
    catalog.caseTimeLimit = .seconds(caseTimeLimit)
    let examined = try models.secondPasses(from: catalog)
    let contrast = try shrinking.holdsWith.map(catalog.secondPass)
    try check(try budgets, examined, properties)
    let measures = try MeasuredBudgets(
      try measured, of: examined, on: corpus, kit, perturbation.kind,
      strength: perturbation.strength.strengths[0], listLimit: Self.listLimit, seed: seed)
    let prepared = PreparedCorpus(corpus, listLimit: Self.listLimit)
    CutNotices.show(examined, in: [prepared])
    Restarting.say(of: "check")
    var summary = CheckSummary()
    if let fixtures {
      summary.kept = try KeptFixtures(
        in: fixtures, of: properties, under: examined, lexicon,
        self.corpus.scores.normalization.choice,
        confusionModel: parts.confusionModel, firstPassLM: parts.firstPassLM)
    }
    if !form.json, let text = summary.kept.text { print(text + "\n") }
    let progress = ProgressLine()
    defer { progress.finish() }
    for (number, secondPass) in examined.enumerated() {
      let check = shrinking.check(
        secondPass, against: contrast, counterexamples: counterexamples,
        threads: threads.threads)
      for (place, property) in properties.enumerated() {
        progress.update(
          "checking", done: number * properties.count + place,
          of: examined.count * properties.count, detail: "\(secondPass.name), \(property.id)")
        let budgets = try budgets.filter {
          $0.property == property.id && ($0.model ?? secondPass.name) == secondPass.name
        }
        try examine(property, check, in: prepared, budgets, into: &summary)
      }
    }
    progress.finish()
    if sharing.redact { summary = summary.redacted() }
    if form.json {
      Results.write(summary.record(corpus.name, allowing: allow))
      Results.files(try summary.writeBugs(to: fixtures))
    } else {
      print(summary.text(allowing: allow))
      try summary.showBugs(keepingIn: fixtures)
    }
    summary.showVerdicts()
    let verdicts = VerdictTable(try measures.verdicts(threads: threads.threads))
    verdicts.show()
    try sharing.write(
      summary.junit(corpus.name, allowing: allow, measured: verdicts.verdicts))
    if let record {
      try ArtifactFile.write(summary.record(corpus.name, allowing: allow).json, to: record)
      Results.files([record])
    }
    if !summary.idle.isEmpty {
      throw CommandFailure(
        .failedGate, "nothing to examine for \(summary.idle.joined(separator: ", "))")
    }
    let silent = examined.filter { $0.interpolation.secondPass == 0 }.map(\.name)
    if !silent.isEmpty, properties.contains(where: \.dependsOnWeights) {
      throw CommandFailure(
        .failedGate,
        "\(silent.joined(separator: ", ")): the model takes no part in the choice, so nothing is shown"
      )
    }
    if summary.fails(allowing: allow) { throw CommandFailure(.failedGate) }
    let outcomes = summary.verdicts.map(\.outcome) + verdicts.verdicts.map(\.outcome)
    switch RequirementVerdict.Outcome(all: outcomes) {
    case .met: return
    case .missed: throw CommandFailure(.failedGate)
    case .undecided: throw CommandFailure(.undecided)
    }
  }

  private static let cases = 100
  private static let sequentialCases = 1_000

  private var budgets: [FailureRequirement] {
    get throws { try requirements.filter(Self.isOfFailures).map { try FailureRequirement($0) } }
  }

  /// The others: budgets of measures.
  private var measured: [RequirementText] {
    get throws {
      try requirements.filter { !Self.isOfFailures($0) }.map { try RequirementText($0) }
    }
  }

  /// Whether a requirement is about the failures of a property, as it is written.
  private static func isOfFailures(_ requirement: String) -> Bool {
    requirement.contains("failures")
  }

  /// Refuses budgets that nothing examines.
  private func check(
    _ budgets: [FailureRequirement], _ models: [SecondPass], _ properties: [any RobustnessProperty]
  ) throws {
    for budget in budgets {
      for (kind, name, known) in [
        ("a model that is examined", budget.model, models.map(\.name)),
        ("a property that is examined", budget.property, properties.map(\.id)),
      ] {
        guard let name, !known.contains(name) else { continue }
        throw RequirementError.unknown(
          requirement: "\(budget)", kind: kind, name: name, known: known)
      }
    }
  }

  /// Examines one property, sequentially where it has budgets and is to be.
  private func examine(
    _ property: any RobustnessProperty, _ check: PropertyCheck, in prepared: PreparedCorpus,
    _ budgets: [FailureRequirement], into summary: inout CheckSummary
  ) throws {
    let isSequential = sequential && !budgets.isEmpty
    let drawn = PropertyCases(
      of: property, in: prepared,
      limit: cases ?? (isSequential ? Self.sequentialCases : Self.cases), seed: Seed(seed))
    let name = check.secondPass.name
    guard isSequential else {
      let finding = try check.finding(
        drawn, in: prepared, known: summary.counterexamples(of: name))
      summary.append(finding, of: name)
      summary.append(budgets.map { FailureVerdict($0, on: finding, of: name) })
      return
    }
    let found = try check.finding(drawn, in: prepared, deciding: budgets, seed: Seed(seed))
    summary.append(found.finding, of: name, rate: found.rate)
    summary.append(found.verdicts)
  }
}
