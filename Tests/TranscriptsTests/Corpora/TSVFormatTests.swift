import Testing
import Transcripts

@Suite struct `Corpora in tab-separated values` {
  private static let header = "id\treference\ttext\ttotal\n"

  private func read(_ text: String) throws(CorpusError) -> Corpus {
    try Corpus(text: text, path: "lists.tsv", format: .tsv)
  }

  @Test func `consecutive rows with the same id are a list`() throws {
    let corpus = try read(
      """
      total\tnote\tid\tacoustic\treference\ttext\tvoice
      1.5\t-\tu1\t1\tsee you\tsea you\tkal
      2e2\t"\tu1\t\tsee you\t"see" you\tkal
      0\t\tu2\t-1\t\t\t
      """)
    #expect(corpus.name == "lists")
    #expect(
      corpus.utterances == [
        Utterance(
          id: "u1", reference: "see you",
          nBest: NBestList([
            Hypothesis(text: "sea you", costs: FirstPassCosts(acoustic: 1, total: 1.5)),
            Hypothesis(text: "\"see\" you", costs: FirstPassCosts(total: 200)),
          ]), fields: ["voice": "kal", "note": "-"]),
        Utterance(
          id: "u2", reference: "",
          nBest: NBestList([
            Hypothesis(text: "", costs: FirstPassCosts(acoustic: -1, total: 0))
          ])),
      ])
  }

  @Test func `a file has all columns when it is written`() throws {
    let corpus = try read(Self.header + "u\\t1\tsee\tsea\t1\n")
    #expect(
      try CorpusWriter.text(corpus, format: .tsv)
        == "id\treference\ttext\tacoustic\tlanguage\ttotal\tvoice\tspeed\tsnr\tsource\n"
        + "u\\t1\tsee\tsea\t\t\t1\t\t\t\t\n")
  }

  @Test(arguments: [
    "id\treference\ttext\nu\tsee\tsea\nu\tsee\tsee\n",
    "id\treference\ttext\ttotal\nu\tsee\tsea\t\nu\tsee\tsee\t\n",
  ])
  func `a list without totals keeps its order`(text: String) throws {
    let corpus = try read(text)
    #expect(corpus.utterances[0].nBest.hypotheses.map(\.text) == ["sea", "see"])
    #expect(corpus.survey.notices.count == 1)
  }

  /// What follows the header, and what is said of it.
  private static let wrongRows: [(rows: String, message: String)] = [
    ("", "2: expected a row for each hypothesis, found the end of the file"),
    ("u1\ta\tb\n", "2: expected 4 columns, as the header has, found 3"),
    ("\n", "2: expected 4 columns, as the header has, found 1"),
    ("u1\ta\tb\t\nu1\ta\tc\t1\n", "2: \"total\": expected a number, found an empty cell"),
    ("u1\ta\tb\t1\nu1\ta\tc\t\n", "3: \"total\": expected a number, found an empty cell"),
    ("u1\ta\tb\tten\n", "2: \"total\": expected a number, found \"ten\""),
    ("u1\ta\tb\t0x10\n", "2: \"total\": expected a number, found \"0x10\""),
    ("u1\ta\tb\t 1\n", "2: \"total\": expected a number, found \" 1\""),
    ("u1\ta\tb\tnan\n", "2: \"total\": expected a finite number, found nan"),
    ("u1\ta\tb\t-1e999\n", "2: \"total\": expected a finite number, found -1e999"),
    (
      "u1\ta\\b\tb\t1\n",
      #"2: expected "\t", "\n", "\r" or "\\" in the column "reference", found another backslash"#
    ),
    (
      "u1\ta\tb\t1\nu1\tA\tb\t1\n",
      "3: expected the same \"reference\" as on line 2, found another"
    ),
    (
      "u1\ta\tb\t1\nu2\ta\tb\t1\nu1\ta\tc\t2\n",
      "4: expected unique ids, found \"u1\" again (first on line 2)"
    ),
  ]

  @Test(arguments: wrongRows.indices)
  func `what is wrong in a row is said with its line`(index: Int) {
    let (rows, message) = Self.wrongRows[index]
    let error = #expect(throws: CorpusError.self) { try read(Self.header + rows) }
    #expect(error.map { "\($0)" } == "lists.tsv:" + message)
  }

  @Test func `a header lacks no column and names none twice`() {
    for (header, message) in [
      (
        "id\treference\ttotal",
        "expected the column \"text\", found only \"id\", \"reference\", \"total\""
      ),
      ("id\treference\ttext\ttotal\tid", "expected the column \"id\" once, found it twice"),
    ] {
      let error = #expect(throws: CorpusError.self) { try read(header + "\n") }
      #expect(error.map { "\($0)" } == "lists.tsv:1: " + message)
    }
  }

  @Test func `the list before a wrong row is still given`() throws {
    var reader = CorpusReader(
      text: Self.header + "u1\ta\tb\t1\nu1\ta\tc\t2\nu2\n", path: "lists.tsv")
    #expect(try reader.next()?.nBest.count == 2)
    #expect(throws: CorpusError.self) { try reader.next() }
  }
}
