import Counterexamples
import Foundation
import Perturbations
import Robustness
import RobustnessRuns

/// The fixtures in the folder into which `check` writes them: judged first, so that a bug that was found once is
/// looked for before anything is drawn.
struct KeptFixtures {
  private var judged: [KeptFixture] = []
  /// Fixtures that can't be judged here, and why.
  private var others: [(id: String, reason: String)] = []

  static let none = KeptFixtures()

  private init() {}

  /// Judges those that break one of the properties that are examined; a folder that is not there yet has none.
  ///
  /// - Throws: ``FixtureError`` for a file that is no fixture.
  init(
    in folder: String, of properties: [any RobustnessProperty], under models: [SecondPass],
    _ lexicon: LexiconOptions, _ language: LanguageChoice, confusionModel: String?,
    firstPassLM: String?
  ) throws {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    let files: [String]
    do throws(FixtureError) {
      files = try Counterexample.files(in: folder)
    } catch {
      // An empty folder waits for its first.
      if case .noFixtures = error { return }
      throw error
    }
    var kits = FixtureKits(
      lexicon: lexicon, language: language, confusionModel: confusionModel, firstPassLM: firstPassLM
    )
    for path in files {
      let fixture = try Counterexample(contentsOf: path)
      guard properties.contains(where: { $0.id == fixture.property }) else { continue }
      do {
        let kit = try kits.kit(for: fixture)
        for model in models {
          judged.append(
            try KeptFixture(fixture, properties: properties, kit: kit, under: model))
        }
      } catch let error as FixtureError {
        others.append((fixture.id, UnjudgedFixture(error).reason))
      } catch let error as UnjudgedFixture {
        others.append((fixture.id, error.reason))
      }
    }
  }

  /// How many of a property and a model fail again.
  func failures(of property: String, _ model: String) -> Int {
    judged.count { $0.isFailure && $0.property == property && $0.model == model }
  }

  /// For the report of test cases: a name, a model, and what is wrong; nil for what holds.
  var tests: [(model: String, name: String, failure: String?)] {
    judged.compactMap { fixture in
      switch fixture.verdict {
      case .fails(let note): (fixture.model, fixture.id, note)
      case .holds: (fixture.model, fixture.id, nil)
      case .saysNothing: nil
      }
    }
  }

  /// "saved fixtures, judged first: 7; 2 fail again", and a line more for each that does not hold; nil if there are
  /// none.
  var text: String? {
    guard !judged.isEmpty || !others.isEmpty else { return nil }
    var lines: [String] = []
    for fixture in judged {
      let name = "\(fixture.id) (\(fixture.model))"
      switch fixture.verdict {
      case .holds: continue
      case .fails(let note): lines.append("FAILS again: \(name): \(note)")
      case .saysNothing(let reason): lines.append("not counted: \(name): \(reason)")
      }
    }
    lines += others.map { "can't be judged here: \($0.id): \($0.reason)" }
    let failing = judged.count(where: \.isFailure)
    let head =
      "saved fixtures, judged first: \(judged.count); \(failing) \(failing == 1 ? "fails" : "fail") again"
    return ([head] + lines.map { "  " + Terminal.printable($0) }).joined(separator: "\n")
  }
}
