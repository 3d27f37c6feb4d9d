import Foundation
import RobustnessReports
import Testing

struct TrainingCurvesTests {
  private func run(_ name: String, withErrors: Bool = true) -> TrainingCurves.Run {
    let points = (1...5).map {
      TrainingCurves.Point(step: 20 * $0, value: 1 / Double($0 * name.count))
    }
    return TrainingCurves.Run(
      name: name, losses: points, errorRates: withErrors ? [points[1], points[4]] : [])
  }

  @Test func `each run is a curve in each panel that has something to show`() throws {
    let both = TrainingCurves([run("full"), run("a < b")]).document()
    #expect(both.components(separatedBy: "<path").count == 1 + 4)
    #expect(both.contains("a &lt; b: 100 steps, loss 0.0400 at the end"))
    #expect(both.contains("at step 100"))
    #expect(XMLShape(both).isBalanced)
    let losses = TrainingCurves([run("full", withErrors: false)]).document()
    #expect(losses.components(separatedBy: "<path").count == 1 + 1)
    #expect(!losses.contains("WER on dev"))
  }

  @Test func `a run of one entry is no error`() {
    let one = TrainingCurves.Run(
      name: "x", losses: [TrainingCurves.Point(step: 1, value: -0.5)], errorRates: [])
    #expect(!TrainingCurves([one]).document().contains("nan"))
  }
}

/// Whether tags open and close in pairs.
private struct XMLShape {
  let isBalanced: Bool

  init(_ text: String) {
    var open: [Substring] = []
    var isBalanced = true
    for match in text.matches(of: /<(\/?)([a-z]+)[^>]*?(\/?)>/) {
      if match.3 == "/" { continue }
      if match.1.isEmpty {
        open.append(match.2)
      } else if open.popLast() != match.2 {
        isBalanced = false
      }
    }
    self.isBalanced = isBalanced && open.isEmpty
  }
}
