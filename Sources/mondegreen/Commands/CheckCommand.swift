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
      A case is an utterance's N-best list together with what a perturbation makes of it; some properties also \
      use probe texts made of the corpus's words. --perturbation and related options choose the perturbation \
      for rank-stability and no-harm; other properties ignore them. A case for which a model gives no answer \
      fails, and the others are still judged.

      Contracts allow no failure, whatever --allow says: costs are finite and repeatable, the same in any order \
      and batch, depend on every known word, and are small enough to be added without loss of precision. The \
      others are rates. --allow says \
      which share of their cases may fail, unless a property has a threshold of its own. Without --allow, \
      rank-stability may fail in 40 % of its cases, no-harm in 25 % and form-stability in 10 %, and only a \
      rate whose whole interval is above that fails; text-form-invariance may not fail at all. Exits with \
      status 1 if a property fails too often.

      Failures are grouped by cause. Each cause is shrunk to the smallest list that still fails, and to the \
      smallest that keeps a share of the margin (--keep-margin); both are shown, and written as regression \
      fixtures if --fixtures names a folder. Fixtures already in that folder are judged first, and one that \
      fails again counts as a failing case of its property. A cause that several properties share is shrunk once.

      With --require, a property has a budget of failures instead, or a model has a bound on WER, skill, skill \
      kept or NPRR, on clean lists or under the perturbation that is checked, as in report. It is met if the \
      whole interval keeps to it (status 0), missed if none of it does (1), and undecided otherwise (2). With \
      --sequential, cases are judged in random order only until the budget is decided, by a confidence \
      sequence, which stays valid however many cases are judged; the number of cases used is printed.

      \(ModelOptions.discussion)

      \(CorpusOptions.discussion)

      EXAMPLE
        mondegreen check --model Work/my-model --fixtures Fixtures
        mondegreen check --model lora --holds-with full --counterexamples 5
        mondegreen check --model lora --property rank-stability \\
          --perturbation junctures
        mondegreen check --model lora --require "failures(rank-stability) <= 15%" \\
          --sequential
        mondegreen check --model lora --allow 0.5 --require "wer <= 23%" \\
          --require "skill(homophones, n-best, 2) >= 0.4"
      """)

  @OptionGroup(title: OptionTitle.everyday) var models: ModelOptions
  @OptionGroup(title: OptionTitle.everyday) var corpus: CorpusOptions
  @OptionGroup(title: OptionTitle.everyday) var gate: GateOptions
  @OptionGroup(title: OptionTitle.lists) var scores: ScoreOptions
  @OptionGroup(title: OptionTitle.properties) var properties: PropertyOptions
  @OptionGroup(title: OptionTitle.properties) var judging: CaseOptions
  @OptionGroup(title: OptionTitle.perturbation) var perturbation: PerturbationOptions
  @OptionGroup(title: OptionTitle.perturbation) var targets: TargetOptions
  @OptionGroup(title: OptionTitle.perturbation) var parts: PerturbationParts
  @OptionGroup(title: OptionTitle.perturbation) var homophones: HomophoneOptions
  @OptionGroup(title: OptionTitle.lexicon) var lexicon: LexiconOptions
  @OptionGroup(title: OptionTitle.counterexamples) var causes: CauseOptions
  @OptionGroup(title: OptionTitle.counterexamples) var shrinking: ShrinkOptions
  @OptionGroup(title: OptionTitle.output) var sharing: SharingOptions
  @OptionGroup(title: OptionTitle.output) var findings: FindingOptions
  @OptionGroup(title: OptionTitle.running) var threads: ThreadOptions
  @OptionGroup(title: OptionTitle.running) var numbers: PrecisionOptions
  @OptionGroup(title: OptionTitle.running) var processes: ProcessOptions

  @OptionGroup var form: OutputOptions

  func validate() throws {
    do { _ = (try budgets, try measured) } catch {
      throw ValidationError("--require: \(error)")
    }
    if judging.sequential, !gate.requirements.contains(where: Self.isOfFailures) {
      throw ValidationError("--sequential: expected --require \"failures(…) <= …\", found none")
    }
    if sharing.redact, gate.fixtures != nil {
      throw ValidationError(
        "--redact: expected no --fixtures, since fixtures contain the texts unredacted")
    }
  }

  private static let listLimit = 20

  func run() throws {
    var outputs = OutputGuard(
      reading: models.inputs + self.corpus.inputs + scores.inputs + lexicon.inputs + parts.inputs)
    try outputs.check("--junit", sharing.junit)
    try outputs.check("--record", findings.record)
    let interruption = Interruption(
      message: "interrupted; nothing was saved, since fixtures are written at the end")
    defer { withExtendedLifetime(interruption) {} }
    let corpus = try corpus.read(scores, referenced: false)
    let kit = try parts.graded(
      perturbation.kit(
        for: corpus, targets, of: parts, homophones, lexicon,
        scores.normalization.choice), [perturbation.kind],
      for: corpus, listLimit: .max)
    let perturber = try perturbation.perturbation(of: kit, errorRate: parts.errorRate)
    try targets.check(
      [corpus], changedBy: [perturber], kit.language, listLimit: Self.listLimit)
    let properties = try properties.properties(kit, under: perturber, on: corpus)
    if !(try measured).isEmpty {
      try CorpusLocator.requireReferences(corpus.survey, name: corpus.name)
    }
    var catalog = try models.catalog(
      scores, TestedCorpora([corpus], names: [self.corpus.corpus]), numbers, processes)
    catalog.caseTimeLimit = .seconds(judging.caseTimeLimit)
    let examined = try models.secondPasses(from: catalog)
    let contrast = try shrinking.holdsWith.map(catalog.secondPass)
    try check(try budgets, examined, properties)
    let measures = try MeasuredBudgets(
      try measured, of: examined, on: corpus, kit, perturbation.kind,
      strength: perturbation.strength.strengths[0], listLimit: Self.listLimit, seed: judging.seed)
    let prepared = PreparedCorpus(
      corpus, listLimit: Self.listLimit,
      previousUtterances: (examined + [contrast].compactMap(\.self)).previousUtterances)
    CutNotices.show(examined, in: [prepared])
    Restarting.say(of: "check")
    var summary = CheckSummary()
    if let fixtures = gate.fixtures {
      summary.kept = try KeptFixtures(
        in: fixtures, of: properties, under: examined, lexicon,
        scores.normalization.choice,
        confusionModel: parts.confusionModel, firstPassLM: parts.firstPassLM)
    }
    if !form.json, let text = summary.kept.text { print(text + "\n") }
    let progress = ProgressLine()
    defer { progress.finish() }
    for (number, secondPass) in examined.enumerated() {
      let check = shrinking.check(
        secondPass, against: contrast, counterexamples: causes.counterexamples,
        threads: threads.threads)
      for (place, property) in properties.enumerated() {
        progress.update(
          "checking", done: number * properties.count + place,
          of: examined.count * properties.count, detail: "\(secondPass.name): \(property.id)")
        let budgets = try budgets.filter {
          $0.property == property.id && ($0.model ?? secondPass.name) == secondPass.name
        }
        try examine(property, check, in: prepared, budgets, into: &summary)
      }
    }
    progress.finish()
    if sharing.redact { summary = summary.redacted() }
    if form.json {
      Results.write(summary.record(corpus.name, allowing: gate.allow))
      Results.files(try summary.writeBugs(to: gate.fixtures))
    } else {
      print(summary.text(allowing: gate.allow))
      try summary.showBugs(keepingIn: gate.fixtures)
    }
    summary.showVerdicts()
    let verdicts = VerdictTable(try measures.verdicts(threads: threads.threads))
    verdicts.show()
    try sharing.write(
      summary.junit(corpus.name, allowing: gate.allow, measured: verdicts.verdicts))
    if let record = findings.record {
      try ArtifactFile.write(summary.record(corpus.name, allowing: gate.allow).json, to: record)
      Results.files([record])
    }
    if !summary.idle.isEmpty {
      throw CommandFailure(
        .failedGate, "no cases to examine for \(summary.idle.joined(separator: ", "))")
    }
    let silent = examined.filter { $0.interpolation.secondPass == 0 }.map(\.name)
    if !silent.isEmpty, properties.contains(where: \.dependsOnWeights) {
      throw CommandFailure(
        .failedGate,
        "\(silent.joined(separator: ", ")): with a weight of 0 a model takes no part in the choice, so its cases "
          + "show nothing"
      )
    }
    if summary.fails(allowing: gate.allow) { throw CommandFailure(.failedGate) }
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
    get throws {
      try gate.requirements.filter(Self.isOfFailures).map { try FailureRequirement($0) }
    }
  }

  /// The others: budgets of measures.
  private var measured: [RequirementText] {
    get throws {
      try gate.requirements.filter { !Self.isOfFailures($0) }.map { try RequirementText($0) }
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
    let isSequential = judging.sequential && !budgets.isEmpty
    let drawn = PropertyCases(
      of: property, in: prepared,
      limit: judging.cases ?? (isSequential ? Self.sequentialCases : Self.cases),
      seed: Seed(judging.seed))
    let name = check.secondPass.name
    guard isSequential else {
      let finding = try check.finding(
        drawn, in: prepared, known: summary.counterexamples(of: name))
      summary.append(finding, of: name)
      summary.append(budgets.map { FailureVerdict($0, on: finding, of: name) })
      return
    }
    let found = try check.finding(drawn, in: prepared, deciding: budgets, seed: Seed(judging.seed))
    summary.append(found.finding, of: name, rate: found.rate)
    summary.append(found.verdicts)
  }
}
