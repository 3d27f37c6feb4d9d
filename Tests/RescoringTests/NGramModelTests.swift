import Foundation
import Rescoring
import Testing
import Transcripts

@Suite struct `N-gram model` {
  let texts = ["a b a", "a b c", "b c", "a", "c c b a"]
  let vocabulary: [String?] = ["a", "b", "c", "never seen", nil]

  @Test func `probabilities after any context sum to one`() {
    let model = NGramModel(trainedOn: texts)
    for context in [[], ["a"], ["b", "a"], ["zebra"], ["a", "zebra"], ["c", "c"]] {
      let sum = vocabulary.reduce(0) { $0 + model.probability(of: $1, after: context) }
      #expect(abs(sum - 1) < 1e-12, "after \(context)")
    }
  }

  /// By hand from "a" alone: trigrams `<s> <s> a` and `<s> a </s>`, each once, so every discount is
  /// 1 / (1 + 0) = 1, and each order passes all its mass down to the uniform 1 / 3.
  @Test func `one text of one word leaves everything to the uniform distribution`() {
    let model = NGramModel(trainedOn: ["a"])
    #expect(abs(model.probability(of: "a", after: []) - 1.0 / 3) < 1e-12)
    #expect(abs(model.cost(of: "a") - 2 * log(3.0)) < 1e-12)
  }

  /// By hand from "a", "a": trigrams `<s> <s> a` and `<s> a </s>` twice each, so no trigram was seen
  /// once and D₃ = ½. Bigrams and unigrams count types: one each, D = 1. So
  /// P(a) = (2 − ½) / 2 + ½ / 2 · 1/3 = 5/6.
  @Test func `counts, discounts and back-off weights are as published`() {
    let model = NGramModel(trainedOn: ["a", "a"])
    #expect(abs(model.probability(of: "a", after: []) - 5.0 / 6) < 1e-12)
    #expect(abs(model.probability(of: nil, after: ["a"]) - 5.0 / 6) < 1e-12)
  }

  @Test func `costs prefer what was seen`() throws {
    let model = NGramModel(trainedOn: ["tell her we're over there", "they're over there"])
    let costs = try model.costs(for: [list("over there", "over their")])[0]
    #expect(costs[0] < costs[1])
    #expect(model.cost(of: "OVER there!") == costs[0])
  }

  @Test func `its digest follows the training texts`() {
    #expect(
      NGramModel(trainedOn: ["a b"]).identity.digest
        == NGramModel(trainedOn: ["A  b."]).identity.digest)
    #expect(
      NGramModel(trainedOn: ["a b"]).identity.digest
        != NGramModel(trainedOn: ["a", "b"]).identity.digest)
  }

  @Test func `a model without texts is uniform and finite`() {
    #expect(NGramModel(trainedOn: []).cost(of: "a b").isFinite)
  }
}
