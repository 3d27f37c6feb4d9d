import Testing

/// The commands that look something up or count.
@Suite struct LookUpTests {
  @Test func `homophones come with the most frequent first`() throws {
    let result = try CommandLineTool.run(["lexicon", "homophones", "Their"])
    #expect(result.status == 0)
    let words = result.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(words.prefix(2) == ["there", "they're"])
  }

  @Test func `a word is looked up in the letters of its language`() throws {
    let folder = try TemporaryFolder()
    try folder.write("tr.txt", "ışık a1 sh a1 k\nişik a1 sh a1 k\nsu s u\n")
    func found(_ options: String) throws -> CommandLineTool.Result {
      let words = "lexicon homophones IŞIK --lexicon tr.txt --lexicon-format kaldi " + options
      return try CommandLineTool.run(
        words.split(separator: " ").map(String.init), in: folder.path)
    }
    let turkish = try found("--language tr")
    #expect(turkish.output.hasPrefix("işik "), "\(turkish.errors)")
    #expect(try found("").output.hasPrefix("ışık "))
  }

  @Test func `another spelling of a word is marked`() throws {
    let output = try CommandLineTool.run(["lexicon", "homophones", "colour"]).output
    #expect(output.hasPrefix("color "))
    #expect(output.contains("spelling variant"))
  }

  @Test func `near-homophones come with the nearest first, by phones or within a distance`() throws
  {
    let output = try CommandLineTool.run(["lexicon", "near", "beach"]).output
    #expect(output.split(separator: "\n").count == 20)
    #expect(output.contains("peach"))
    let within = try CommandLineTool.run(["lexicon", "near", "beach", "--within", "0.3"]).output
    #expect(within.contains("peach"))
    #expect(!within.contains("beat "))
    #expect(try CommandLineTool.run(["lexicon", "near", "beach", "--within", "x"]).status == 64)
  }

  @Test func `a phrase is heard with its boundaries elsewhere`() throws {
    let result = try CommandLineTool.run(["lexicon", "junctures", "ice", "cream"])
    #expect(result.status == 0)
    #expect(result.output.contains("i scream"))
    let none = try CommandLineTool.run(["lexicon", "junctures", "strength"])
    #expect(none.status == 0)
    #expect(none.errors.contains("can't be segmented into other words"))
    #expect(try CommandLineTool.run(["lexicon", "junctures", "mondegreenish"]).status == 65)
  }

  @Test func `a lexicon is validated to its end`() throws {
    let folder = try TemporaryFolder()
    try folder.write("good.txt", "we W IY1\nyou Y UW1\nyou Y UW1\nwe Y IY1\n")
    let good = try CommandLineTool.run(["lexicon", "validate", "good.txt"], in: folder.path)
    #expect(good.status == 0)
    #expect(good.output.contains("odd  line 3: \"you\" has the same pronunciation as on line 2"))
    #expect(good.output.contains("phone \"W\" occurs nowhere else"))
    try folder.write("bad.txt", "we W IY1\nyou\nhe Q\n")
    let bad = try CommandLineTool.run(["lexicon", "validate", "bad.txt"], in: folder.path)
    #expect(bad.status == 65)
    #expect(bad.output.contains("wrong  bad.txt:2: expected phones after \"you\", found none"))
    #expect(bad.output.contains("wrong  bad.txt:3: expected an ARPABET phone"))
    #expect(bad.output.contains("1 entries") && bad.output.contains("2 wrong"))
    #expect(
      try CommandLineTool.run(["lexicon", "validate", "none.txt"], in: folder.path).status == 66)
  }

  @Test func `a word without homophones is no error`() throws {
    let result = try CommandLineTool.run(["lexicon", "homophones", "orange"])
    #expect(result.status == 0)
    #expect(result.output == "")
    #expect(result.errors.contains("no homophone of \"orange\""))
  }

  @Test func `the lexicon's counts are the known ones`() throws {
    let output = try CommandLineTool.run(["lexicon", "stats"]).output
    for figure in ["135,166", "126,052", "13,719", "32,621", "13,103", "12,822"] {
      #expect(output.contains(figure), "\(figure)")
    }
  }

  @Test func `word errors of two text files are summed before dividing`() throws {
    let folder = try TemporaryFolder()
    try folder.write("r.txt", "a b c d\nx\n")
    try folder.write("h.txt", "a b c\ny z\n")
    let table = try CommandLineTool.run(["wer", "r.txt", "h.txt"], in: folder.path).output
    #expect(table.contains("60.00%"))
    let json = try CommandLineTool.run(["wer", "r.txt", "h.txt", "--json"], in: folder.path).output
    #expect(json.contains("\"deletions\":1"))
    #expect(json.contains("\"wer\":0.6"))
  }
}
