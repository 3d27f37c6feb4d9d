import Perturbations
import Robustness
import RobustnessReports
import RobustnessRuns
import Testing

@Suite struct `What is said of who leads` {
  private static func text(
    _ contrasts: [Contrast], by measure: Contrast.Measure = .wer
  ) -> String {
    let lead = Lead(
      measure: measure, condition: nil, counting: nil, leader: "lora", contrasts: contrasts)
    return LeadSentence(lead: lead, record: SampleRecord.make()).text
  }

  private static func contrast(
    _ against: String, _ difference: Double, spread: Double = 0.006, p: Double,
    _ measure: Contrast.Measure = .wer
  ) -> Contrast {
    SampleMeasures.contrast(by: measure, "lora", against, difference, spread: spread, p: p)
  }

  @Test func `is a superlative where every contrast holds after Holm's correction`() {
    let text = Self.text([
      Self.contrast("full-fine-tune", -0.012, p: 0.03), Self.contrast("first-pass", -0.03, p: 0.01),
    ])
    #expect(
      text
        == "lora selects best: the closest is full-fine-tune, 1.2 points [0.6, 1.8], p 0.030; every "
        + "contrast holds after Holm's correction.")
  }

  @Test func `is no superlative where one contrast does not hold`() {
    let text = Self.text([
      Self.contrast("full-fine-tune", -0.000_3, p: 0.9),
      Self.contrast("first-pass", -0.03, p: 0.01),
    ])
    #expect(
      text
        == "lora is ahead of full-fine-tune by 0.03 points [−0.6, 0.6]: no difference shown. It is "
        + "shown to be ahead of the first pass.")
  }

  /// An interval of its own leaves out 0, but there were many pairs.
  @Test func `needs Holm's correction, not the contrast's own interval`() {
    let text = Self.text([
      Self.contrast("full-fine-tune", -0.012, p: 0.06), Self.contrast("frozen", -0.013, p: 0.055),
    ])
    #expect(
      text
        == "lora is ahead of full-fine-tune by 1.2 points [0.6, 1.8]: no difference shown after Holm's "
        + "correction, and none from frozen (1.3 points [0.7, 1.9]).")
  }

  @Test func `says what would have been detected where no difference is shown`() {
    let closest = SampleMeasures.contrast(
      "lora", "full-fine-tune", -0.000_3, p: 0.9, detectable: 0.009)
    let shown = SampleMeasures.contrast("lora", "first-pass", -0.03, p: 0.01, detectable: 0.008)
    #expect(
      Self.text([closest, shown])
        == "lora is ahead of full-fine-tune by 0.03 points [−0.6, 0.6]: no difference shown; a difference "
        + "of 0.9 points would have been detected with 80% power. It is shown to be ahead of the first "
        + "pass.")
    let other = Self.contrast("frozen", -0.001, p: 0.8)
    #expect(
      Self.text([closest, other])
        == "lora is ahead of full-fine-tune by 0.03 points [−0.6, 0.6]: no difference shown, and none "
        + "from frozen (0.1 points [−0.5, 0.7]); against full-fine-tune, a difference of 0.9 points would have "
        + "been detected with 80% power.")
    #expect(
      Self.text([shown]) == "lora is ahead of the first pass by 3.0 points [2.4, 3.6], p 0.010.")
  }

  @Test func `is a comparison where there are only two`() {
    let text = Self.text([Self.contrast("first-pass", -0.03, p: 0.01)])
    #expect(text == "lora is ahead of the first pass by 3.0 points [2.4, 3.6], p 0.010.")
  }

  @Test func `is level where both make as many errors`() {
    let text = Self.text([Self.contrast("frozen", 0, spread: 0, p: 1)])
    #expect(text == "lora is level with frozen: no difference shown.")
  }

  @Test func `has no interval where all resamples agree`() {
    let text = Self.text([Self.contrast("first-pass", -0.25, spread: 0, p: 1)])
    #expect(
      text
        == "lora is ahead of the first pass by 25.0 points [no interval]: no difference shown.")
  }

  @Test func `of skill kept is a plain number`() {
    let text = Self.text(
      [Self.contrast("frozen", 0.03, spread: 0.09, p: 0.5, .skillKept)], by: .skillKept)
    #expect(
      text == "lora is ahead of frozen in skill kept by 0.03 [−0.06, 0.12]: no difference shown.")
  }

  /// Three rescorers take part, of which two or three have skill to keep.
  @Test func `of skill kept names those that have any`() {
    let contrasts = ["frozen", "full-fine-tune"].map {
      Self.contrast($0, 0.2, spread: 0.09, p: 0.01, .skillKept)
    }
    #expect(
      Self.text(contrasts, by: .skillKept).hasPrefix(
        "lora keeps the largest share of its skill: the closest is frozen, 0.20 [0.11, 0.29], p 0.010"
      ))
    #expect(
      Self.text(Array(contrasts.prefix(1)), by: .skillKept).hasPrefix(
        "lora is ahead of frozen in skill kept by 0.20 [0.11, 0.29], p 0.010"))
  }
}
