import Robustness
import RobustnessRuns

/// A contrast as it stands in a table: "WER −5.2 pts", "skill +0.26".
enum ContrastText {
  static func name(_ measure: Contrast.Measure) -> String {
    switch measure {
    case .wer: "WER"
    case .skill: "skill"
    case .skillKept: "kept"
    }
  }

  static func figure(_ measure: Contrast.Measure, _ difference: Estimate) -> String {
    let text =
      switch measure {
      case .wer: FigureFormat.points(difference.value) + " pts"
      case .skill, .skillKept: FigureFormat.decimal(difference.value, digits: 2)
      }
    let sign = difference.value > 0 && text.contains { "123456789".contains($0) } ? "+" : ""
    return "\(name(measure)) \(sign)\(text)"
  }

  static func interval(_ measure: Contrast.Measure, _ difference: Estimate) -> String {
    switch measure {
    case .wer: FigureFormat.pointsInterval(difference)
    case .skill, .skillKept: FigureFormat.numberInterval(difference)
    }
  }
}
