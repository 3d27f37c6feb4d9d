import RobustnessReports

/// Shares as the tables of the command line show them.
enum Percent {
  /// 0.1234 is "12.34%".
  static func text(_ share: Double) -> String { FigureFormat.percent(share, digits: 2) }
}
