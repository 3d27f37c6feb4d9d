/// One way to adapt the rescorer in an experiment, trained with several seeds.
struct ExperimentMethod {
  /// As in tables: "dynamic".
  let name: String
  /// What it is, in a sentence's part.
  let summary: String
  /// Its own options of `train`.
  let options: [String]
  /// Optimizer steps at most.
  let steps: Int
  /// Steps over which the learning rate falls at the end.
  let decay: Int
  /// How many seeds, where they are not as many as the experiment's.
  var seeds: Int?
  /// Values of λ, the weight of the correlation loss, of which development lists choose one.
  var correlations: [Double] = []

  /// Full fine-tuning, with options besides.
  static func full(
    name: String = "full", summary: String = "everything trains", _ options: [String] = []
  ) -> ExperimentMethod {
    ExperimentMethod(
      name: name, summary: summary,
      options: ["--variant", "full", "--learning-rate", "5e-4"] + options, steps: 1000, decay: 500)
  }

  /// A method's training with one seed.
  struct Training {
    /// "dynamic-3"
    let name: String
    let summary: String
    /// All options of `train` but the folders.
    let options: [String]
  }

  /// - Parameters:
  ///   - correlation: λ, where it was chosen or is being tried.
  ///   - shortened: trains a few steps only, to see that everything works.
  func training(
    seed: Int, correlation: Double? = nil, suffix: String = "", shortened: Bool
  ) -> Training {
    let length =
      shortened
      ? ["--steps", "2", "--decay", "1", "--warm-up", "1", "--evaluate-every", "2", "--lists", "2"]
      : [
        "--steps", "\(steps)", "--decay", "\(decay)", "--warm-up", "50", "--evaluate-every", "100",
        "--lists", "16",
      ]
    return Training(
      name: "\(name)\(suffix)-\(seed)", summary: "\(summary), seed \(seed)",
      options: options + length
        + (correlation.map { ["--correlation", "\($0)"] } ?? []) + ["--seed", "\(seed)"])
  }
}
