import ArtifactFiles
import Foundation
import PropertyTesting
import Rescoring
import Robustness
import RobustnessReports

/// Fixtures as the command line names them.
enum FixtureArguments {
  /// The fixture at `path`, or all in the folder there.
  static func read(_ path: String) throws -> [Counterexample] {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder.boolValue
      ? try FixtureFolder.fixtures(in: path) : [try FixtureFolder.fixture(at: path)]
  }
}

/// The models that fixtures name, each opened once.
struct FixtureModels {
  /// Takes the place of all of them.
  let override: String?
  private var opened: [String: any RescoringModel] = [:]

  init(override: String?) {
    self.override = override
  }

  mutating func model(for fixture: Counterexample) throws -> any RescoringModel {
    let name = override ?? fixture.model.name
    if let known = opened[name] { return known }
    let model = try ModelCatalogue(tuningCorpus: nil).secondPass(name).model
    opened[name] = model
    return model
  }
}

/// Whether a fixture still does what it records.
struct ReplayVerdict {
  let isAsRecorded: Bool
  let text: String

  init(_ replay: FixtureReplay, fixture: Counterexample, tolerance: Double) {
    let margin = "margin \(FigureFormat.decimal(replay.outcome.margin, digits: 4))"
    let recorded = fixture.margin.map { "recorded \(FigureFormat.decimal($0, digits: 4))" }
    let note = [margin, recorded].compactMap(\.self).joined(separator: ", ")
    switch replay.verdict {
    case .outOfDomain(let expected, let found):
      isAsRecorded = replay.outcome.isFailure
      text =
        "made with lexicon \(expected.short), judged with \(found.short); "
        + (replay.outcome.isFailure ? "still fails, " : "holds now, ") + note
    case .passes:
      isAsRecorded = false
      text = "the property holds now, \(note)"
    case .stillFails:
      let distance = fixture.margin.map { abs($0 - replay.outcome.margin) } ?? 0
      isAsRecorded = !replay.isSameModel || distance <= tolerance
      text =
        (isAsRecorded ? "still fails, " : "fails by another margin, ") + note
        + (replay.isSameModel ? "" : " (other weights)")
    }
  }
}
