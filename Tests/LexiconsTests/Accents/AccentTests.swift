import BundledLexicons
import Lexicons
import Testing

@Suite struct `Accents of English` {
  /// CMUdict in one accent or more, each read once.
  private enum Known {
    static let cotCaught = CMUdictAccents(.cotCaught)
    static let pinPen = CMUdictAccents(.pinPen)
    static let fillFeel = CMUdictAccents(.fillFeel)
    static let hDropping = CMUdictAccents(.hDropping)
    static let yodDropping = CMUdictAccents(.yodDropping)
    static let thFronting = CMUdictAccents(.thFronting)
    static let nonRhotic = CMUdictAccents(.nonRhotic)
    static let flapping = CMUdictAccents(.flapping)
  }

  /// Pairs from Wells, Accents of English (1982), as far as CMUdict has both words; those that it has as homophones
  /// anyhow say nothing.
  @Test func `make the known pairs homophones, and others not`() {
    let made: [(CMUdictAccents, [(String, String)])] = [
      (
        Known.cotCaught,
        [
          ("stock", "stalk"), ("don", "dawn"), ("collar", "caller"), ("otto", "auto"),
          ("sol", "saul"), ("stocking", "stalking"), ("knotty", "naughty"), ("tot", "taught"),
        ]
      ),
      (
        Known.pinPen,
        [
          ("pin", "pen"), ("him", "hem"), ("tin", "ten"), ("since", "sense"), ("mint", "meant"),
          ("bin", "ben"),
        ]
      ),
      (
        Known.fillFeel, [("fill", "feel"), ("hill", "heel"), ("pill", "peel"), ("still", "steel")]
      ),
      (
        Known.hDropping,
        [("hair", "air"), ("heat", "eat"), ("hand", "and"), ("hill", "ill"), ("harm", "arm")]
      ),
      (
        Known.thFronting,
        [("three", "free"), ("thought", "fought"), ("thin", "fin"), ("death", "deaf")]
      ),
      (
        Known.nonRhotic,
        [
          ("caught", "court"), ("sauce", "source"), ("pawn", "porn"), ("father", "farther"),
          ("panda", "pander"), ("saw", "soar"), ("law", "lore"), ("alms", "arms"),
          ("formally", "formerly"), ("stalk", "stork"), ("tuba", "tuber"), ("fought", "fort"),
        ]
      ),
      (
        Known.flapping,
        [
          ("latter", "ladder"), ("writer", "rider"), ("metal", "medal"), ("putting", "pudding"),
          ("hearty", "hardy"), ("atom", "adam"), ("seating", "seeding"), ("betting", "bedding"),
          ("wetting", "wedding"),
        ]
      ),
    ]
    for (accent, pairs) in made {
      for (first, second) in pairs {
        #expect(
          !CMUdict.homophones.areHomophones(first, second), "\(first), \(second) are anyhow")
        #expect(
          accent.homophones.areHomophones(first, second), "\(accent.name): \(first), \(second)")
      }
    }
    let kept: [(CMUdictAccents, [(String, String)])] = [
      (Known.cotCaught, [("cot", "court"), ("for", "far"), ("cot", "cut"), ("pen", "pin")]),
      (Known.pinPen, [("pit", "pet"), ("bell", "bill"), ("stock", "stalk")]),
      (Known.thFronting, [("then", "ven"), ("they", "vay")]),
      (
        Known.nonRhotic,
        [("bird", "bud"), ("bed", "bared"), ("bid", "beard"), ("rip", "lip"), ("four", "foe")]
      ),
      // A "t" before a stressed vowel or a syllabic "n" is no flap.
      (
        Known.flapping, [("attack", "adack"), ("button", "budden"), ("cot", "cod"), ("tie", "die")]
      ),
    ]
    for (accent, pairs) in kept {
      for (first, second) in pairs {
        #expect(
          !accent.homophones.areHomophones(first, second), "\(accent.name): \(first), \(second)")
      }
    }
  }

  @Test func `pronunciations are rewritten as phoneticians write them`() {
    func said(_ accent: CMUdictAccents, _ word: String) -> String? {
      accent.homophones.lexicon.pronunciations(of: word).first?.description
    }
    #expect(said(Known.nonRhotic, "court") == "K AO1 T")
    #expect(said(Known.nonRhotic, "beer") == "B IY1 AH0")
    #expect(said(Known.nonRhotic, "letter") == "L EH1 T AH0")
    #expect(said(Known.nonRhotic, "bird") == "B ER1 D")
    // Before vowels "r" is said.
    #expect(said(Known.nonRhotic, "carol")?.contains("R") == true)
    #expect(said(Known.flapping, "party") == "P AA1 R D IY0")
    #expect(said(Known.flapping, "button") == "B AH1 T AH0 N")
    #expect(said(Known.yodDropping, "music")?.contains("Y") == true)
  }

  @Test func `compose, in one order whatever the order they are named in`() throws {
    let one = try BundledLexicon.read(in: [.nonRhotic, .cotCaught, .flapping])
    let other = try BundledLexicon.read(in: [.flapping, .nonRhotic, .cotCaught, .flapping])
    #expect(one.reading == other.reading)
    #expect(one.reading.accents == [.cotCaught, .nonRhotic, .flapping])
    for word in ["court", "caught", "cot", "quarter", "daughter"] {
      #expect(one.pronunciations(of: word) == other.pronunciations(of: word))
    }
    let index = HomophoneIndex(one)
    #expect(index.areHomophones("stock", "stalk"))
    // As in Boston: the vowel of "court" stays.
    #expect(!index.areHomophones("caught", "court"))
    #expect(index.areHomophones("otter", "odder"))
  }

  @Test func `the bundled lexicon without an accent is as it was`() throws {
    let plain = try BundledLexicon.read()
    #expect(plain.reading.accents.isEmpty && plain.idleAccents.isEmpty)
    #expect(!CMUdict.homophones.areHomophones("stock", "stalk"))
    #expect(!CMUdict.homophones.areHomophones("latter", "ladder"))
  }

  /// Britfone's notation (British) and that of MFA and ipa-dict (American), a few words of each.
  @Test func `rewrite the IPA, too`() throws {
    func index(
      _ text: String, _ format: LexiconFormat, _ accents: [Accent]
    ) throws -> HomophoneIndex {
      var reading = LexiconReading(format)
      reading.accents = accents
      return HomophoneIndex(try Lexicon(text: text, path: "small", reading: reading))
    }
    let american = """
      cot\tˈk ɑ t
      caught\tˈk ɔ t
      court\tˈk ɔ ɹ t
      pin\tˈp ɪ n
      pen\tˈp ɛ n
      latter\tˈl æ t ɚ
      ladder\tˈl æ d ɚ
      panda\tˈp æ n d ə
      pander\tˈp æ n d ɚ
      bird\tˈb ɝ d
      bud\tˈb ʌ d
      attack\tə ˈt æ k
      adder\tˈæ d ɚ
      """
    #expect(try index(american, .wikipron, [.cotCaught]).areHomophones("cot", "caught"))
    #expect(try !index(american, .wikipron, [.cotCaught]).areHomophones("cot", "court"))
    #expect(try index(american, .wikipron, [.pinPen]).areHomophones("pin", "pen"))
    let nonRhotic = try index(american, .wikipron, [.nonRhotic])
    #expect(nonRhotic.areHomophones("caught", "court"))
    #expect(nonRhotic.areHomophones("panda", "pander"))
    #expect(!nonRhotic.areHomophones("bird", "bud"))
    #expect(
      nonRhotic.lexicon.pronunciations(of: "bird").map(\.symbols) == [["b", "ˈɜ", "d"]])
    let flapping = try index(american, .wikipron, [.flapping])
    #expect(flapping.areHomophones("latter", "ladder"))
    #expect(flapping.lexicon.pronunciations(of: "attack")[0].symbols.contains("t"))
    let british = """
      BOTHER, b ˈɒ ð ə
      FATHER, f ˈɑː ð ə
      BARTHER, b ˈɑː ð ə
      COT, k ˈɒ t
      CAUGHT, k ˈɔː t
      CART, k ˈɑː t
      """
    #expect(try index(british, .britfone, [.fatherBother]).areHomophones("bother", "barther"))
    let merged = try index(british, .britfone, [.cotCaught])
    #expect(merged.areHomophones("cot", "caught"))
    #expect(!merged.areHomophones("cot", "cart"))
  }

  /// CMUdict has these words both ways; other lexicons don't.
  @Test func `Mary marries merry, wine whines, and dew is due`() throws {
    let text = """
      mary M EY1 R IY0
      marry M AE1 R IY0
      merry M EH1 R IY0
      mare M EH1 R
      mar M AE1 R
      wine W AY1 N
      whine HH W AY1 N
      hood HH UH1 D
      wood W UH1 D
      do D UW1
      dew D Y UW1
      few F Y UW1
      foo F UW1
      """
    func index(_ accent: Accent) throws -> HomophoneIndex {
      var reading = LexiconReading(.kaldi)
      reading.accents = [accent]
      return HomophoneIndex(try Lexicon(text: text, path: "small", reading: reading))
    }
    let merry = try index(.maryMarryMerry)
    #expect(merry.areHomophones("mary", "merry") && merry.areHomophones("marry", "merry"))
    #expect(!merry.areHomophones("mare", "mar"))
    let wine = try index(.wineWhine)
    #expect(wine.areHomophones("wine", "whine") && !wine.areHomophones("hood", "wood"))
    let dew = try index(.yodDropping)
    #expect(dew.areHomophones("do", "dew") && !dew.areHomophones("few", "foo"))
  }

  @Test func `an accent that changes nothing is idle`() throws {
    // CMUdict has one vowel for "father" and "bother".
    #expect(try BundledLexicon.read(in: [.fatherBother, .pinPen]).idleAccents == [.fatherBother])
    var reading = LexiconReading(.ipaDict)
    reading.accents = [.nonRhotic]
    let french = try Lexicon(text: "lait\t/lɛ/\n", path: "small", reading: reading)
    #expect(french.idleAccents == [.nonRhotic])
  }

  @Test func `an index keeps the accents, and what they left idle`() throws {
    let folder = try ScratchFolder()
    let path = folder.path("index")
    _ = try BundledLexicon.openIndex(at: path, in: [.flapping, .fatherBother])
    let mapped = try BundledLexicon.openIndex(at: path, in: [.fatherBother, .flapping])
    #expect(mapped.origin == .mapped)
    #expect(mapped.lexicon.reading.accents == [.fatherBother, .flapping])
    #expect(mapped.lexicon.idleAccents == [.fatherBother])
    #expect(mapped.homophones.areHomophones("latter", "ladder"))
    let plain = try BundledLexicon.openIndex(at: path)
    #expect(plain.origin == .built)
    #expect(!plain.homophones.areHomophones("latter", "ladder"))
  }
}

/// CMUdict's homophones in an accent.
private struct CMUdictAccents {
  let name: String
  let homophones: HomophoneIndex

  init(_ accents: Accent...) {
    name = accents.map(\.rawValue).joined(separator: ", ")
    do {
      homophones = HomophoneIndex(try BundledLexicon.read(in: accents))
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
