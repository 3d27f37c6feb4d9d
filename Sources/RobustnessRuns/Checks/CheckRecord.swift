import Artifacts
package import Foundation

/// What `check` found, as its JSON file has it: properties, causes and kept fixtures, model by model.
package struct CheckRecord: Encodable, Sendable {
  /// The version of this format.
  package static let currentVersion = 1

  let version = CheckRecord.currentVersion
  /// The corpus's name.
  let corpus: String
  let findings: [ModelFinding]
  let causes: [CauseGroup]
  /// Fixtures that were judged before anything was drawn.
  let fixtures: [Fixture]

  /// How one property fared with one model.
  struct ModelFinding: Encodable, Sendable {
    let model: String
    /// Whether no more cases fail than may.
    let passes: Bool
    let finding: PropertyFinding
  }

  struct Fixture: Encodable, Sendable {
    let id: String
    let model: String
    /// What is wrong with it; nil where it holds.
    let failure: String?
  }

  package init(
    corpus: String, findings: [(model: String, finding: PropertyFinding, passes: Bool)],
    fixtures: [(model: String, name: String, failure: String?)]
  ) {
    self.corpus = corpus
    self.findings = findings.map {
      ModelFinding(model: $0.model, passes: $0.passes, finding: $0.finding)
    }
    causes = CauseGroup.groups(of: findings.map { ($0.model, $0.finding) })
    self.fixtures = fixtures.map { Fixture(id: $0.name, model: $0.model, failure: $0.failure) }
  }

  /// The record as indented JSON with sorted keys.
  package var json: Data { CanonicalJSON.data(finite: self, .file) }
}
