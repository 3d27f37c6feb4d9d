import AdapterEngine
import Artifacts
import Counterexamples
import Foundation
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessReports

/// Fixtures as the command line names them.
enum FixtureArguments {
  /// The fixture at `path`, or all in the folder there.
  static func read(_ path: String) throws -> [Counterexample] {
    isFolder(path)
      ? try Counterexample.all(in: path) : [try Counterexample(contentsOf: path)]
  }

  /// Writes the fixtures at `paths` anew, each where it lies; reading has migrated them.
  static func migrate(_ paths: [String]) throws {
    for path in paths {
      let fixtures = try read(path)
      let folder = isFolder(path) ? path : (path as NSString).deletingLastPathComponent
      for fixture in fixtures {
        try fixture.write(toFolder: folder.isEmpty ? "." : folder)
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}

/// The models that fixtures name, each opened once.
struct FixtureModels {
  /// Takes the place of all that are judged.
  let override: String?
  /// Of the engine's own models.
  let precision: ProductPrecision
  private var opened: [String: any RescoringModel] = [:]

  init(override: String?, precision: ProductPrecision) {
    self.override = override
    self.precision = precision
  }

  /// The model to judge.
  mutating func model(for fixture: Counterexample) throws -> any RescoringModel {
    try model(named: override ?? fixture.model.name)
  }

  /// The model that the property holds for, if the fixture names one.
  mutating func contrast(for fixture: Counterexample) throws -> (any RescoringModel)? {
    try fixture.contrast.map { try model(named: $0.model.name) }
  }

  private mutating func model(named name: String) throws -> any RescoringModel {
    if let known = opened[name] { return known }
    let model = try ModelCatalog(weights: nil, precision: precision)
      .secondPass(name).model
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
    let edit =
      replay.sourceEdits.isEmpty
      ? "" : replay.sourceEdits.map(\.description).joined(separator: ", ") + ": "
    let domain = edit.isEmpty ? "" : edit + "still in the domain; "
    switch replay.verdict {
    case .noLongerInDomain(let reason):
      isAsRecorded = false
      text =
        edit + "no longer in the domain: \(reason); "
        + (replay.outcome.isFailure ? "fails, " : "holds, ") + note
    case .passes:
      isAsRecorded = false
      text = domain + "the property holds now, \(note)"
    case .stillFails:
      if let held = replay.contrast, held.isFailure, let contrast = fixture.contrast {
        isAsRecorded = false
        text = domain + "fails with \(contrast.model.name) now, too, \(note)"
        return
      }
      let distance = fixture.margin.map { abs($0 - replay.outcome.margin) } ?? 0
      isAsRecorded = !replay.isSameModel || distance <= tolerance
      text =
        domain + (isAsRecorded ? "still fails, " : "fails by another margin, ") + note
        + (replay.isSameModel ? "" : " (other weights)")
    }
  }
}
