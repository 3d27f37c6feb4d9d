/// An experiment with several seeds on the bundled models and corpora: a published one, repeated in this smaller
/// setting, or one of our own.
struct Experiment {
  /// The command's and the folders' name: "nprr".
  let name: String
  let title: String
  /// The paper, as in "arXiv 2401.10447"; nil for an experiment of our own.
  let source: String?
  let methods: [ExperimentMethod]
  let seeds: Int
  /// What every method trains on, and how, beside its own options.
  let training: [String]
  let corpora: [String]
  /// Options of `report`.
  let report: [String]
  /// Pairs of methods that are compared, and under which conditions, decided before anything is measured.
  let contrasts: [(method: String, against: String, condition: String)]
  /// Pairs of methods of which the first must not be worse than the second on clean lists, seed by seed.
  var margins: [(method: String, against: String)] = []
  /// What the paper says, for the page.
  let published: [PublishedFigure]

  /// What all methods train on: the messaging lists, and lists simulated from their references.
  static let messaging = [
    "--corpus", "messaging-train", "--simulations", "3", "--list-length", "8", "--dev",
    "messaging-dev", "--mwer", "1", "--oracle", "0.3", "--acoustic", "0.1", "--language-weight",
    "0.7", "--beta", "1", "--depth", "14", "--dropout", "0.1",
  ]

  /// By how many percentage points of clean WER a method may be worse at most that is held to ``margins``.
  static let margin = 0.5

  func method(_ name: String) -> ExperimentMethod? { methods.first { $0.name == name } }
}

/// A figure of a paper, in its own words.
struct PublishedFigure {
  let what: String
  let figure: String
}
