import Foundation
import Rescoring
import Testing
import Transcripts

@Suite struct `A language model in the ARPA format` {
  static let arpa = """

    \\data\\
    ngram 1=5
    ngram 2=4
    ngram 3=1

    \\1-grams:
    -99\t<s>\t-0.5
    -0.7\t</s>
    -1.0\tthe\t-0.25
    -1.5\tsea\t-0.1
    -2.0\tsee

    \\2-grams:
    -0.3\t<s> the\t-0.2
    -0.4\tthe sea
    -1.9\tthe see
    -0.6\tsea </s>

    \\3-grams:
    -0.05\t<s> the sea

    \\end\\
    """

  let model: BackoffModel
  static let nats = log(10.0)

  init() throws {
    model = try BackoffModel(arpaText: Self.arpa, path: "small.arpa")
  }

  /// The logarithm to the base of 10, as the file has them.
  func decimal(_ word: String, after first: String?, _ second: String?) -> Double {
    let beginning = model.beginning
    return model.logProbability(
      of: word == "</s>" ? model.end : model.number(of: word),
      after: first.map { $0 == "<s>" ? beginning.1 : model.number(of: $0) } ?? beginning.0,
      second.map { $0 == "<s>" ? beginning.1 : model.number(of: $0) } ?? beginning.1)
      / Self.nats
  }

  func isClose(_ value: Double, _ expected: Double) -> Bool { abs(value - expected) < 1e-6 }

  @Test func `n-grams that the file has are as probable as it says`() {
    #expect(model.wordCount == 5 && model.bigramCount == 4 && model.trigramCount == 1)
    #expect(isClose(decimal("the", after: nil, nil), -0.3))
    #expect(isClose(decimal("sea", after: "<s>", "the"), -0.05))
    #expect(isClose(decimal("sea", after: "sea", "the"), -0.4))
  }

  @Test func `others are backed off, by the weight of the longest context that the file has`() {
    // "<s> the see" backs off from "<s> the".
    #expect(isClose(decimal("see", after: "<s>", "the"), -0.2 - 1.9))
    // "the sea the": no weight for "the sea", which begins no trigram, and that of "sea".
    #expect(isClose(decimal("the", after: "the", "sea"), -0.1 - 1.0))
    #expect(isClose(decimal("</s>", after: "see", "see"), -0.7))
  }

  @Test func `the cost of a text is that of its words and its end, in nats`() throws {
    let expected = (0.3 + 0.05 + 0.6) * Self.nats
    #expect(abs(model.cost(ofNormalized: "the sea") - expected) < 1e-5)
    let list = NBestList([
      Hypothesis(text: "The  SEA", costs: FirstPassCosts(total: 1)),
      Hypothesis(text: "the see", costs: FirstPassCosts(total: 2)),
    ])
    let costs = try model.costs(for: [list])[0]
    #expect(abs(costs[0] - expected) < 1e-5 && costs[1] > costs[0])
  }

  @Test func `an unknown word is as rare as the rarest known one, or as the file says`() throws {
    #expect(model.number(of: "weir") == model.unknown && !model.knows("weir"))
    #expect(isClose(model.logProbability(of: model.unknown) / Self.nats, -2.0))
    let open = Self.arpa.replacing("ngram 1=5", with: "ngram 1=6")
      .replacing("-2.0\tsee\n", with: "-2.0\tsee\n-1.2\t<UNK>\n")
    let other = try BackoffModel(arpaText: open, path: "open.arpa")
    #expect(isClose(other.logProbability(of: other.unknown) / Self.nats, -1.2))
  }

