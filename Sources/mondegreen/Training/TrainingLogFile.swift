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
    /// What all development lists gave together.
    let dev: Measurement?

    private enum CodingKeys: CodingKey { case step, loss, dev }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      step = try values.decode(Int.self, forKey: .step)
      loss = try values.decode(Double.self, forKey: .loss)
      // Logs of earlier versions have one measurement without a list around it.
      if let one = try? values.decodeIfPresent(Measurement.self, forKey: .dev) {
        dev = one
      } else {
        let all = try values.decodeIfPresent([Measurement].self, forKey: .dev) ?? []
        dev =
          all.isEmpty
          ? nil
          : Measurement(
            errors: all.reduce(0) { $0 + $1.errors },
            referenceWords: all.reduce(0) { $0 + $1.referenceWords })
      }
    }
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
