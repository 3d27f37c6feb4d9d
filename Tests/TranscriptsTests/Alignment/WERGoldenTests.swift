import ArtifactFiles
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
}
