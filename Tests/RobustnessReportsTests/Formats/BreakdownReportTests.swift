import Foundation
import Perturbations
import Robustness
import RobustnessReports
import RobustnessRuns
import Testing
import Transcripts

/// Breakdowns in each of the report's files.
@Suite struct BreakdownReportTests {
  private static let condition = PerturbationCondition(
    perturbation: "homophones", scope: .nBest, strength: .words(2))

  private static func figures(_ model: String, isPair: Bool = false) -> BreakdownRecord.Figures {
    BreakdownRecord.Figures(
      model: model, lists: 12, utterances: 9, referenceWords: 100, errors: 31, cleanErrors: 19,
      wer: isPair ? nil : .estimate(Estimate(value: 0.31, lower: 0.25, upper: 0.38)),
      addedErrors: isPair ? nil : .estimate(Estimate(value: 0.12, lower: 0.07, upper: 0.18)))
  }

  private static func part(_ name: String, isPair: Bool = false) -> BreakdownRecord.Part {
    BreakdownRecord.Part(
      name: name, models: SampleRecord.names.map { figures($0, isPair: isPair) })
  }

  private static let breakdowns = [
    BreakdownRecord(
      by: .wordPair, condition: condition,
      parts: (1...7).map { part("pair\($0) → <other>|\($0)", isPair: true) }, omitted: 1_234,
      averages: BreakdownRecord.Averages(
        micro: SampleRecord.names.map { figures($0) },
        macro: SampleRecord.names.map {
          BreakdownRecord.Means(
            model: $0, pairs: 1_241, wer: 0.4, cleanWER: 0.3, addedErrors: 0.1)
        })),
    BreakdownRecord(
      by: .names, condition: condition, parts: [], reason: "no capitals, so names can't be told"),
    BreakdownRecord(by: .field, field: "voice", condition: condition, parts: [part("kal")]),
  ]

  private let record: RunRecord

  init() {
    let sample = SampleRecord.make()
    let main = sample.corpora[0]
    record = RunRecord(
      provenance: sample.provenance, models: sample.models,
      corpora: [
        CorpusRecord(
          name: main.name, digest: main.digest, utterances: main.utterances,
          hypotheses: main.hypotheses, referenceWords: main.referenceWords, oracle: main.oracle,
          cleanBaselines: main.cleanBaselines, perturbedBaselines: main.perturbedBaselines,
          contrasts: main.contrasts, leads: main.leads, coverage: main.coverage,
          models: main.models, breakdowns: Self.breakdowns)
      ] + sample.corpora.dropFirst(), counterexamples: sample.counterexamples)
  }

  @Test func `the record comes back with them, and an older one without`() throws {
    let back = try JSONDecoder().decode(RunRecord.self, from: RobustnessReport(record).json)
    #expect(back == record)
    let former = try JSONDecoder().decode(
      RunRecord.self, from: RobustnessReport(SampleRecord.make()).json)
    #expect(former.corpora.allSatisfy { $0.breakdowns == nil })
  }

  @Test func `Markdown has one short table`() throws {
    let text = RobustnessReport(record).markdown
    #expect(text.contains("### Where errors are added: homophones, N-best, two words\n"))
    #expect(text.contains("| pair1 → \\<other\\>\\|1 | 12 | +12.0 | +12.0 | +12.0 |"))
    #expect(!text.contains("pair6"))
    #expect(text.contains("| all word pairs, micro average | 12 | +12.0 \\[7.0, 18.0\\] |"))
    #expect(text.contains("| all word pairs, macro average | – | +10.0 |"))
    #expect(text.contains("| voice: kal | 12 | +12.0 \\[7.0, 18.0\\] |"))
    #expect(text.contains("By names replaced: No capitals, so names can't be told.\n"))
  }

  @Test func `the page keeps them closed, with all pairs, and escapes them`() {
    let page = RobustnessReport(record).html
    #expect(page.contains("<summary>Homophones, N-best, two words</summary>"))
    #expect(page.contains("pair7 → &lt;other&gt;|7"))
    #expect(page.contains("1,234 more pairs are not shown"))
    #expect(!RobustnessReport(SampleRecord.make()).html.contains("Where errors are added"))
  }

  @Test func `CSV says what each figure is of`() {
    let text = RobustnessReport(record).csv
    let place = ",,homophones,nBest,2 words,asHeard,"
    for row in [
      "messaging-test,lora,wer where voice = kal\(place)0.31,0.25,0.38,share,",
      "messaging-test,lora,clean wer where voice = kal\(place)0.19,,,share,",
      "messaging-test,lora,added errors where voice = kal\(place)0.12,0.07,0.18,difference,",
      "messaging-test,lora,lists where voice = kal\(place)12,,,count,",
      "messaging-test,lora,added errors where wordPair = macro average\(place)0.1,,,difference,",
      "messaging-test,lora,wer where wordPair = pair1 → <other>|1\(place)0.31,,,share,",
    ] {
      #expect(text.contains(row), "\(row)")
    }
  }
}
