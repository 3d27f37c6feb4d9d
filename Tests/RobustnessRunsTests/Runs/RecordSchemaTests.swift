import Artifacts
import Foundation
import Perturbations
import RecordSchema
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing

@Suite(.enabled(if: RecordSchema.isAvailable, "needs python3 with jsonschema"))
struct `Records of runs and the schema` {
  private func faults(_ record: RunRecord) throws -> [String] {
    try RecordSchema.faults(in: CanonicalJSON.data(finite: record, .file))
  }

  @Test func `a run's record follows the schema`() throws {
    #expect(try faults(`Robustness runs`.shared.get()) == [])
  }

  /// A reason that no test comes upon would otherwise be missed.
  @Test func `the schema knows every reason why there is no figure`() throws {
    let schema = try String(contentsOfFile: RecordSchema.path, encoding: .utf8)
    for reason in UndefinedReason.allCases { #expect(schema.contains("\"\(reason.rawValue)\"")) }
    for reason in Estimate.NoInterval.allCases {
      #expect(schema.contains("\"\(reason.rawValue)\""))
    }
    for method in Estimate.Method.allCases {
      #expect(schema.contains("\"\(method.rawValue)\""))
    }
  }

  /// Every kind has a recipe of its own.
  @Test func `so does one of every kind of perturbation`() throws {
    let kinds = PerturbationKind.allCases.filter { $0 != .confusions }
    let run = try RobustnessRun(
      configuration: RunConfiguration(seed: 3, draws: 1, resamples: 50, propertyCases: 2),
      models: [SmallWorld.secondPass(SmallWorld.healthy)], corpora: [SmallWorld.corpus],
      perturbations: try SmallWorld.kit {
        $0.targets = .listed(["there"])
        $0.noise = .uniform(width: 2)
        $0.radius = 0.5
      }.perturbations(kinds, strengths: [.words(1), .share(0.5)]),
      properties: [], kit: try SmallWorld.kit())
    #expect(try faults(try `Robustness runs`.record(run)) == [])
  }
}
