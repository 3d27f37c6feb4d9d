import Foundation
import Rescoring
import Robustness
import RobustnessReports
import RobustnessRuns
import Testing
import Transcripts

/// What is said of lists and weights stands in every format, and who takes no part leads nobody.
@Suite struct NoticesTests {
  /// The sample, with other weights for its models and something to say of the first corpus.
  private func record(
    secondPass: Double, weights: WeightSource? = nil, notices: [String]? = nil,
    cutTexts: CutTexts? = nil
  ) -> RunRecord {
    let sample = SampleRecord.make()
    return RunRecord(
      provenance: sample.provenance,
      models: sample.models.map { model in
        guard model.role != .firstPass else { return model }
        return ModelRecord(
          identity: model.identity, interpolation: Interpolation(total: 1, secondPass: secondPass),
          weights: weights, role: model.role)
      },
      corpora: sample.corpora.map { corpus in
        CorpusRecord(
          name: corpus.name, digest: corpus.digest, notices: notices, utterances: corpus.utterances,
          hypotheses: corpus.hypotheses, referenceWords: corpus.referenceWords,
          oracle: corpus.oracle, cleanBaselines: corpus.cleanBaselines,
          perturbedBaselines: corpus.perturbedBaselines, contrasts: corpus.contrasts,
          leads: corpus.leads, coverage: corpus.coverage,
          models: corpus.models.map { result in
            ModelResult(
              model: result.model, clean: result.clean, perturbed: result.perturbed,
              discrimination: result.discrimination, spellings: result.spellings,
              properties: result.properties, cutTexts: cutTexts)
          })
      }, counterexamples: sample.counterexamples)
  }

  private let folder = NSTemporaryDirectory() + "mondegreen-" + UUID().uuidString

  private func removeFolder() { try? FileManager.default.removeItem(atPath: folder) }

  private var tuning: TuningSource {
    TuningSource(
      name: "their-dev", digest: .sha256(of: "dev"),
      spread: CostSpread(acoustic: 2, language: nil, total: 3))
  }

  @Test(arguments: ["report.html", "report.md", "report.json", "report.csv"])
  func `notices and the lists that weights were tuned on stand in every format`(file: String) throws
  {
    let source = WeightSource(
      origin: .tuned, tunedOn: tuning, rescaledTo: "messaging-test",
      notices: ["its weight is 0: the model takes no part in the choice"])
    let record = record(
      secondPass: 0, weights: source, notices: ["3 of 700 references have no words"],
      cutTexts: CutTexts(texts: 14, lists: 3, indistinctLists: 1, first: "line 4, u-7"))
    defer { removeFolder() }
    _ = try RobustnessReport(record).write(to: folder)
    let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
    #expect(text.contains("its weight is 0: the model takes no part in the choice"))
    #expect(text.contains("3 of 700 references have no words"))
    #expect(text.contains("line 4, u-7"))
    #expect(text.contains("their-dev"))
    #expect(text.contains(file == "report.csv" ? "\(tuning.digest)" : tuning.digest.short))
  }

  @Test func `what is said of several models is said once, with the figure of each`() throws {
    let sample = SampleRecord.make()
    let notices = [
      [],
      ["own weights can't be used", "tuned on dev, with a WER of 13.65%", "its weight is 0"],
      ["own weights can't be used", "tuned on dev, with a WER of 9%", "its weight is 0"],
      ["tuned on test, with a WER of 9%", "tuned on dev, with a WER of 12.0%"],
    ]
    let record = RunRecord(
      provenance: sample.provenance,
      models: zip(sample.models, notices).map { model, notices in
        ModelRecord(
          identity: model.identity, interpolation: model.interpolation,
          weights: WeightSource(origin: .tuned, tunedOn: nil, notices: notices), role: model.role)
      }, corpora: sample.corpora, counterexamples: [])
    #expect(
      Notices(record).sentences == [
        "frozen and full-fine-tune: own weights can't be used.",
        "frozen, full-fine-tune and lora: tuned on dev, with a WER of 13.65%, 9% and 12.0%.",
        "frozen: its weight is 0.", "full-fine-tune: its weight is 0.",
        "lora: tuned on test, with a WER of 9%.",
      ])
  }

  @Test func `a record keeps where its weights come from`() throws {
    let source = WeightSource(origin: .model, tunedOn: tuning)
    let record = record(secondPass: 1, weights: source, notices: ["no list has totals"])
    defer { removeFolder() }
    _ = try RobustnessReport(record).write(to: folder)
    let read = try RunRecord(contentsOf: folder + "/report.json")
    #expect(read == record)
    #expect(read.models[1].weights == source)
  }

  @Test func `of models that take no part in the choice no answer calls one the best`() throws {
    let answers = Headline(record(secondPass: 0)).answers
    #expect(
      answers[0].text.hasPrefix(
        "All models have a weight of 0, so every choice is the first pass's"
      ))
    #expect(!answers.dropFirst().contains { $0.text.contains("is ahead of") })
  }
}
