extension Experiment {
  private static let perturbed = ["--harden", "1", "--harden-with", "homophones"]

  /// Does it help to train on perturbed lists, also under perturbations that training never saw, and what does it cost
  /// on clean lists?
  static let hardening = Experiment(
    name: "hardening", title: "Training on perturbed lists",
    source: nil,
    methods: [
      .full(summary: "everything trains, on the lists as they are"),
      .full(
        name: "hardened",
        summary: "the same with a plausibly perturbed copy of each list; errors count by scope",
        perturbed + ["--harden-errors", "by-scope"]),
      .full(
        name: "hardened-heard",
        summary: "the same, but the errors of the perturbed texts count (as heard)",
        perturbed + ["--harden-errors", "as-heard"]),
    ], seeds: 3, training: messaging, corpora: ["messaging-test", "narrative-test"],
    report: [
      "--strength", "2", "--perturbation", "homophones", "--perturbation", "near-homophones",
      "--perturbation", "junctures", "--perturbation", "word-drops", "--other-corpora", "brief",
      "--counterexamples", "0", "--seed", "2",
    ],
    contrasts: ["hardened", "hardened-heard"].flatMap { method in
      ["homophones, 1-best, 2", "homophones, n-best, 2"].map { (method, "full", $0) }
    },
    margins: [("hardened", "full"), ("hardened-heard", "full")], published: [])
}
