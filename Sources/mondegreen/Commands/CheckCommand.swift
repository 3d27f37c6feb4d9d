import ArgumentParser
import Lexicons
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns

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
      where a property does not bring a threshold of its own. Failures are grouped by cause; each cause is shrunk to the smallest \
      list that still fails, and to the smallest that keeps a share of the margin (--keep-margin), \
      shown, and with --fixtures written as regression fixtures. Ends with status 1 if a property fails \
      in more cases than --allow permits. --perturbation and related options choose the perturbation for \
      rank stability and no-harm; other properties ignore them.

      EXAMPLE
        mondegreen check --model Work/my-model --fixtures Fixtures
        mondegreen check --model lora --holds-with full --counterexamples 5
        mondegreen check --model lora --property rank-stability --perturbation junctures
      """)

  @OptionGroup var models: ModelOptions
  @OptionGroup var corpus: CorpusOptions
  @OptionGroup var properties: PropertyOptions
  @OptionGroup var perturbation: PerturbationOptions
  @OptionGroup var targets: TargetOptions
  @OptionGroup var parts: PerturbationParts
  @OptionGroup var homophones: HomophoneOptions
  @OptionGroup var lexicon: LexiconOptions

  @Option(help: ArgumentHelp("Number of cases per property and model.", valueName: "count"))
  var cases = 100

  @Option(
    help: ArgumentHelp(
      "Share of a rate's cases that may fail: 0 is none, 0.05 one in twenty. Contracts allow none.",
      valueName: "share"))
  var allow = 0.0

  @Option(help: ArgumentHelp("Different causes to shrink for each property.", valueName: "count"))
  var counterexamples = 1

  @OptionGroup var shrinking: ShrinkOptions

  @Option(
    help: ArgumentHelp("Write shrunk failures as fixtures into this folder.", valueName: "folder"))
  var fixtures: String?

  @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
  var seed: UInt64 = 1

  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    if cases < 1 { throw ValidationError("--cases: expected at least 1, found \(cases)") }
    if !(0...1).contains(allow) {
      throw ValidationError("--allow: expected a share from 0 to 1, found \(allow)")
    }
    if counterexamples < 0 {
      throw ValidationError("--counterexamples: expected at least 0, found \(counterexamples)")
    }
  }

  private static let listLimit = 20

  func run() throws {
    let corpus = try corpus.read()
    let kit = try perturbation.kit(for: corpus, targets, of: parts, homophones, lexicon)
    let perturber = try perturbation.perturbation(of: kit)
    try targets.check([corpus], changedBy: [perturber], listLimit: Self.listLimit)
    let properties = try properties.properties(kit, under: perturber)
    let catalog = models.catalog(
      self.corpus.scores, TestedCorpora([corpus], names: [self.corpus.corpus]))
    let examined = try models.secondPasses(from: catalog)
    let contrast = try shrinking.holdsWith.map(catalog.secondPass)
    let prepared = PreparedCorpus(corpus, listLimit: Self.listLimit)
    CutNotices.show(examined, in: [prepared])
    let progress = ProgressLine()
    defer { progress.finish() }
    var summary = CheckSummary()
    for (number, secondPass) in examined.enumerated() {
      var done = number * properties.count
      let check = shrinking.check(
        secondPass, against: contrast, counterexamples: counterexamples,
        threads: threads.threads)
      let findings = try check.findings(
        of: properties, in: prepared, cases: cases, seed: Seed(seed),
        progress: { property in
          progress.update(
            "checking", done: done, of: examined.count * properties.count,
            detail: "\(secondPass.name), \(property)")
          done += 1
        })
      for finding in findings { summary.append(finding, of: secondPass.name) }
    }
    progress.finish()
    print(summary.text(allowing: allow))
    try summary.showBugs(keepingIn: fixtures)
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
  }
}
