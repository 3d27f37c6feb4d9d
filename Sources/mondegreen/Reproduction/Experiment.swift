/// A published experiment, repeated in the smaller setting of the bundled models and corpora.
struct Experiment {
  /// The command's and the folders' name: "nprr".
  let name: String
  let title: String
  /// The paper: "arXiv 2401.10447".
  let source: String
  let methods: [ExperimentMethod]
  let seeds: Int
  /// What every method trains on, and how, beside its own options.
  let training: [String]
  let corpora: [String]
  /// Options of `report`.
  let report: [String]
  /// Pairs of methods that are compared, and under which conditions, decided before anything is measured.
  let contrasts: [(method: String, against: String, condition: String)]
  /// What the paper says, for the page.
  let published: [PublishedFigure]
  /// Hours of two cores that it takes.
  let hours: String

  /// What all methods train on: the messaging lists, and lists simulated from their references.
  static let messaging = [
    "--corpus", "messaging-train", "--simulations", "3", "--list-length", "8", "--dev",
    "messaging-dev", "--mwer", "1", "--oracle", "0.3", "--acoustic", "0.1", "--language-weight",
    "0.7", "--beta", "1", "--depth", "14", "--dropout", "0.1",
  ]

  static let all = [nprr, lorb]

  func method(_ name: String) -> ExperimentMethod? { methods.first { $0.name == name } }
}

/// A figure of a paper, in its own words.
struct PublishedFigure {
  let what: String
  let figure: String
}
