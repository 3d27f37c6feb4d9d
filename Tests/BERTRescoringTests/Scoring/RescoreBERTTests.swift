import AdapterEngine
import BERTRescoring
import Rescoring
import Testing
import Transcripts

struct RescoreBERTTests {
  private func list(_ texts: [String]) -> NBestList {
    NBestList(texts.map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) })
  }

  /// Texts of different lengths, two of them twice.
  private var texts: [String] {
    let texts = TinyModels.sentences(60, seed: 5).map { $0.joined(separator: " ") }
    return texts + [texts[3], texts[40], ""]
  }

  private func expectSameBits(
    distinct: Int = 50, _ make: (Int) throws -> any RescoringModel
  ) throws {
    let texts = texts
    let together = try make(1).costs(for: [list(texts)])[0]
    let alone = try texts.map { try make(1).costs(for: [list([$0])])[0][0] }
    let reversed = try make(1).costs(for: [list(texts.reversed())])[0]
    let threaded = try make(3).costs(for: texts.map { list([$0]) }).map { $0[0] }
    #expect(together == alone)
    #expect(together == reversed.reversed())
    #expect(together == threaded)
    #expect(Set(together).count > distinct)
  }

  @Test func `a text costs the same bits in any batch, order and number of threads`() throws {
    try expectSameBits { try TinyModels.rescorer(threads: $0) }
  }

  @Test(arguments: [ProductPrecision.bfloat16, .int8])
  func `in reduced precision, too`(precision: ProductPrecision) throws {
    try expectSameBits { try TinyModels.rescorer(threads: $0, precision: precision) }
    let model = try TinyModels.languageModel()
    try expectSameBits {
      PseudoLogLikelihood(model, textForm: .spoken, threads: $0, precision: precision)
    }
  }

  @Test(arguments: [ProductPrecision.bfloat16, .int8])
  func `reduced precision is another model, but a close one`(precision: ProductPrecision) throws {
    let lists = [list(texts)]
    let single = try TinyModels.rescorer(), reduced = try TinyModels.rescorer(precision: precision)
    #expect(single.identity.digest != reduced.identity.digest)
    let a = try single.costs(for: lists)[0], b = try reduced.costs(for: lists)[0]
    #expect(a != b)
    #expect(Correlation.of(a, b) > 0.99)
  }

  @Test(arguments: ProductPrecision.allCases)
  func `a weight that is no number is told, not scored`(precision: ProductPrecision) throws {
    let model = try TinyModels.rescorer(precision: precision)
    for bad in [Float.nan, .infinity] {
      let broken = model.replacing("encoder.layer.1.output.dense.weight") { $0[3, 5] = bad }
      #expect(throws: RescoringError.self) { try broken.costs(for: [list(["tell her"])]) }
    }
  }

  @Test func `so does it under pseudo-log-likelihood`() throws {
    let model = try TinyModels.languageModel()
    try expectSameBits { PseudoLogLikelihood(model, textForm: .spoken, threads: $0) }
    try expectSameBits {
      PseudoLogLikelihood(model, textForm: .spoken, passes: 3, threads: $0)
    }
  }

  @Test func `case, accents' form and punctuation don't matter in the spoken form`() throws {
    let model = try TinyModels.rescorer()
    let costs = try model.costs(
      for: [list(["tell her we're over there", "Tell her, we’re over there!"])])[0]
    #expect(costs[0] == costs[1])
    let written = RescoreBERT(
      name: "written", summary: "", configuration: model.configuration,
      tokenizer: model.tokenizer, textForm: .written, store: model.store)
    let other = try written.costs(
      for: [list(["tell her we're over there", "Tell her, we’re over there!"])])[0]
    #expect(other[0] == costs[0])
    #expect(other[0] != other[1])
  }

  @Test func `a text longer than the model's positions is cut`() throws {
    let model = try TinyModels.rescorer()
    let long = Array(repeating: "there", count: 200).joined(separator: " ")
    let costs = try model.costs(for: [list([long, long + " too"])])[0]
    #expect(costs[0] == costs[1])
  }
}

/// Pearson's correlation.
enum Correlation {
  static func of(_ a: [Double], _ b: [Double]) -> Double {
    let n = Double(a.count)
    let meanA = a.reduce(0, +) / n, meanB = b.reduce(0, +) / n
    var ab = 0.0, aa = 0.0, bb = 0.0
    for (x, y) in zip(a, b) {
      ab += (x - meanA) * (y - meanB)
      aa += (x - meanA) * (x - meanA)
      bb += (y - meanB) * (y - meanB)
    }
    return ab / (aa * bb).squareRoot()
  }
}

extension RescoreBERT {
  /// The same model with one parameter changed.
  fileprivate func replacing(_ name: String, _ change: (inout Tensor) -> Void) -> RescoreBERT {
    var store = store
    store.update(store.id(named: name)!, change)
    return RescoreBERT(
      name: "changed", summary: "", configuration: configuration, tokenizer: tokenizer,
      textForm: textForm, store: store, precision: precision)
  }
}

@Suite struct `What a BERT rescorer reads of a text` {
  @Test func `texts with one read part have one cost, and whole texts have no part`() throws {
    let model = try TinyModels.rescorer()
    let beginning = Array(repeating: "the sea", count: 20).joined(separator: " ")
    let (one, other) = (beginning + " their", beginning + " there here")
    let part = try #require(model.readPart(of: one))
    #expect(part.split(separator: " ").count == 24 - 2)
    #expect(model.readPart(of: other) == part)
    let costs = try model.costs(
      for: [
        NBestList([one, other].map { Hypothesis(text: $0, costs: FirstPassCosts(total: 0)) })
      ])
    #expect(costs[0][0] == costs[0][1])
    #expect(model.readPart(of: "the sea") == nil)
    // Twenty-two pieces fit, twenty-three don't.
    let words = TinyModels.words.filter { model.tokenizer.pieces(of: $0).count == 1 }
    let fitting = (0..<22).map { words[$0 % words.count] }
    #expect(model.readPart(of: fitting.joined(separator: " ")) == nil)
    #expect(model.readPart(of: (fitting + ["the"]).joined(separator: " ")) != nil)
  }
}
