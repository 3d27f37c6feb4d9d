import Foundation
import Lexicons
import Testing

/// What lexicons are written like that other people publish.
@Suite struct `Lexicons in the field` {
  private func read(
    _ text: String, _ format: LexiconFormat, _ change: (inout LexiconReading) -> Void = { _ in }
  ) throws(LexiconError) -> Lexicon {
    var reading = LexiconReading(format)
    change(&reading)
    return try Lexicon(text: text, path: "some.lexicon", reading: reading)
  }

  // MARK: Formats

  @Test func `MFA's dictionaries may be parted by spaces, with no, one or four numbers`() throws {
    let lexicon = try read(
      """
      the 0.16 0.08 2.17 1.13 ð ə
      the 0.5  ð iː
      cat kʰ æ t
      arpa  AA1 R P AH0
      tabbed\t0.25\tt æ b t
      """, .mfa)
    #expect(lexicon.pronunciations(of: "the").map(\.probability) == [0.16, 0.5])
    #expect(lexicon.pronunciations(of: "the").map(\.description) == ["ð ə", "ð iː"])
    #expect(lexicon.pronunciations(of: "cat").map(\.description) == ["kʰ æ t"])
    #expect(lexicon.pronunciations(of: "cat").map(\.probability) == [nil])
    #expect(lexicon.pronunciations(of: "arpa")[0].symbols == ["AA1", "R", "P", "AH0"])
    #expect(lexicon.pronunciations(of: "tabbed").map(\.probability) == [0.25])
  }

