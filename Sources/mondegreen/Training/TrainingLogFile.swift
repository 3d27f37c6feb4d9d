import Artifacts
import Foundation
import RobustnessReports

/// A training's `log.jsonl`: one entry a line.
enum TrainingLogFile {
  private struct Entry: Decodable {
    struct Measurement: Decodable {
      let errors: Int
      let referenceWords: Int
    }

    let step: Int
    let loss: Double
    let dev: Measurement?
  }

  /// Reads a log; the run is called after its folder.
  ///
  /// - Throws: ``CommandFailure`` naming the line that is no entry.
  static func read(_ path: String) throws -> TrainingCurves.Run {
    var losses: [TrainingCurves.Point] = []
    var rates: [TrainingCurves.Point] = []
    let lines = try ArtifactFile.contents(of: path).split(
      separator: 0x0A, omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.isEmpty {
      guard let entry = try? JSONDecoder().decode(Entry.self, from: line) else {
        throw CommandFailure(
          .badData, "\(path):\(number + 1): expected a training's entry with step and loss")
      }
      losses.append(TrainingCurves.Point(step: entry.step, value: entry.loss))
      if let dev = entry.dev {
        rates.append(
          TrainingCurves.Point(
            step: entry.step, value: Double(dev.errors) / Double(max(1, dev.referenceWords))))
      }
    }
    guard !losses.isEmpty else {
      throw CommandFailure(.badData, "\(path): expected entries of a training, found none")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent
    return TrainingCurves.Run(name: folder, losses: losses, errorRates: rates)
  }
}
