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
      "Words or phrases to change in each hypothesis, one or several strengths: 1,2,3 or 10%,25%.",
      valueName: "strength,…"))
  var strength = StrengthList([.words(1), .words(2), .words(3)])

  @Option(
    help: ArgumentHelp(
      "Draws of each list at each strength where the top hypothesis alone is perturbed.",
      valueName: "count"))
  var draws = 3

  @Option(
    name: .customLong("n-best-draws"),
    help: ArgumentHelp(
      "Draws of each list at each strength where all hypotheses are perturbed: each has a whole list "
        + "to score.", valueName: "count"))
  var nBestDraws = 1

  @Option(
    help: ArgumentHelp("Use only the first <count> hypotheses of each list.", valueName: "count"))
  var listLimit = 20

  @Option(
    help: ArgumentHelp(
      "Bootstrap resamples behind each interval, from 20 utterances or clusters on.",
      valueName: "count"))
  var resamples = 2_000

  @Option(
    help: ArgumentHelp("Number of lists checked per property and model.", valueName: "count"))
  var cases = 100

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
      ("draws", draws), ("n-best-draws", nBestDraws),
      ("list-limit", listLimit), ("resamples", resamples),
      ("cases", cases),
    ] where count < 1 {
      throw ValidationError("--\(name): expected at least 1, found \(count)")
    }
    if counterexamples < 0 {
      throw ValidationError("--counterexamples: expected at least 0, found \(counterexamples)")
    }
  }
}
