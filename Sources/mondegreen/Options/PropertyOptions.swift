import ArgumentParser
import Perturbations
import Robustness
import Transcripts

/// Which properties a command examines.
struct PropertyOptions: ParsableArguments {
  /// They allow no failure.
  static let contracts = [
    "finite-costs", "repeatability", "order-invariance", "batch-invariance",
    "duplicate-consistency",
    "every-word-counts", "cost-range",
  ]

  /// They may fail in a share of the cases.
  static let rates = [
    "rank-stability", "no-harm", "no-worse-than-first-pass", "skill-short-texts",
    "skill-long-texts", "homophone-discrimination", "length-balance", "text-form-invariance",
    "form-stability", "word-order", "empty-text",
  ]

  @Option(
    name: .customLong("property"),
    help: ArgumentHelp(
      "Property to examine, repeatable. Contracts: \(contracts.joined(separator: ", ")). Rates: "
        + "\(rates.joined(separator: ", ")). (default: all; in a report, rank-stability and the "
        + "invariances)", valueName: "id"),
    completion: .list(contracts + rates))
  var ids: [String] = []

  /// Those that compare with what was said.
  private static let referenced = [
    "no-harm", "no-worse-than-first-pass", "skill-short-texts", "skill-long-texts",
    "homophone-discrimination", "length-balance",
  ]

  /// The properties named, or all; on a corpus without references all that need none, which is said.
  ///
  /// - Throws: a ``CommandFailure`` for a named property that needs references that are missing.
  func properties(
    _ kit: PerturbationKit, under perturbation: any Perturbation, on corpus: Corpus
  ) throws -> [any RobustnessProperty] {
    let examined = try properties(kit, under: perturbation)
    guard corpus.survey.unreferenced.count > 0 else { return examined }
    let needy = examined.map(\.id).filter(Self.referenced.contains)
    guard ids.isEmpty || needy.isEmpty else {
      throw CommandFailure(
        .badData,
        "\(corpus.name): expected references for \(needy.joined(separator: ", ")), found none for "
          + "\(corpus.survey.unreferenced.count) of \(corpus.survey.utterances) utterances; give them with "
          + "--references FILE")
    }
    if !needy.isEmpty {
      Terminal.complain(
        "\(corpus.name): not examined without references: \(needy.joined(separator: ", "))")
    }
    return examined.filter { !Self.referenced.contains($0.id) }
  }

  /// The properties named, or all, with rank stability under `perturbation`.
  func properties(
    _ kit: PerturbationKit, under perturbation: any Perturbation
  ) throws -> [any RobustnessProperty] {
    let all = RobustnessProperties.all(under: perturbation, candidates: kit.homophoneCandidates)
    guard !ids.isEmpty else { return all }
    return try ids.map { id in
      guard let property = all.first(where: { $0.id == id }) else {
        let known = all.map(\.id)
        throw CommandFailure(
          .badUsage,
          "--property: expected one of \(known.joined(separator: ", ")), found \"\(id)\""
            + Suggestions.question(id, in: known))
      }
      return property
    }
  }
}
