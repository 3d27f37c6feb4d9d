import ArgumentParser
import Counterexamples
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns

/// What smaller lists must keep, and how they are looked for.
struct ShrinkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Report only lists on which the property holds for this other model.",
      valueName: "model"),
    completion: Completions.models)
  var holdsWith: String?

  @Option(
    help: ArgumentHelp(
      "Also keep the smallest list that fails by at least this share of the worst margin; 0 keeps none.",
      valueName: "share"))
  var keepMargin = 0.5

  @Option(
    help: ArgumentHelp(
      "Number of smaller lists to judge at a time; the result doesn't depend on it.",
      valueName: "count"))
  var batch = 8

  @Option(
    help: ArgumentHelp(
      "Largest number of lists to judge when finding out which parts of a smallest list may be anything; "
        + "0 skips this.",
      valueName: "count"))
  var explain = ExplanationLimits.standardExecutions

  func validate() throws {
    try CountBounds.check("--explain", explain, atLeast: 0)
    if !(0...1).contains(keepMargin) {
      throw ValidationError("--keep-margin: expected a share from 0 to 1, found \(keepMargin)")
    }
    try CountBounds.check("--batch", batch, atMost: CountBounds.mostHeld)
  }

  /// A check of `secondPass` that shrinks so.
  ///
  /// - Parameter texts: ordinary ones to vary the parts of smallest lists with.
  func check(
    _ secondPass: SecondPass, against contrast: SecondPass?, counterexamples: Int,
    executions: Int = 2_000, texts: [String] = [], threads: Int = 1
  ) -> PropertyCheck {
    PropertyCheck(
      secondPass: secondPass, contrast: contrast, counterexamples: counterexamples,
      limits: ShrinkLimits(maximumExecutions: executions, batchSize: batch),
      keptMargin: keepMargin > 0 ? keepMargin : nil, explanationExecutions: explain,
      explanationTexts: texts, threads: threads)
  }
}
