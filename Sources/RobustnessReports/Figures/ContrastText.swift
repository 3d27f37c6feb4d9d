import Robustness
import RobustnessRuns

/// A contrast as it stands in a table: "WER −5.2 pts", "skill +0.26".
enum ContrastText {
  static func name(_ measure: GroupContrast.Measure) -> String {
    switch measure {
    case .wer: "WER"
    case .skill: "skill"
    case .skillKept: "kept"
    case .nprr: "NPRR"
    }
  }

  /// The name of a measure in tables for programs.
  static func plainName(_ measure: GroupContrast.Measure) -> String {
    switch measure {
    case .wer: "wer"
    case .skill: "skill"
    case .skillKept: "skill kept"
    case .nprr: "nprr"
    }
  }

  /// The difference in the unit of the measure, as in "−5.2 pts" or "+0.26".
  static func value(_ measure: GroupContrast.Measure, _ difference: Estimate) -> String {
    let text =
      isInPoints(measure)
      ? FigureFormat.points(difference.value) + " pts"
      : FigureFormat.decimal(difference.value, digits: 2)
    let sign = difference.value > 0 && text.contains { "123456789".contains($0) } ? "+" : ""
    return sign + text
  }

  static func interval(_ measure: GroupContrast.Measure, _ difference: Estimate) -> String {
    isInPoints(measure)
      ? FigureFormat.pointsInterval(difference) : FigureFormat.numberInterval(difference)
  }

  /// Whether differences are given in percentage points.
  private static func isInPoints(_ measure: GroupContrast.Measure) -> Bool {
    switch measure {
    case .wer, .nprr: true
    case .skill, .skillKept: false
    }
  }
}

/// The same of single models.
extension ContrastText {
  static func name(_ measure: Contrast.Measure) -> String { name(GroupContrast.Measure(measure)) }

  static func figure(_ measure: Contrast.Measure, _ difference: Estimate) -> String {
    "\(name(measure)) \(value(GroupContrast.Measure(measure), difference))"
  }

  static func interval(_ measure: Contrast.Measure, _ difference: Estimate) -> String {
    interval(GroupContrast.Measure(measure), difference)
  }
}
