import RobustnessReports
import RobustnessRuns
import Testing

@Suite struct HeadlineTests {
  @Test func `answers name the best model and its interval`() throws {
    let answers = Headline(SampleRecord.make()).answers
    let clean = try #require(answers.first)
    #expect(
      clean.text.hasPrefix(
        "lora selects best: the closest is full-fine-tune, 0.9 points [0.3, 1.5], p 0.030; every "
          + "contrast holds after Holm's correction. The WER of lora is 14.9%, the first pass's 17.5%: "
          + "a relative"))
    #expect(clean.text.contains("+10.9% to +19.1%"))
  }

  @Test func `an interval around zero is said to include zero`() throws {
    let text = Headline(SampleRecord.make()).answers.map(\.text).joined(separator: " ")
    #expect(text.contains("full-fine-tune −3.0% against frozen (−7.1% to +1.1%, includes zero)"))
  }

  @Test func `robustness is WER and skill under perturbation, never NPRR`() throws {
    let answers = Headline(SampleRecord.make()).answers
    for (answer, first) in zip(answers[1...2], ["29.0%", "31.8%"]) {
      #expect(answer.text.contains("as heard, the first pass's WER is \(first)"))
      #expect(answer.text.contains("no choice could go below 10.1%"))
      #expect(
        answer.text.contains(
          "lora is ahead of full-fine-tune by 0.03 points [−0.6, 0.6]: no difference shown."))
      #expect(answer.text.contains("skill 0.71 [0.67, 0.75], skill kept 0.79 [0.70, 0.88]"))
    }
    let text = answers.map(\.text).joined(separator: " ")
    for word in ["suffers least", "overlap", "more errors", "NPRR"] {
      #expect(!text.contains(word), "\(word)")
    }
  }

  @Test func `failures are counted among the cases of the property that fails`() throws {
    let text = try #require(Headline(SampleRecord.make()).answers.last).text
    // By hand: 13, 12 and 11 of 100 cases each, on two corpora; order invariance holds in as many.
    #expect(
      text.hasPrefix(
        "Rank stability fails in 72 of 600 cases over all models. Order invariance holds in all 600."
      ))
  }

  @Test func `an older record calls no model the best`() throws {
    let answers = Headline(SampleRecord.make(isMeasured: false)).answers
    #expect(
      answers[0].text.hasPrefix(
        "This record has no paired contrasts, so no model is called the best. The WER of lora"))
    let text = answers.map(\.text).joined(separator: " ")
    #expect(!text.contains("selects best") && !text.contains("skill"))
  }

  @Test func `a record without corpora has nothing to say`() {
    let sample = SampleRecord.make()
    let empty = RunRecord(
      provenance: sample.provenance, models: sample.models, corpora: [], counterexamples: [])
    #expect(Headline(empty).answers.isEmpty)
    #expect(RobustnessReport(empty).html.contains("The record holds no corpus."))
  }
}
