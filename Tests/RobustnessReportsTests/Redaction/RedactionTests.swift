import Counterexamples
import Foundation
import Perturbations
import Robustness
import RobustnessReports
import RobustnessRuns
import Testing

@Suite struct `Redacted records` {
  @Test func `figures stay, words become numbers, equal ones the same`() throws {
    let record = SampleRecord.make()
    var redaction = Redaction()
    let redacted = redaction.redacted(record)
    let pairs = zip(record.corpora, redacted.corpora)
    #expect(pairs.allSatisfy { $0.contrasts == $1.contrasts && $0.coverage == $1.coverage })
    #expect(redacted.provenance == record.provenance && redacted.models == record.models)
    let found = try #require(redacted.counterexamples.first)
    #expect(found.id == SampleRecord.counterexample.id)
    #expect(
      found.clean.map(\.interpolated) == SampleRecord.counterexample.clean.map(\.interpolated))
    #expect(found.clean[0].text.split(separator: " ").count == 5)
    // "there" of the list is the word that was replaced.
    let replaced = found.replacements[0]
    #expect(found.clean[0].text.split(separator: " ")[1] == replaced.original)
    #expect(found.perturbed[0].text.split(separator: " ")[1] == replaced.replacement)
    #expect(replaced.original != replaced.replacement)
    let text = String(decoding: RobustnessReport(redacted).json, as: UTF8.self)
    for word in ["weir", "their", "wire", "no_one"] {
      #expect(!text.contains("\(word)"), "\(word)")
    }
    #expect(text.contains("w1"))
    // It is still a record, and the same every time.
    #expect(try JSONDecoder().decode(RunRecord.self, from: Data(text.utf8)) == redacted)
    var again = Redaction()
    #expect(again.redacted(record) == redacted)
  }
}
