import Foundation
import Testing
import Transcripts

/// xz and Zstandard data of ours: the line `{"version":1,"id":"u","reference":"a","hypotheses":[{"text":"a"}]}`.
@Suite struct `Compressed corpora` {
  private static let line =
    #"{"version":1,"id":"u","reference":"a","hypotheses":[{"text":"a"}]}"# + "\n"
  private static let xz = Data(
    base64Encoded:
      "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ABCAD9dAD2IisaUU5CGpmN9JTsoyCOrSE2MLUQpIIJpC4udbEJAn6sD0Z7xfxPZHYeeGKmSMf6F+MA3hnTmH2F1D9u8AAAAb82+7Ee4R3IAAVtDniEclh+2830BAAAAAARZWg=="
  )!
  private static let zstd = Data(
    base64Encoded:
      "KLUv/QRYGQIAeyJ2ZXJzaW9uIjoxLCJpZCI6InUiLCJyZWZlcmVuY2UiOiJhIiwiaHlwb3RoZXNlcyI6W3sidGV4dCI6ImEifV19CiORgu8="
  )!

  private func read(_ data: Data) throws -> Corpus {
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try data.write(to: URL(fileURLWithPath: path))
    return try Corpus(contentsOf: path)
  }

  @Test(arguments: [xz, zstd])
  func `are told by their first bytes`(data: Data) throws {
    let corpus = try read(data)
    #expect(corpus.map(\.id) == ["u"])
    #expect(corpus.digest == .sha256(of: Self.line))
  }

  @Test(arguments: [xz, zstd])
  func `members that follow each other are joined`(data: Data) throws {
    // The second one's id is the first one's.
    #expect(throws: CorpusError.self) { try read(data + data) }
    let error = #expect(throws: CorpusError.self) { try read(data + data) }
    #expect("\(error!)".contains("found \"u\" again (first on line 1)"))
  }

  @Test(arguments: [xz, zstd])
  func `that end early or are damaged are refused`(data: Data) throws {
    let early = #expect(throws: CorpusError.self) { try read(data.dropLast(5)) }
    #expect("\(early!)".contains("it ends early"), "\(early!)")
    for place in 8..<data.count - 8 {
      var damaged = data
      damaged[place] ^= 0x55
      // Whatever comes of it, it is an error or the same text.
      if let corpus = try? read(damaged) { #expect(corpus.count == 1) }
    }
    #expect(throws: CorpusError.self) { try read(data + Data("rubbish".utf8)) }
  }
}
