import Foundation
import Lexicons
import Testing

@Suite struct `Reading lexicons` {
  private func read(_ text: String, _ format: LexiconFormat) throws(LexiconError) -> Lexicon {
    try Lexicon(text: text, path: "some.lexicon", format: format)
  }

  @Test func `CMUdict's variants, comments and blank lines`() throws {
    let lexicon = try read(
      """
      # a comment
      ;;; an older comment
      read R EH1 D
      read(2) R IY1 D # past and present

      (parenthesis P
      Abc(x) B
      """, .cmudict)
    #expect(lexicon.entryCount == 4)
    #expect(lexicon.wordCount == 3)
    #expect(lexicon.pronunciations(of: "read").map(\.description) == ["R EH1 D", "R IY1 D"])
    #expect(lexicon.pronunciations(of: "read").map(\.probability) == [nil, nil])
    #expect(lexicon.contains("(parenthesis"))
    #expect(lexicon.contains("abc(x)"))
  }

  @Test func `Kaldi's lexicon with phones of its own, repeated words and line ends of Windows`()
    throws
  {
    let lexicon = try read(
      "<SPOKEN_NOISE> SPN\r\nÉTÉ e t e\r\nWEIR  W\tIH1 R\r\nother AH1 DH ER0\r\nÉTÉ e t\r\n",
      .kaldi)
    #expect(lexicon.entryCount == 5)
    #expect(lexicon.pronunciations(of: "été").map(\.description) == ["e t e", "e t"])
    #expect(lexicon.pronunciations(of: "weir").map(\.description) == ["W IH1 R"])
    #expect(lexicon.contains("<spoken_noise>"))
  }

  @Test func `Kaldi's lexicon with probabilities`() throws {
    let lexicon = try read("THE 1.0 DH AH0\nTHE 0.25 DH IY0\n", .kaldiProbabilities)
    #expect(lexicon.pronunciations(of: "the").map(\.probability) == [1, 0.25])
  }

  @Test func `a line with no phones is malformed`() {
    #expect(throws: LexiconError.noPhones(path: "some.lexicon", line: 2, word: "weir")) {
      try read("we W IY1\nweir\n", .cmudict)
    }
    #expect(throws: LexiconError.noPhones(path: "some.lexicon", line: 1, word: "weir")) {
      try read("weir # W IH1 R\n", .cmudict)
    }
    #expect(throws: LexiconError.noPhones(path: "some.lexicon", line: 1, word: "weir")) {
      try read("weir\n", .kaldi)
    }
    #expect(throws: LexiconError.noPhones(path: "some.lexicon", line: 1, word: "weir")) {
      try read("weir 0.5\n", .kaldiProbabilities)
    }
  }

  @Test func `a phone that is not ARPABET is an error in CMUdict's format`() {
    #expect(throws: LexiconError.unknownPhone(path: "some.lexicon", line: 1, found: "IH3")) {
      try read("weir W IH3 R\n", .cmudict)
    }
  }

  @Test(arguments: ["0", "1.5", "-0.5", "nan", "inf", "1e999", "W", "0,5"])
  func `a probability is above 0 and at most 1`(text: String) {
    #expect(throws: LexiconError.badProbability(path: "some.lexicon", line: 2, found: text)) {
      try read("the 1 DH AH0\nweir \(text) W IH1 R\n", .kaldiProbabilities)
    }
  }

  @Test func `a probability is no phone`() throws {
    #expect(
      throws: LexiconError.unexpectedProbability(path: "some.lexicon", line: 1, found: "0.9")
    ) {
      try read("hello 0.9 HH AH0 L OW1\n", .kaldi)
    }
    #expect(throws: Never.self) { try read("ma 1 m a\n", .kaldi) }
  }

  @Test func `an empty line is an error where every line is an entry`() {
    #expect(throws: LexiconError.emptyLine(path: "some.lexicon", line: 2)) {
      try read("weir W IH1 R\n \nwe W IY1\n", .kaldi)
    }
  }

  @Test func `an empty lexicon is an error`() {
    for format in LexiconFormat.allCases {
      #expect(throws: LexiconError.empty(path: "some.lexicon")) { try read("", format) }
    }
    #expect(throws: LexiconError.empty(path: "some.lexicon")) { try read("# no\n\n", .cmudict) }
  }

  @Test func `more phones than an inventory holds are an error`() {
    let phones = (0..<300).map { "x\($0)" }.joined(separator: " ")
    #expect(throws: LexiconError.tooManyPhones(path: "some.lexicon", line: 1)) {
      try read("word \(phones)\n", .kaldi)
    }
  }

  @Test func `a missing file and bytes that are not UTF-8 are errors with a place`() throws {
    #expect {
      try Lexicon(contentsOf: "/no/such/lexicon", format: .cmudict)
    } throws: { error in
      "\(error)" == "/no/such/lexicon: no such file"
    }
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).txt"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try (Data("we W IY1\nw".utf8) + [0xE9] + Data("ir W IH1 R\n".utf8)).write(
      to: URL(fileURLWithPath: path))
    for format in [LexiconFormat.cmudict, .kaldi] {
      #expect(throws: LexiconError.notUTF8(path: path, line: 2)) {
        try Lexicon(contentsOf: path, format: format)
      }
    }
    try (Data("we\t/wi/\nw".utf8) + [0xE9, 0x09, 0x2F, 0x61, 0x2F]).write(
      to: URL(fileURLWithPath: path))
    for format in [LexiconFormat.mfa, .wikipron, .ipaDict] {
      #expect(throws: LexiconError.notUTF8(path: path, line: 2)) {
        try Lexicon(contentsOf: path, format: format)
      }
    }
    try (Data("the\t9\n".utf8) + [0xE9, 0x09, 0x31]).write(to: URL(fileURLWithPath: path))
    #expect(throws: LexiconError.notUTF8(path: path, line: 2)) {
      try WordFrequencies(contentsOf: path)
    }
  }

  @Test(arguments: [
    "weir", "weir 3", "weir\t", "\t3", "weir\tx", "weir\t0", "weir\t-1", "a\t1\t2",
    "a\t99999999999999999999",
  ])
  func `a frequency is a word, a tab and a count`(line: String) {
    #expect(throws: LexiconError.badFrequency(path: "f.tsv", line: 2, found: line)) {
      try WordFrequencies(text: "the\t9\n\(line)\n", path: "f.tsv")
    }
  }

  @Test func `a frequency table has each word once and is not empty`() {
    #expect(throws: LexiconError.duplicateWord(path: "f.tsv", line: 2, word: "a")) {
      try WordFrequencies(text: "a\t9\na\t8\n", path: "f.tsv")
    }
    #expect(throws: LexiconError.empty(path: "f.tsv")) {
      try WordFrequencies(text: "", path: "f.tsv")
    }
  }

  @Test func `errors say where, what was expected and what was found`() {
    #expect(
      LexiconError.noPhones(path: "a.txt", line: 7, word: "weir").description
        == "a.txt:7: expected phones after \"weir\", found none")
    #expect(
      LexiconError.badProbability(path: "a.txt", line: 7, found: "x").description
        == "a.txt:7: expected a probability above 0 and at most 1, found \"x\"")
  }
}
