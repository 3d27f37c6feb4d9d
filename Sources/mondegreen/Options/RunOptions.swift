public import ArgumentParser
public import Perturbations
import Robustness
public import RobustnessRuns

extension LanguageCostTreatment: ExpressibleByArgument {}
extension CorpusDepth: ExpressibleByArgument {}

/// How thoroughly a run perturbs and measures.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Everything random follows from it.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "How strongly to perturb: numbers of words (1,2,3) or shares of them (10%,25%).",
      valueName: "strength,…"))
  var strengths = StrengthList([.words(1), .words(2), .words(3)])

  @Option(
    help: ArgumentHelp(
      "Perturbations of each list's top hypothesis at each strength.", valueName: "count"))
  var repetitions = 3

  @Option(
    help: ArgumentHelp(
      "Perturbations of all hypotheses of each list at each strength: every one has a whole list to "
        + "score.", valueName: "count"))
  var listRepetitions = 1

  @Option(help: ArgumentHelp("Use at most so many hypotheses of a list.", valueName: "count"))
  var listLimit = 20

  @Option(
    help: ArgumentHelp(
      "First-pass language costs of changed texts: kept, or recomputed with an n-gram of the "
        + "bundled training texts.", valueName: "kept|recomputed"))
  var languageCosts = LanguageCostTreatment.kept

  @Option(help: ArgumentHelp("Bootstrap resamples behind each interval.", valueName: "count"))
  var resamples = 2_000

  @Option(
    help: ArgumentHelp("Lists that each property examines for each model.", valueName: "count"))
  var propertyCases = 100

  @Option(
    help: ArgumentHelp(
      "Failures to shrink for each property, model and corpus.", valueName: "count"))
  var counterexamples = 1

  @Option(
    help: ArgumentHelp(
      "Corpora after the first: brief (clean lists, the 1-best perturbed, homophones told apart), or "
        + "whole, like the first.", valueName: "brief|whole"))
  var otherCorpora = CorpusDepth.brief

  func validate() throws {
    for (name, count) in [
      ("repetitions", repetitions), ("list-repetitions", listRepetitions),
      ("list-limit", listLimit), ("resamples", resamples),
      ("property-cases", propertyCases),
    ] where count < 1 {
      throw ValidationError("--\(name): expected at least 1, found \(count)")
    }
    if counterexamples < 0 {
      throw ValidationError("--counterexamples: expected at least 0, found \(counterexamples)")
    }
  }
}