  @Test func `capitals in the file are found by normalized words`() throws {
    let upper = try BackoffModel(
      arpaText: Self.arpa.replacing("the", with: "THE").replacing("sea", with: "SEA")
        .replacing("see", with: "SEE"), path: "upper.arpa")
    #expect(
      upper.cost(ofNormalized: "the sea") == model.cost(ofNormalized: "the sea")
        && upper.identity.digest != model.identity.digest)
  }

  @Test func `unigrams alone and bigrams are models, too`() throws {
    let one = """
      \\data\\
      ngram 1=3
      \\1-grams:
      -99 <s>
      -0.5 </s>
      -0.2 a
      \\end\\
      """
    let model = try BackoffModel(arpaText: one, path: "one.arpa")
    #expect(isClose(model.cost(ofNormalized: "a") / Self.nats, 0.7))
  }

  @Test(arguments: [
    ("\\data\\", "\\dat\\", "small.arpa:23: expected \\data\\, found the end of the file"),
    (
      "ngram 2=4", "ngram 2=x", "small.arpa:4: expected ngram 2=COUNT, found \"ngram 2=x\""
    ),
    (
      "ngram 1=5", "ngram 1=99999999999",
      "small.arpa:3: expected at most 50000000 n-grams of an order, found 99999999999"
    ),
    (
      "ngram 3=1", "ngram 3=1\nngram 4=7",
      "small.arpa:8: expected a model of order 1, 2 or 3, found order 4"
    ),
    (
      "-1.0\tthe", "x\tthe",
      "small.arpa:10: expected a decimal logarithm and 1 word, found \"x\tthe\t-0.25\""
    ),
    (
      "-1.0\tthe", "0.5\tthe",
      "small.arpa:10: expected a decimal logarithm and 1 word, found \"0.5\tthe\t-0.25\""
    ),
    (
      "-2.0\tsee\n", "-2.0\tsea\n",
      "small.arpa:12: expected each word once, found \"sea\" again"
    ),
    (
      "-0.4\tthe sea", "-0.4\tthe weir",
      "small.arpa:16: expected words of the section \\1-grams:, found \"weir\""
    ),
    (
      "-0.05\t<s> the sea", "-0.05\tsee the sea",
      "small.arpa:21: expected a trigram whose first two words are a bigram of the file, found "
        + "none of \"see the\""
    ),
    (
      "ngram 2=4", "ngram 2=5",
      "small.arpa:19: expected a decimal logarithm and 2 words, found \"\""
    ),
    ("\\end\\", "", "small.arpa:22: expected \\end\\, found the end of the file"),
  ])
  func `what is wrong is said with file and line`(old: String, new: String, error: String) {
    let text = Self.arpa.replacing(old, with: new)
    let found = #expect(throws: LanguageModelError.self) {
      try BackoffModel(arpaText: text, path: "small.arpa")
    }
    #expect(found?.description == error)
  }

  /// Nothing is made for words that the file can't hold.
  @Test func `a packed model whose header promises four thousand million words is refused`() throws
  {
    let path = NSTemporaryDirectory() + "promising-\(UUID().uuidString).lm"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var bytes = Data("mondegreen trigram 1\n".utf8)
    bytes += [0xFF, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 90)
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(throws: LanguageModelError.self) { try BackoffModel(packed: path, name: "x") }
  }

  @Test func `a file that is no packed model says so`() throws {
    let path = NSTemporaryDirectory() + "not-packed-\(UUID().uuidString).lm"
    try Data("mondegreen trigram 1\nxxxx".utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: LanguageModelError.self) { try BackoffModel(packed: path, name: "x") }
  }
}

@Suite struct `The unit of language costs` {
  static let model = NGramModel(trainedOn: ["the sea is here", "see the sea", "we see"])

  /// Lists whose language costs are the model's, times a unit.
  static func lists(unit: Double) -> [NBestList] {
    [["the sea", "see the sea", "we see the sea here"], ["we see", "we sea"]].map { texts in
      NBestList(
        texts.map {
          let cost = model.cost(ofNormalized: $0) * unit
          return Hypothesis(
            text: $0, costs: FirstPassCosts(acoustic: 1, language: cost, total: 1 + 9 * cost))
        })
    }
  }

  @Test(arguments: [1.0, 0.5, 4.3])
  func `is found from the lists`(unit: Double) throws {
    let found = try #require(
      LanguageUnit.estimated(from: Self.lists(unit: unit), by: Self.model))
    #expect(abs(found - unit) < 1e-9)
  }

  @Test func `is not known of lists without language costs`() {
    let bare = [
      NBestList(["a", "b"].map { Hypothesis(text: $0, costs: FirstPassCosts(total: 1)) })
    ]
    #expect(LanguageUnit.estimated(from: bare, by: Self.model) == nil)
  }
}
