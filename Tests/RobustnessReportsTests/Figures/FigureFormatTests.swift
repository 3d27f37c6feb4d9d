import Robustness
import RobustnessReports
import Testing

@Suite struct FigureFormatTests {
  @Test(arguments: [
    (0.1234, "12.3%"), (-0.1234, "−12.3%"), (-0.0001, "0.0%"), (0, "0.0%"), (1, "100.0%"),
  ])
  func `shares are per cents with one decimal`(share: Double, expected: String) {
    #expect(FigureFormat.percent(share) == expected)
  }

  @Test(arguments: [(0.1234, "+12.3%"), (-0.1234, "−12.3%"), (0.0001, "0.0%"), (-0.0001, "0.0%")])
  func `changes carry their sign unless they round to zero`(share: Double, expected: String) {
    #expect(FigureFormat.signedPercent(share) == expected)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (12_345_678, "12,345,678"), (-1234, "−1,234"),
  ])
  func `counts are grouped by three`(count: Int, expected: String) {
    #expect(FigureFormat.count(count) == expected)
  }

  @Test func `a difference without a ratio is marked`() {
    #expect(FigureFormat.change(0.0123, isRelative: false) == "+1.23 pts*")
    #expect(FigureFormat.change(0.0123, isRelative: true) == "+1.2%")
  }

  @Test(arguments: [(0.0312, "3.1"), (-0.0312, "−3.1"), (0.000_3, "0.03"), (0, "0.00")])
  func `points have a decimal, and a second where it would say nothing`(
    share: Double, expected: String
  ) {
    #expect(FigureFormat.points(share) == expected)
  }

  @Test func `one thing is no plural`() {
    #expect(FigureFormat.count(1, of: "utterance") == "1 utterance")
    #expect(FigureFormat.count(2_500, of: "utterance") == "2,500 utterances")
  }

  @Test func `an interval without width is none`() {
    let certain = Estimate(value: 0.25, lower: 0.25, upper: 0.25)
    #expect(FigureFormat.interval(certain) == "no interval")
    #expect(FigureFormat.signedInterval(certain) == "no interval")
    #expect(FigureFormat.number(.estimate(certain)) == "0.25 [no interval]")
    #expect(FigureFormat.number(.undefined(.noHeadroom)) == "–")
  }

  @Test func `small probabilities are bounded and not rounded to zero`() {
    #expect(FigureFormat.probability(0.0004) == "< 0.001")
    #expect(FigureFormat.probability(0.0412) == "0.041")
  }

  @Test func `lists of words read as English`() {
    #expect(Wording.list([]) == "")
    #expect(Wording.list(["a"]) == "a")
    #expect(Wording.list(["a", "b", "c"]) == "a, b and c")
  }
}
