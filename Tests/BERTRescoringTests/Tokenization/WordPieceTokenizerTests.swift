import Artifacts
import BERTRescoring
import Foundation
import Testing

struct WordPieceTokenizerTests {
  struct Golden: Decodable {
    struct Line: Decodable {
      let text: String
      let uncased: [Int32]
      let cased: [Int32]
    }
    let vocabulary: [String]
    let lines: [Line]
  }

  @Test func `pieces equal those of Hugging Face's tokenizers`() throws {
    let golden = try Goldens.decode(Golden.self, from: "wordpiece.json")
    let vocabulary = try WordPieceVocabulary(pieces: golden.vocabulary)
    let uncased = WordPieceTokenizer(vocabulary: vocabulary)
    let cased = WordPieceTokenizer(
      vocabulary: vocabulary, basic: BasicTokenizer(lowercases: false))
    #expect(golden.lines.count > 300)
    for line in golden.lines {
      #expect(uncased.ids(of: line.text) == line.uncased, "\(line.text.debugDescription)")
      #expect(cased.ids(of: line.text) == line.cased, "\(line.text.debugDescription), cased")
    }
    // Once more, now that every chunk comes from the memo.
    for line in golden.lines where uncased.ids(of: line.text) != line.uncased {
      Issue.record("the memo changes \(line.text.debugDescription)")
    }
  }

  @Test func `ten thousand lines of accents, CJK, emoji and controls have the same pieces`() throws
  {
    struct Vocabulary: Decodable { let vocabulary: [String] }
    let file = try ArtifactFile.decompressedContents(
      of: Goldens.path("wordpiece-lines.jsonl.gz"))
    let lines = file.split(separator: UInt8(ascii: "\n"))
    let decoder = JSONDecoder()
    let pieces = try decoder.decode(Vocabulary.self, from: lines[0]).vocabulary
    let vocabulary = try WordPieceVocabulary(pieces: pieces)
    let uncased = WordPieceTokenizer(vocabulary: vocabulary)
    let cased = WordPieceTokenizer(
      vocabulary: vocabulary, basic: BasicTokenizer(lowercases: false))
    #expect(lines.count == 10_001)
    var differing: [String] = []
    for line in lines.dropFirst() {
      let line = try decoder.decode(Golden.Line.self, from: line)
      if uncased.ids(of: line.text) != line.uncased || cased.ids(of: line.text) != line.cased {
        differing.append(line.text.debugDescription)
      }
    }
    #expect(differing.isEmpty, "\(differing.count) differ, such as \(differing.prefix(5))")
  }

  @Test func `a sequence is framed by its special tokens and cut at the limit`() throws {
    let vocabulary = try WordPieceVocabulary(
      pieces: WordPieceVocabulary.specials + ["a", "b", "c"])
    let tokenizer = WordPieceTokenizer(vocabulary: vocabulary)
    #expect(tokenizer.sequence(of: "a b c", limit: 9) == [2, 5, 6, 7, 3])
    #expect(tokenizer.sequence(of: "a b c", limit: 4) == [2, 5, 6, 3])
  }

  @Test func `a vocabulary without a special token or with a piece twice is an error`() {
    #expect(throws: ModelFileError.missingKey(path: "v", key: "[MASK]")) {
      try WordPieceVocabulary(pieces: ["[PAD]", "[UNK]", "[CLS]", "[SEP]"], path: "v")
    }
    #expect(throws: ModelFileError.self) {
      try WordPieceVocabulary(pieces: WordPieceVocabulary.specials + ["a", "a"])
    }
  }
}
