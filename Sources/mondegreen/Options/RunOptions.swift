public import ArgumentParser
import Perturbations
import Robustness
public import RobustnessRuns

extension CorpusDepth: ExpressibleByArgument {}

/// How thoroughly a run perturbs and measures.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Seed for all random choices.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Number of random draws per list and strength when only one hypothesis is perturbed.",
      valueName: "count"))
  var draws = 3

  @Option(
    name: .customLong("n-best-draws"),
    help: ArgumentHelp(
      "Number of random draws per list and strength when all hypotheses are perturbed, each with a whole "
        + "list to score.", valueName: "count"))
  var nBestDraws = 1

  @Option(
    help: ArgumentHelp("Use only the first <count> hypotheses of each list.", valueName: "count"))
  var listLimit = 20

  @Option(
    help: ArgumentHelp(
      "Number of bootstrap resamples per interval; below 20 utterances or clusters the jackknife is used.",
      valueName: "count"))
  var resamples = 2_000

  @Option(
    help: ArgumentHelp("Number of lists checked per property and model.", valueName: "count"))
  var cases = 100

  @Option(
    help: ArgumentHelp(
      "Number of failures to shrink per property, model and corpus.", valueName: "count"))
  var counterexamples = 1

  @Option(
    help: ArgumentHelp(
      "How thoroughly corpora after the first are examined: brief covers clean lists, perturbations (of the top "
        + "hypothesis alone if a kind has that scope) and homophone discrimination.",
      valueName: "depth"))
  var otherCorpora = CorpusDepth.brief

  func validate() throws {
    for (name, count) in [
      ("draws", draws), ("n-best-draws", nBestDraws), ("list-limit", listLimit),
      ("resamples", resamples),
    ] {
      try CountBounds.check("--\(name)", count, atMost: CountBounds.mostHeld)
    }
    try CountBounds.check("--cases", cases)
    try CountBounds.check(
      "--counterexamples", counterexamples, atLeast: 0, atMost: CountBounds.mostHeld)
  }
}
