import Foundation
import Perturbations
import RecordSchema
import RobustnessReports
import RobustnessRuns
import Testing

@Suite(.enabled(if: RecordSchema.isAvailable, "needs python3 with jsonschema"))
struct `The schema of a record` {
  private func object(_ data: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func faults(_ object: [String: Any]) throws -> [String] {
    try RecordSchema.faults(in: try JSONSerialization.data(withJSONObject: object))
  }

  @Test(arguments: [true, false])
  func `records follow it, whatever was measured`(isMeasured: Bool) throws {
    let kinds: [PerturbationKind] = [.homophones, .reordering]
    let record = SampleRecord.make(kinds: kinds, isMeasured: isMeasured)
    #expect(try RecordSchema.faults(in: RobustnessReport(record).json) == [])
    let judged = record.judged(by: try record.requirements([RequirementText("wer <= 22%")]))
    #expect(judged.requirements?.isEmpty == false)
    #expect(try RecordSchema.faults(in: RobustnessReport(judged).json) == [])
  }

  @Test(arguments: ["bundled", "whisper", "nprr", "lorb", "hardening", "minilm"])
  func `committed reports follow it`(name: String) throws {
    let reports = URL(fileURLWithPath: RecordSchema.path).deletingLastPathComponent()
    let data = try Data(contentsOf: reports.appendingPathComponent("\(name)/report.json"))
    #expect(try RecordSchema.faults(in: data) == [])
  }

  @Test func `a key that it doesn't know is a fault at every depth`() throws {
    let data = RobustnessReport(SampleRecord.make()).json
    var record = try object(data)
    record["surprise"] = 1
    #expect(try faults(record).first?.contains("'surprise' was unexpected") == true)
    record["surprise"] = nil
    var corpora = try #require(record["corpora"] as? [[String: Any]])
    var models = try #require(corpora[0]["models"] as? [[String: Any]])
    var clean = try #require(models[1]["clean"] as? [String: Any])
    clean["surprise"] = 1
    models[1]["clean"] = clean
    corpora[0]["models"] = models
    record["corpora"] = corpora
    #expect(try faults(record).first?.hasPrefix("corpora/0/models/1/clean: ") == true)
  }

  @Test(arguments: ["provenance", "models", "version", "counterexamples"])
  func `a key that is missing is a fault`(key: String) throws {
    var record = try object(RobustnessReport(SampleRecord.make()).json)
    record[key] = nil
    #expect(try faults(record) == ["the document: '\(key)' is a required property"])
  }
}