  @Test(arguments: [
    (
      "cat\n",
      "1: expected a word, none, one or four numbers, and phones, separated by tabs or spaces"
    ),
    ("a ə\ncat 0.5 0.5 k æ\n", "2: expected a word, none, one or four numbers, and phones"),
    ("cat 1.5 k æ t\n", "1: expected a probability above 0 and at most 1, found \"1.5\""),
    ("cat 0 k æ t\n", "1: expected a probability above 0 and at most 1, found \"0\""),
    ("cat 0.5\n", "1: expected phones after \"cat\", found none"),
    ("cat 0.5 0.1 -2 1 k\n", "1: expected a probability above 0"),
    ("cat k æ t\n \n", "2: expected a word and its phones, found an empty line"),
  ])
  func `what is wrong in MFA's lines with spaces is said`(text: String, message: String) {
    #expect {
      try read(text, .mfa)
    } throws: {
      "\($0)".hasPrefix("some.lexicon:" + message)
    }
  }

  /// Lines of britfone.main.3.0.1.csv, and what a spreadsheet makes of such lines.
  @Test func `Britfone's CSV`() throws {
    let lexicon = try read(
      """
      'COS, k ˈə z
      AARON, ˈɛə ɹ ə n
      ABSORPTION(1), ə b z ˈɔː p ʃ ə n
      ABSORPTION(2), ə b s ˈɔː p ʃ ə n
      AIN'T, ˈeɪ n t
      "AIR","ˈɛə"
      HEIR,ˈɛə
      A(2), ˈeɪ
      """, .britfone)
    #expect(
      lexicon.pronunciations(of: "absorption").map(\.description)
        == ["ə b z ˈɔː p ʃ ə n", "ə b s ˈɔː p ʃ ə n"])
    #expect(lexicon.pronunciations(of: "aaron").map(\.symbols) == [["ˈɛə", "ɹ", "ə", "n"]])
    #expect(lexicon.contains("'cos") && lexicon.contains("ain't") && lexicon.contains("a"))
    #expect(HomophoneIndex(lexicon).areHomophones("air", "heir"))
  }

  @Test(arguments: [
    ("AIR ˈɛə\n", "1: expected a word, a comma and phones, found 1 column"),
    ("AIR, \n", "1: expected a word, a comma and phones"),
    (", ˈɛə\n", "1: expected a word, a comma and phones"),
    ("AIR, ˈ\n", "1: expected phones after \"AIR\", found none"),
    ("A, ə\n\n", "2: expected a word and its phones, found an empty line"),
    ("\"AIR, ˈɛə\n\"AIR\" ˈɛə\n", "2: expected a word, a comma and phones"),
  ])
  func `what is wrong in Britfone's lines is said`(text: String, message: String) {
    #expect {
      try read(text, .britfone)
    } throws: {
      "\($0)".hasPrefix("some.lexicon:" + message)
    }
  }

  @Test func `ipa-dict's transcriptions may share their slashes`() throws {
    let lexicon = try read(
      "plus\t/plys, ply/\ntous\t/tu/, /tus, tuz/\nles\t[le, lɛ]\n", .ipaDict)
    #expect(lexicon.pronunciations(of: "plus").map(\.description) == ["p l y s", "p l y"])
    #expect(lexicon.pronunciations(of: "tous").map(\.description) == ["t u", "t u s", "t u z"])
    #expect(lexicon.pronunciations(of: "les").map(\.description) == ["l e", "l ɛ"])
  }

  @Test(arguments: [
    "/plys, /", "/, ply/", "/plys/ /ply/", "/plys/,", "plys, ply", "/plys", "//", "/plys/x",
    "[plys/",
  ])
  func `other lists of transcriptions are refused`(column: String) {
    #expect {
      try read("a\t/a/\nplus\t\(column)\n", .ipaDict)
    } throws: {
      "\($0)".hasPrefix("some.lexicon:2: expected a transcription as /ˈwɜːd/, found")
    }
  }

  @Test func `a wrong line adds nothing, not even its first transcription`() throws {
    let lexicon = try read("a\t/a/\nplus\t/plys/, /ˈ/\n", .ipaDict) { $0.wrongLines = .skipped }
    #expect(lexicon.entryCount == 1 && !lexicon.contains("plus"))
  }

  // MARK: Marks

  @Test func `Arabic harakat and Hebrew points are dropped on request`() throws {
    let text = "كَتَبَ\t/kataba/\nكُتِبَ\t/kutiba/\nمُدَرِّس\t/mudarris/\nשָׁלוֹם\t/ʃaˈlom/\nآب\t/ʔaːb/\n"
    let kept = try read(text, .ipaDict)
    #expect(!kept.contains("كتب") && kept.contains("كَتَبَ"))
    let dropped = try read(text, .ipaDict) { $0.vowelMarks = .dropped }
    #expect(
      dropped.pronunciations(of: "كتب").map(\.description) == ["k a t a b a", "k u t i b a"])
    #expect(dropped.contains("مدرس") && dropped.contains("שלום"))
    // Texts with marks find them, too, and what only looks like one is part of its letter.
    #expect(dropped.contains("كَتَبَ") && dropped.contains("آب"))
    #expect(dropped.wordCount == 4)
  }

  // MARK: Wrong lines

  private static let damaged = """
    we W IY1
    you
    weir W IH1 Q
    he HH IY1
    she
    they
    it
    was
    wee W IY1
    """

  @Test func `wrong lines are skipped on request, counted, and the first five described`() throws {
    #expect(throws: LexiconError.noPhones(path: "some.lexicon", line: 2, word: "you")) {
      try read(Self.damaged, .cmudict)
    }
    let lexicon = try read(Self.damaged, .cmudict) { $0.wrongLines = .skipped }
    #expect(lexicon.skipped.count == 6)
    #expect(
      lexicon.skipped.descriptions == [
        "some.lexicon:2: expected phones after \"you\", found none",
        "some.lexicon:3: expected an ARPABET phone such as AH0, found \"Q\"",
        "some.lexicon:5: expected phones after \"she\", found none",
        "some.lexicon:6: expected phones after \"they\", found none",
        "some.lexicon:7: expected phones after \"it\", found none",
      ])
    #expect(lexicon.entryCount == 3)
    // Nothing of a wrong line is left.
    #expect(lexicon.pronunciations(of: "he").map(\.description) == ["HH IY1"])
    #expect(HomophoneIndex(lexicon).areHomophones("we", "wee"))
  }

  @Test func `each format skips its wrong lines`() throws {
    let lines: [(LexiconFormat, String, String)] = [
      (.cmudict, "we W IY1", "we W Ī"), (.kaldi, "we W IY1", "we"),
      (.kaldiProbabilities, "we 1 W IY1", "we 2 W IY1"), (.mfa, "we\tw iː", "we\t0.5\t0.5\tw iː"),
      (.wikipron, "we\tw iː", "we"), (.ipaDict, "we\t/wiː/", "we\twiː"),
      (.britfone, "WE, w iː", "WE w iː"),
    ]
    #expect(lines.map(\.0) == LexiconFormat.allCases)
    for (format, right, wrong) in lines {
      let lexicon = try read("\(wrong)\n\(right)\n\(wrong)\n", format) {
        $0.wrongLines = .skipped
      }
      #expect(lexicon.skipped.count == 2 && lexicon.entryCount == 1, "\(format)")
      #expect(lexicon.skipped.descriptions.first?.hasPrefix("some.lexicon:1: ") == true)
      #expect(throws: LexiconError.self) { try read("\(wrong)\n\(right)\n", format) }
    }
  }

  @Test func `a file of nothing but wrong lines is no lexicon, skipping or not`() {
    #expect(throws: LexiconError.noPhones(path: "some.lexicon", line: 1, word: "we")) {
      try read("we\nyou\n", .kaldi) { $0.wrongLines = .skipped }
    }
    #expect(throws: LexiconError.empty(path: "some.lexicon")) {
      try read("", .kaldi) { $0.wrongLines = .skipped }
    }
  }

  @Test func `an index remembers what was skipped, and is another than one that skips nothing`()
    throws
  {
    let folder = try ScratchFolder()
    let path = try folder.write("we W IY1\nyou\nwee W IY1\n", "lexicon.txt")
    var reading = LexiconReading(.kaldi)
    reading.wrongLines = .skipped
    func open() throws -> LexiconIndex {
      try LexiconIndex.open(
        lexicon: path, reading: reading, frequencies: nil, at: folder.path("index"))
    }
    #expect(try open().origin == .built)
    let mapped = try open()
    #expect(mapped.origin == .mapped)
    #expect(mapped.lexicon.skipped.count == 1)
    #expect(
      mapped.lexicon.skipped.descriptions
        == ["\(path):2: expected phones after \"you\", found none"])
    reading.wrongLines = .refused
    #expect(throws: LexiconError.noPhones(path: path, line: 2, word: "you")) { try open() }
  }

  // MARK: Words and pronunciations

  @Test func `each pronunciation counts once, with its greatest probability`() throws {
    let lexicon = try read("the 0.25 DH AH0\nthe 0.5 DH AH0\nthe 1 DH IY0\n", .kaldiProbabilities)
    #expect(lexicon.pronunciations(of: "the").map(\.description) == ["DH AH0", "DH IY0"])
    #expect(lexicon.pronunciations(of: "the").map(\.probability) == [0.5, 1])
    #expect(lexicon.pronunciations(of: "the", .first).map(\.description) == ["DH AH0"])
    #expect(lexicon.entryCount == 3)
  }

  @Test func `validation names every word that no normalized text can contain`() {
    let text = """
      col·legi\t/kulˈlɛʒi/
      peut-être\t/pø.tɛtʁ/
      hart.\t/haʁt/
      "muriel"\t/ˈmjʊɹiəl/
      a priori\t/apɹiɔɹi/
      l'eau\t/lo/
      p.m.\t/piɛm/
      straße\t/ʃtʁaːsə/
      d’accord\t/dakɔʁ/
      —\t/dæʃ/
      """
    let validation = LexiconValidation(text: text, path: "some.lexicon", format: .ipaDict)
    #expect(validation.errors.isEmpty)
    let named = validation.oddities.compactMap { oddity -> String? in
      if case .unreachableWord(_, let word, let words) = oddity { "\(word): \(words)" } else { nil }
    }
    #expect(
      named == [
        "col·legi: [\"col\", \"legi\"]", "peut-être: [\"peut\", \"être\"]", "hart.: [\"hart\"]",
        "\"muriel\": [\"muriel\"]", "a priori: [\"a\", \"priori\"]", "p.m.: [\"pm\"]", "—: []",
      ])
    #expect(
      validation.oddities.contains {
        $0.description
          == "line 2: \"peut-être\" is in no normalized text: it becomes \"peut\" \"être\""
      })
  }

  /// The names agree with the normalizer on all of CMUdict: a word is named if and only if it is no text's word.
  @Test func `validation and the normalizer agree on CMUdict`() throws {
    let folder = try ScratchFolder()
    let words = (0..<CMUdict.lexicon.wordCount).map { CMUdict.lexicon.word($0) }
    let path = try folder.write(words.map { "\($0) AH0\n" }.joined(), "words.txt")
    let validation = try LexiconValidation(of: path, reading: LexiconReading(.kaldi))
    let named = validation.oddities.compactMap { oddity -> String? in
      if case .unreachableWord(_, let word, _) = oddity { word } else { nil }
    }
    print("words of CMUdict that no normalized text contains: \(named.count)")
    #expect(named.contains("a.") && named.contains("'bout") == false)
    #expect(Set(named).isDisjoint(with: ["the", "they're", "o'clock"]))
    #expect(named.count > 100 && named.count < 5_000)
  }
}
