import Artifacts
import Foundation
import RobustnessReports
import RobustnessRuns
import Testing
import Transcripts

@Suite struct JSONReportTests {
  @Test func `the record comes back from its JSON`() throws {
    let record = SampleRecord.make()
    let back = try JSONDecoder().decode(RunRecord.self, from: RobustnessReport(record).json)
    #expect(back == record)
  }

  @Test func `keys are sorted and the version is there`() throws {
    let text = String(decoding: RobustnessReport(SampleRecord.make()).json, as: UTF8.self)
    #expect(text.hasPrefix("{\n  \"corpora\" : ["))
    #expect(text.contains("\"version\" : 4"))
    #expect(text.hasSuffix("}\n"))
  }

  /// Records of version 3 said of perturbations in their configuration.
  @Test func `a record of the version before is migrated on reading`() throws {
    let record = SampleRecord.make()
    var object = try #require(
      try JSONSerialization.jsonObject(with: RobustnessReport(record).json) as? [String: Any])
    var provenance = try #require(object["provenance"] as? [String: Any])
    for key in ["perturbations", "homophones"] { provenance[key] = nil }
    let lexicon = Digest.sha256(of: "lexicon").hexadecimal
    provenance["lexicon"] = ["name": "cmudict", "digest": lexicon]
    var configuration = try #require(provenance["configuration"] as? [String: Any])
    configuration.merge(
      [
        "perturbations": ["homophones"], "scopes": ["oneBest", "nBest"],
        "strengths": [["words": 1], ["words": 2], ["words": 3]], "candidateLimit": 5,
        "minimumFrequency": 50, "spellingVariants": "excluded",
        "noise": ["normal": ["deviation": 1]], "replacesConsistently": true,
        "languageCosts": "kept", "languageWeight": 9.5,
      ]
    ) { $1 }
    provenance["configuration"] = configuration
    object["provenance"] = provenance
    object["version"] = 3
    let data = try JSONSerialization.data(withJSONObject: object)
    let migrated = try JSONDecoder().decode(RunRecord.self, from: data)
    #expect(migrated == record)
    object["version"] = 2
    let older = try JSONSerialization.data(withJSONObject: object)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RunRecord.self, from: older)
    }
  }

  @Test func `a record of before skill was measured is read, and reads well`() throws {
    let old = SampleRecord.make(isMeasured: false)
    let report = RobustnessReport(old)
    let text = String(decoding: report.json, as: UTF8.self)
    for key in ["skill", "regret", "moves", "Baselines", "contrasts", "leads"] {
      #expect(!text.contains("\"\(key)"), "\(key)")
    }
    #expect(try JSONDecoder().decode(RunRecord.self, from: report.json) == old)
    for document in [report.html, report.markdown] {
      #expect(document.contains("This record comes from a version that did not measure skill"))
      #expect(!document.contains("random pick |") && !document.contains("Differences from"))
    }
  }

  @Test func `equal records give equal bytes in every file`() {
    let first = RobustnessReport(SampleRecord.make())
    let second = RobustnessReport(SampleRecord.make())
    #expect(first.json == second.json)
    #expect(first.html == second.html)
    #expect(first.csv == second.csv)
    #expect(first.markdown == second.markdown)
    #expect(first.overviewPicture == second.overviewPicture)
  }
}
