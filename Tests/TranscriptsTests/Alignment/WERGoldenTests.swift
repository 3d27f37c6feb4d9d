import Artifacts
import BundledCorpora
import Foundation
import Testing
import Transcripts

/// Against what `sclite` (NIST) and jiwer counted; `Tests/Goldens/make_wer_goldens.py` made the
/// files.
@Suite struct `Word errors as others count them` {
  private static let goldens = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Goldens").path

  private func rows(_ name: String) throws -> [[Substring]] {
    try TextLines(path: Self.goldens + "/" + name).map { line in
      (line.text ?? "").split(separator: "\t", omittingEmptySubsequences: false)
    }
  }

  /// Whether both countings of ours equal theirs: `counts` are sclite's substitutions, deletions
  /// and insertions, then jiwer's edits.
  private func agrees(
    _ reference: [String], _ hypothesis: [String], _ counts: [Int]
  ) -> Bool {
    let sclite = WordErrorRate(reference: reference, hypothesis: hypothesis, weights: .sclite)
    let unit = WordErrorRate(reference: reference, hypothesis: hypothesis)
    return [sclite.substitutions, sclite.deletions, sclite.insertions, unit.edits] == counts
      && WordDistance.edits(reference, hypothesis) == unit.edits
      && unit.referenceWords == reference.count
  }

  @Test func `10,000 random pairs have sclite's and jiwer's counts`() throws {
    let rows = try rows("wer-random.tsv.gz")
    let wrong = rows.filter { row in
      !agrees(
        TextNormalizer.standard.words(in: String(row[0])),
        TextNormalizer.standard.words(in: String(row[1])), row[2...].compactMap { Int($0) })
    }
    #expect(rows.count == 10_000)
    #expect(wrong.isEmpty)
  }

  @Test func `the first pass's choices of the bundled test set have sclite's and jiwer's counts`()
    throws
  {
    let corpus = try BundledCorpus.messagingTest.read()
    let rows = try rows("wer-messaging-test.tsv.gz")
    #expect(
      rows.first?.first == "# \(corpus.digest)",
      "the corpus has changed: run Tests/Goldens/make_wer_goldens.py")
    var wrong: [String] = []
    var sums = [0, 0, 0, 0]
    for (utterance, row) in zip(corpus, rows.dropFirst()) {
      let counts = row[1...].compactMap { Int($0) }
      if utterance.id != row[0]
        || !agrees(
          TextNormalizer.standard.words(in: utterance.reference),
          TextNormalizer.standard.words(in: utterance.nBest[0].text), counts)
      {
        wrong.append(utterance.id)
      }
      for (index, count) in counts.enumerated() { sums[index] += count }
    }
    #expect(rows.count == corpus.count + 1)
    #expect(wrong.isEmpty)
    let unit = WordErrorRate.firstPass(of: corpus)
    let sclite = WordErrorRate.firstPass(of: corpus, weights: .sclite)
    #expect(
      [sclite.substitutions, sclite.deletions, sclite.insertions, unit.edits] == sums)
  }
}
