import RobustnessReports
import RobustnessRuns
import Testing

@Suite struct HeadlineTests {
  @Test func `answers name the best model and its interval`() throws {
    let answers = Headline(SampleRecord.make()).answers
    let clean = try #require(answers.first)
    #expect(
      clean.text.hasPrefix(
        "lora selects best. The WER of lora is 14.9%, the first pass's 17.5%: a relative"))
    #expect(clean.text.contains("+10.9% to +19.1%"))
  }

  @Test func `an interval around zero is said to include zero`() throws {
    let text = Headline(SampleRecord.make()).answers.map(\.text).joined(separator: " ")
    #expect(text.contains("full-fine-tune −3.0% against frozen (−7.1% to +1.1%, includes zero)"))
  }

  @Test func `a record without corpora has nothing to say`() {
    let sample = SampleRecord.make()
    let empty = RunRecord(
      provenance: sample.provenance, models: sample.models, corpora: [], counterexamples: [])
    #expect(Headline(empty).answers.isEmpty)
    #expect(RobustnessReport(empty).html.contains("The record holds no corpus."))
  }
}
