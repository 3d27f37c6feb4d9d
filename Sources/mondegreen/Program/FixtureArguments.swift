import AdapterEngine
import Artifacts
import Counterexamples
import Foundation
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessReports

/// Fixtures as the command line names them: files, or folders of them.
struct FixtureArguments {
  /// Those that are in order, with their files.
  private(set) var fixtures: [(path: String, fixture: Counterexample)] = []
  /// What is wrong with the others.
  private(set) var faults: [FixtureError] = []

  init(_ arguments: [String]) {
    for argument in arguments {
      do throws(FixtureError) {
        for path in Self.isFolder(argument) ? try Counterexample.files(in: argument) : [argument] {
          read(path)
        }
      } catch {
        faults.append(error)
      }
    }
  }

  private mutating func read(_ path: String) {
    do throws(FixtureError) {
      fixtures.append((path, try Counterexample(contentsOf: path)))
    } catch {
      faults.append(error)
    }
  }

  /// Writes each fixture anew where it lies; reading has migrated it.
  func migrate() throws {
    for (path, fixture) in fixtures { try fixture.write(to: path) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}

/// Why a fixture that is in order can't be judged with what is available, and what to do about it.
struct UnjudgedFixture: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }

  init(_ error: FixtureError) {
    let remedy =
      switch error {
      case .perturbation(.missingPart(_, _)): "; name it with --confusion-model"
      case .file, .malformedFixture, .unsupportedFixture, .noFixtures, .unknownProperty,
        .unknownPerturbation, .perturbation, .rescoring:
        ""
      }
    reason = error.description + remedy
  }
}

/// The models that fixtures name, each opened once.
struct FixtureModels {
  /// Takes the place of all that are judged.
  let override: String?
  /// The precision of the engine's own models.
  let precision: ProductPrecision
  /// How long a program may take for an answer.
  let timeLimit: Duration
  private var opened: [String: any RescoringModel] = [:]

  init(override: String?, precision: ProductPrecision, timeLimit: Duration) {
    self.override = override
    self.precision = precision
    self.timeLimit = timeLimit
  }

  /// The model to judge.
  ///
  /// - Throws: ``UnjudgedFixture`` where the fixture names a model that can't be had.
  mutating func model(for fixture: Counterexample) throws -> any RescoringModel {
    if let override { return try model(named: override) }
    let name = fixture.model.name
    return try recorded(name, "it was made with the model \"\(name)\"; give it with --model")
  }

  /// The model that the property holds for, if the fixture names one.
  ///
  /// - Throws: ``UnjudgedFixture`` where that model can't be had.
  mutating func contrast(for fixture: Counterexample) throws -> (any RescoringModel)? {
    guard let name = fixture.contrast?.model.name else { return nil }
    return try recorded(
      name,
      "it was compared with the model \"\(name)\", which is not available here; replay it in the test suite "
        + "that has that model")
  }

  /// A model that a file names. A file must not start programs, so none that is one.
  private mutating func recorded(_ name: String, _ remedy: String) throws -> any RescoringModel {
    guard ModelCatalog.process(name) == nil else { throw UnjudgedFixture(remedy) }
    do {
      return try model(named: name)
    } catch let error as CommandFailure {
      throw UnjudgedFixture(error.status == .missingInput ? remedy : error.message ?? remedy)
    } catch {
      throw UnjudgedFixture("\(error): \(remedy)")
    }
  }

  private mutating func model(named name: String) throws -> any RescoringModel {
    if let known = opened[name] { return known }
    let model = try ModelCatalog(weights: nil, precision: precision, timeLimit: timeLimit)
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
    let margin = "margin \(MarginText.text(replay.outcome.margin))"
    let recorded = fixture.margin.map { "recorded \(MarginText.text($0))" }
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
        text = domain + "now fails with \(contrast.model.name) as well, \(note)"
        return
      }
      let distance = fixture.margin.map { abs($0 - replay.outcome.margin) } ?? 0
      isAsRecorded = !replay.isSameModel || distance <= tolerance
      text =
        domain + (isAsRecorded ? "still fails, " : "fails with another margin, ") + note
        + (replay.isSameModel ? "" : " (other weights)")
    }
  }
}
