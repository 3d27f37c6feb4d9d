import Artifacts
import Foundation
import Testing
import Transcripts

@Suite struct `References with markup` {
  private func errors(
    _ marked: String, _ heard: String, _ weights: WordAlignment.Weights = .sclite
  ) -> WordErrorRate {
    Utterance(
      id: "u", reference: ReferenceMarkup(marked)?.plainText,
      nBest: NBestList([Hypothesis(text: heard, costs: FirstPassCosts(total: 0))]),
      fields: ["referenceMarkup": .text(marked)]
    ).errors(of: heard, weights: weights)
  }

  /// `Tests/Goldens/make_markup_goldens.py` made the file. Where several ways of saying a reference have the
  /// same weight, sclite may take one with more edits: six times here.
  @Test func `3,000 random pairs have sclite's counts`() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Goldens/markup-random.tsv.gz").path
    var (count, wrong, more) = (0, [String](), [String]())
    for line in try TextLines(path: path) {
      let row = (line.text ?? "").split(separator: "\t", omittingEmptySubsequences: false)
        .map(String.init)
      let found = errors(row[0], row[1])
      count += 1
      let numbers = row[2...].compactMap { Int($0) }
      let hits = found.referenceWords - found.substitutions - found.deletions
      if [hits, found.substitutions, found.deletions, found.insertions] != numbers {
        wrong.append(line.text ?? "")
      }
      let edits = numbers[1] + numbers[2] + numbers[3]
      if found.edits > edits { more.append(line.text ?? "") }
      if errors(row[0], row[1], .unit).edits > edits { more.append(line.text ?? "") }
    }
    #expect(count == 3_000)
    #expect(wrong.count <= 6, "\(wrong)")
    #expect(more == [])
  }

  @Test(arguments: [
    ("SEE { OUR / HOUR } PIER", "see hour pier", 0, 3),
    ("i've { um / uh / @ } seen it", "i've seen it", 0, 3),
    ("i've { um / uh / @ } seen it", "i've hm seen it", 1, 4),
    ("well (uh) yes", "well yes", 0, 3),
    ("well (uh) yes", "well oh yes", 1, 3),
    ("a { b { c / d } / e } f", "a b d f", 0, 4),
    ("(uh) (um) one", "one", 0, 3),
    ("{ going to / gonna } go", "going go", 1, 3),
    ("{ a / @ }", "", 0, 0),
  ])
  func `the closest way of saying it counts`(
    marked: String, heard: String, edits: Int, words: Int
  ) {
    #expect(errors(marked, heard).edits == edits)
    #expect(errors(marked, heard, .unit).edits == edits)
    if edits == 0 { #expect(errors(marked, heard).referenceWords == words) }
  }

  @Test func `plain text has the first way that has words`() {
    #expect(ReferenceMarkup("a { @ / b c } (uh) { d / e }")?.plainText == "a b c uh d")
    #expect(ReferenceMarkup("a b")?.isPlain == true)
    #expect(ReferenceMarkup("a / b @")?.plainText == "a / b @")
  }

  @Test(arguments: ["{ a / b", "a }", "{ { a / b }", "{"])
  func `alternations that aren't closed are none`(text: String) {
    #expect(ReferenceMarkup(text) == nil)
  }
}
