import Testing
import Transcripts

@Suite struct `Kaldi's N-best lists` {
  private static let text = """
    a-b-0001-1 
    0 1 <eps> 
    1 2 SEE 3.25,410.5,
    2 3 YOU -0.5,98,3_3_4
    3 

    a-b-0001-2 
    0 1 SEA 12,800.25,
    1 0.5,0,

    x_2-1 
    0 1 OH 1,20,
    1

    """

  @Test func `costs are summed over arcs and the final state, and words weighed as declared`()
    throws
  {
    let corpus = try ListSamples.read(Self.text, as: "auto")
    #expect(corpus.map(\.id) == ["a-b-0001", "x_2"])
    #expect(corpus[0].nBest.texts == ["SEE YOU", "SEA"])
    #expect(
      corpus[0].nBest[0].costs
        == FirstPassCosts(acoustic: 508.5, language: 2.75, total: 2.75 + 50.85))
    #expect(
      corpus[0].nBest[1].costs
        == FirstPassCosts(acoustic: 800.25, language: 12.5, total: 12.5 + 80.025))
    let scaled = try ListSamples.read(Self.text, as: "kaldi-nbest,lmwt=8,wip=0.5")
    #expect(scaled[0].nBest[0].costs.total == 2.75 + 508.5 / 8 + 1)
    #expect(
      try ListSamples.read(Self.text, as: "kaldi-nbest,acoustic-scale=0.125")[1].nBest[0].costs
        .total
        == 3.5)
  }

  @Test(arguments: [
    (
      "u1 \n0 1 A 1,2,\n1\n\n",
      "lists:1: expected an id that ends in a hyphen and the hypothesis's number, found \"u1 \""
    ),
    (
      "u-1\n0 1 A 1\n1\n\n",
      "lists:2: expected a language cost, a comma and an acoustic cost, found \"1\""
    ),
    (
      "u-1\n0 1 A 1,nan,\n1\n\n",
      "lists:2: \"an acoustic cost\": expected a finite number, found nan"
    ),
    ("u-1\n0 1 A 1,2,\n\n", "lists:3: expected a final state, found a blank line"),
    (
      "u-1\n0 1 A 1,2,\n",
      "lists:1: expected a final state and a blank line, found the end of the file (cut short?)"
    ),
    (
      "u-1\n0 1 A 1,2,\n1\n\nu-1\n0 1 B 1,2,\n1\n\n",
      "lists:5: expected the number 1 once for \"u\", found it again"
    ),
  ])
  func `what is wrong is said with its line`(text: String, complaint: String) {
    #expect(ListSamples.complaint(text, as: "kaldi-nbest") == complaint)
  }

  @Test func `archives give their costs by file, each job for itself`() throws {
    let folder = try ListFolder()
    for (job, id) in [(1, "u-1"), (2, "u-2"), (10, "u-10")] {
      try folder.write("archives.\(job)/words_text", "\(id)-1 SEE <eps> YOU\n\(id)-2 SEA\n")
      try folder.write("archives.\(job)/acwt", "\(id)-1 500\n\(id)-2 400\n")
      try folder.write("archives.\(job)/lmwt.nolm", "\(id)-1 1.5\n\(id)-2 2\n")
      try folder.write("archives.\(job)/lmwt.lmonly", "\(id)-1 2\n\(id)-2 4\n")
      try folder.write("archives.\(job)/lmwt.nn", "\(id)-1 6\n\(id)-2 8\n")
    }
    let corpus = try Corpus(contentsOf: folder.path)
    #expect(corpus.map(\.id) == ["u-1", "u-2", "u-10"])
    #expect(corpus[0].nBest.texts == ["SEA", "SEE YOU"])
    #expect(
      corpus[0].nBest[1].costs == FirstPassCosts(acoustic: 500, language: 3.5, total: 53.5))
    let mixed = try Corpus(CorpusSource("kaldi,nn-weight=0.25,lmwt=20:\(folder.path)/archives.2"))
    #expect(
      mixed[0].nBest[1].costs
        == FirstPassCosts(acoustic: 500, language: 1.5 + 0.25 * 6 + 0.75 * 2, total: 29.5))
  }

  @Test func `a missing cost is said with its file`() throws {
    let folder = try ListFolder()
    try folder.write("archives.1/words_text", "u-1 A\n")
    try folder.write("archives.1/acwt", "u-2 5\n")
    try folder.write("archives.1/lmwt.withlm", "u-1 5\n")
    let error = #expect(throws: CorpusError.self) { try Corpus(contentsOf: folder.path) }
    #expect(
      "\(error!)"
        == "\(folder.path)/archives.1/words_text:1: expected a line for \"u-1\" in \(folder.path)/archives.1/acwt, found none"
    )
  }

  @Test func `Kaldi's text must be named`() throws {
    let corpus = try ListSamples.read("u1 SEE  YOU\nu2\nu3\tAH\n", as: "kaldi-text")
    #expect(corpus.map(\.id) == ["u1", "u2", "u3"])
    #expect(corpus.map { $0.nBest[0].text } == ["SEE  YOU", "", "AH"])
  }
}
