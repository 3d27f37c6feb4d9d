import Testing

/// The commands that look something up or count.
@Suite struct LookUpTests {
  @Test func `homophones come with the most frequent first`() throws {
    let result = try CommandLineTool.run(["lexicon", "homophones", "Their"])
    #expect(result.status == 0)
    let words = result.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(words.prefix(2) == ["there", "they're"])
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
    #expect(json.contains("\"deletions\" : 1"))
    #expect(json.contains("\"wer\" : 0.6"))
  }
}
