import AdapterEngine
import BERTRescoring
import Foundation
import Rescoring
import Testing
import Transcripts

struct EncoderGoldenTests {
  struct Golden: Decodable {
    let text: String
    let tokens: [Int32]
    let pseudoLogLikelihood: Double
    let hidden: [Float]
  }

  private let directory: BERTDirectory
  private let goldens: [Golden]

  init() throws {
    directory = try BERTDirectory(path: Goldens.path("encoder"))
    goldens = try Goldens.decode([Golden].self, from: "encoder/golden.json")
  }

  @Test func `hidden states equal PyTorch's`() throws {
    let encoder = BERTEncoder(configuration: directory.configuration, store: directory.store)
    let batch = PackedSequences(goldens.map(\.tokens))
    var generator = CounterGenerator(seed: 0)
    var tape = Tape(directory.store, mode: .inference)
    let states = encoder.hiddenStates(of: batch, on: &tape, generator: &generator).value
    let expected = goldens.flatMap(\.hidden)
    #expect(states.count == expected.count)
    let worst = zip(states.values, expected).map { abs($0 - $1) }.max() ?? 0
    #expect(worst < 1e-5)
    // The shortcut for [CLS] alone gives the same rows.
    let firsts = encoder.classificationStates(of: batch, on: &tape, generator: &generator).value
    for (row, range) in batch.ranges.enumerated() {
      #expect(firsts.row(row) == states.row(range.lowerBound))
    }
  }

  @Test func `pseudo-log-likelihoods equal PyTorch's`() throws {
    let model = PseudoLogLikelihood(
      try MaskedLanguageModel(directory: directory), textForm: .written)
    let list = NBestList(
      goldens.map { Hypothesis(text: $0.text, costs: FirstPassCosts(total: 0)) })
    for (cost, golden) in zip(try model.costs(for: [list])[0], goldens) {
      #expect(abs(cost - golden.pseudoLogLikelihood) < 1e-4, "\(golden.text)")
      #expect(directory.tokenizer.sequence(of: golden.text, limit: 20) == golden.tokens)
    }
  }

  @Test func `the pseudo-perplexity of texts is PyTorch's, a token's mean`() throws {
    let model = PseudoLogLikelihood(
      try MaskedLanguageModel(directory: directory), textForm: .written)
    let sequences = goldens.map { Array($0.tokens.dropFirst().dropLast()) }
    let tokens = Double(sequences.joined().count)
    let expected = exp(goldens.reduce(0) { $0 + $1.pseudoLogLikelihood } / tokens)
    #expect(abs(model.perplexity(of: sequences) / expected - 1) < 1e-4)
    #expect(model.perplexity(of: []) == 1)
  }
}
