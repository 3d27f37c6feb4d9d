import Artifacts
import Foundation
import Lexicons
import Testing

@Suite struct `The file of a model of pronunciations` {
  private static let model = try! PronunciationTraining().learn(
    from: `A model of pronunciations`.regular)

  private func path(_ name: String) -> String {
    FileManager.default.temporaryDirectory
      .appendingPathComponent("g2p-\(UUID().uuidString)-\(name)").path
  }

  @Test(arguments: ["model.g2p", "model.g2p.gz"])
  func `holds all that the model says`(name: String) throws {
    let path = path(name)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Self.model.write(to: path)
    let read = try PronunciationModel(contentsOf: path)
    #expect(read.digest == Self.model.digest)
    #expect(read.lexicon == Self.model.lexicon)
    #expect(read.ngramCount == Self.model.ngramCount)
    for word in ["shoxe", "bidogu", "nam", "kitosha"] {
      #expect(
        read.pronunciations(of: word, limit: 9) == Self.model.pronunciations(of: word, limit: 9))
    }
  }

  @Test func `that ends early is refused, wherever it ends`() {
    let data = Self.model.data
    for count in stride(from: 0, to: data.count, by: max(1, data.count / 300)) {
      #expect(throws: PronunciationModelError.self) {
        try PronunciationModel(data.prefix(count), path: "cut")
      }
    }
    #expect(throws: PronunciationModelError.self) {
      try PronunciationModel(data + [0], path: "long")
    }
  }

  @Test func `with a damaged byte is refused, or is another model that still says words`() {
    var data = Self.model.data
    for place in stride(from: 0, to: data.count, by: max(1, data.count / 400)) {
      let byte = data[place]
      data[place] = byte ^ 0x55
      if let damaged = try? PronunciationModel(data, path: "damaged") {
        _ = damaged.pronunciations(of: "shoxubake", limit: 3)
      }
      data[place] = byte
    }
  }

  /// libFuzzer's finding: it was read, and spelling a word trapped.
  @Test func `without any n-gram is refused`() {
    let text =
      "mondegreen pronunciations 1\n" + "\u{5}small" + "@" + String(repeating: "0", count: 64)
    // A letter, a phone, a graphone of both; one level without n-grams and with an empty table.
    let rest: [UInt8] = [1, 0x73, 1, 1, 0x73, 1, 1, 0, 1, 0, 1, 0, 0, 0]
    #expect(throws: PronunciationModelError.self) {
      try PronunciationModel(Data(text.utf8) + rest, path: "empty.g2p")
    }
  }

  @Test func `that is something else is told from one that is damaged`() {
    #expect {
      try PronunciationModel(Data("weir W IY1 R\n".utf8), path: "lexicon.txt")
    } throws: { error in
      "\(error)"
        == "lexicon.txt: expected a pronunciation model of version 1, found something else"
    }
    #expect {
      try PronunciationModel(Self.model.data.dropLast(), path: "cut.g2p")
    } throws: { error in
      "\(error)".hasSuffix("it is damaged")
    }
  }
}
