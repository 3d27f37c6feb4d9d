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
    directory = try BERTDirectory(contentsOf: Goldens.path("encoder"))
    goldens = try Goldens.decode([Golden].self, from: "encoder/golden.json")
  }

  @Test func `hidden states equal PyTorch's`() throws {
    let states = try states(.inference) { $0.hiddenStates(of: $1, on: &$2, generator: &$3) }
    let expected = goldens.flatMap(\.hidden)
    #expect(worst(states.values, expected) < 1e-5)
  }

  @Test func `states of [CLS] alone equal PyTorch's, without keys and values`() throws {
    let states = try states(.inference) { $0.classificationStates(of: $1, on: &$2, generator: &$3) }
    let expected = goldens.flatMap { $0.hidden.prefix(directory.configuration.hiddenSize) }
    #expect(worst(states.values, expected) < 1e-5)
  }

  @Test func `states of [CLS] alone are the whole pass's, bit for bit, in training`() throws {
    let all = try states(.training) { $0.hiddenStates(of: $1, on: &$2, generator: &$3) }
    let firsts = try states(.training) { $0.classificationStates(of: $1, on: &$2, generator: &$3) }
    for (row, range) in PackedSequences(goldens.map(\.tokens)).ranges.enumerated() {
      #expect(firsts.row(row) == all.row(range.lowerBound))
    }
  }

  private func states(
    _ mode: Tape.Mode,
    _ of: (BERTEncoder, PackedSequences, inout Tape, inout CounterGenerator) -> Node
  ) throws -> Tensor {
    let encoder = BERTEncoder(
      configuration: directory.configuration.with(dropout: 0), store: directory.store)
    var tape = Tape(directory.store, mode: mode)
    var generator = CounterGenerator(seed: 0)
    return of(encoder, PackedSequences(goldens.map(\.tokens)), &tape, &generator).value
  }

  /// Infinite where there are more or fewer than expected.
  private func worst(_ found: [Float], _ expected: [Float]) -> Float {
    guard found.count == expected.count else { return .infinity }
    return zip(found, expected).map { abs($0 - $1) }.max() ?? 0
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
