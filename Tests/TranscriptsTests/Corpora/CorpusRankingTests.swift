import Testing
import Transcripts

/// Reading a corpus fixes the ranks of its lists, whatever its scores are and however they are ordered.
@Suite struct CorpusRankingTests {
  /// A corpus of lists of (text, total); a total of nil leaves the key out.
  private func lines(_ lists: [[(text: String, total: Double?)]]) -> String {
    lists.enumerated().map { number, list in
      let hypotheses = list.map { text, total in
        "{\"text\":\"\(text)\"" + (total.map { ",\"total\":\($0)" } ?? "") + "}"
      }
      return "{\"version\":1,\"id\":\"u\(number + 1)\",\"reference\":\"write it down\","
        + "\"hypotheses\":[\(hypotheses.joined(separator: ","))]}\n"
    }.joined()
  }

  private func read(
    _ lists: [[(text: String, total: Double?)]], _ scores: ScoreDirection? = nil
  ) throws -> Corpus {
    try Corpus(text: lines(lists), path: "some.jsonl", scores: scores)
  }

  private let rising = [("write it down", 1.0), ("right it down", 2.0), ("rite it down", 3.0)]

  private func list(_ pairs: [(String, Double)]) -> [(text: String, total: Double?)] {
    pairs.map { (text: $0, total: $1) }
  }

  @Test
  func `totals decide the ranks, not the order of the file, and it is said where they differ`()
    throws
  {
    let swapped = [rising[1], rising[0], rising[2]]
    let corpus = try read([list(rising), list(swapped), list(rising)])
    #expect(
      corpus.utterances.map { $0.nBest[0].text } == Array(repeating: "write it down", count: 3))
    #expect(WordErrorRate.firstPass(of: corpus.utterances).edits == 0)
    #expect(
      corpus.survey.notices == [
        "1 of 3 lists are not in the order of their totals (first: line 2, u2); totals decide the ranks"
      ])
  }

  @Test func `rounding is no disagreement`() throws {
    let corpus = try read([list([("a", 1000.0001), ("b", 1000), ("c", 1001), ("d", 1002)])])
    #expect(corpus.utterances[0].nBest.hypotheses.map(\.text) == ["b", "a", "c", "d"])
    #expect(corpus.survey.notices == [])
  }

  @Test func `equal totals keep the order of the file`() throws {
    let corpus = try read([list([("b", 1), ("a", 1), ("c", 0.5), ("d", 2), ("e", 2), ("f", 3)])])
    #expect(corpus.utterances[0].nBest.hypotheses.map(\.text) == ["c", "b", "a", "d", "e", "f"])
  }

  @Test func `totals that mostly fall are refused, at the first line where they do`() {
    let falling = [("a", -1.0), ("b", -2), ("c", -3)]
    #expect(throws: CorpusError.descendingTotals(path: "some.jsonl", line: 2, falling: 4, of: 6)) {
      _ = try read([list(rising), list(falling), list(falling)])
    }
    #expect(
      CorpusError.descendingTotals(path: "some.jsonl", line: 2, falling: 4, of: 6).description
        == "some.jsonl:2: expected costs (lower is better), found totals that fall in 4 of 6 places: "
        + "these look like log-probabilities; declare them with --scores log-probability, or with "
        + "--scores cost if they are costs")
    // Less than two thirds fall.
    #expect(throws: Never.self) {
      _ = try read([list(rising), list(rising), list(falling), list([("a", 2), ("b", 1)])])
    }
  }

  @Test func `scores that are negative throughout may be log-probabilities, and it is said`() throws
  {
    let shuffled = list([("a", -4), ("b", -1), ("c", -2), ("d", -1.5)])
    let corpus = try read([shuffled, shuffled])
    #expect(
      corpus.survey.notices.contains {
        $0.hasPrefix("totals or language costs are negative throughout (first: line 1, u1)")
      })
    // Whoever declares them knows, and so does a list with both signs.
    let declared = try read([shuffled], .cost)
    let mixed = try read([list([("a", -4), ("b", 1)]), list([("a", -4), ("b", -1)])])
    for notices in [declared.survey.notices, mixed.survey.notices] {
      #expect(!notices.contains { $0.contains("negative") })
    }
  }

  @Test func `declared scores become costs`() throws {
    let falling = list([("a", -1), ("b", -2), ("c", -4)])
    let logarithms = try read([falling], .logProbability)
    #expect(logarithms.utterances[0].nBest.hypotheses.map(\.costs.total) == [1, 2, 4])
    #expect(logarithms.utterances[0].nBest[0].text == "a")
    #expect(logarithms.survey.notices == [])

    let costs = try read([falling], .cost)
    #expect(costs.utterances[0].nBest.hypotheses.map(\.text) == ["c", "b", "a"])

    let probabilities = try read([list([("a", 0.25), ("b", 1)])], .probability)
    #expect(probabilities.utterances[0].nBest.hypotheses.map(\.text) == ["b", "a"])
    #expect(
      probabilities.utterances[0].nBest.hypotheses.map(\.costs.total) == [0, 1.3862943611198906])

    let none = try read([list([("a", 9), ("b", 1)])], ScoreDirection.none)
    #expect(none.utterances[0].nBest.hypotheses.map(\.text) == ["a", "b"])
    #expect(
      none.utterances[0].nBest.hypotheses.map(\.costs)
        == Array(repeating: FirstPassCosts(total: 0), count: 2))
  }

  @Test(arguments: [0, -0.5, 1.5])
  func `a probability outside 0 to 1 is refused`(total: Double) {
    #expect(
      throws: CorpusError.wrongType(
        path: "some.jsonl", line: 2, key: "hypotheses[1]",
        expected: "probabilities above 0 and up to 1", found: "a total of \(total)")
    ) {
      _ = try read([list([("a", 0.5)]), list([("a", 0.5), ("b", total)])], .probability)
    }
  }

  @Test func `lists without totals keep the order of the file, and it is said`() throws {
    let corpus = try read([[("b", nil), ("a", nil)], [("d", nil), ("c", nil)]])
    #expect(
      corpus.utterances.map { $0.nBest.hypotheses.map(\.text) } == [["b", "a"], ["d", "c"]])
    #expect(
      corpus.survey.notices == [
        "no list has totals that differ (first: line 1, u1): the order of each list is its ranking"
      ])
    #expect(throws: CorpusError.missingKey(path: "some.jsonl", line: 1, key: "hypotheses[1].total"))
    {
      _ = try read([[("b", 1), ("a", nil)]])
    }
  }

  @Test func `mixed parts and references without words are said`() throws {
    let text = """
      {"version":1,"id":"a","reference":"see you","hypotheses":[{"text":"x","acoustic":1,"language":1,"total":2}]}
      {"version":1,"id":"b","reference":"...","hypotheses":[{"text":"x","acoustic":1,"total":2}]}

      """
    let corpus = try Corpus(text: text, path: "some.jsonl")
    #expect(
      corpus.survey.notices == [
        "1 of 2 lists lack an acoustic or a language cost (first: line 2, b), so only totals are weighed",
        "1 of 2 references have no words (first: line 2, b): whatever is selected there is an insertion",
      ])
  }
}
