import Artifacts
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

/// Runs on lists that are small enough to count by hand.
@Suite struct `Measures of hand-made lists` {
  private static func corpus(_ utterances: (reference: String, texts: [String])...) -> Corpus {
    Corpus(
      name: "hand-made", digest: .sha256(of: "hand-made"),
      utterances: utterances.enumerated().map { index, utterance in
        Utterance(
          id: "u\(index)", reference: utterance.reference,
          nBest: NBestList(
            utterance.texts.enumerated().map {
              Hypothesis(text: $1, costs: FirstPassCosts(total: Double($0)))
            }))
      })
  }

  private static func record(
    _ corpus: Corpus, _ models: [any RescoringModel], _ perturbations: [any Perturbation] = [],
    baseline: String? = nil
  ) throws -> CorpusRecord {
    let run = try RobustnessRun(
      configuration: RunConfiguration(resamples: 100, baseline: baseline),
      models: models.map { SecondPass(model: $0, interpolation: .secondPassAlone) },
      corpora: [corpus], perturbations: perturbations, properties: [])
    return try run.record(programVersion: "test", command: "none").corpora[0]
  }

  private static let shortest = FunctionModel(name: "shortest") { Double($0.count) }
  private static let longest = FunctionModel(name: "longest") { -Double($0.count) }

  /// By hand. Distinct texts: 1, 0 and 2 errors, mean 1; 2, 0 and 1, mean 1. Of 8 words.
  @Test func `baselines and regret are sums over utterances`() throws {
    let corpus = try Self.record(
      Self.corpus(
        ("a b c d", ["a b c x", "a b c d", "a b c d", "x y c d"]),
        ("e f g h", ["x y g h", "e f g h", "e f g xx"])), [Self.longest])
    let clean = try #require(corpus.cleanBaselines)
    #expect(clean.oracle.value == 0)
    #expect(clean.randomPick.value == 2.0 / 8)
    let firstPass = corpus.models[0].clean
    #expect(firstPass.regret?.estimate?.value == 3.0 / 8)
    #expect(firstPass.skill?.estimate?.value == (2.0 - 3) / 2)
    // The longest text: that of rank 0 of the first list, with 1 error, and "e f g xx" of the second.
    let longest = corpus.models[1].clean
    #expect(longest.regret?.estimate?.value == 2.0 / 8)
    #expect(longest.skill?.estimate?.value == 0)
  }

  @Test func `lists without a choice have no skill, with the reason`() throws {
    let corpus = try Self.record(
      Self.corpus(("a b", ["a x", "a y"]), ("c d", ["c d"])), [Self.longest], [Truncation()])
    for model in corpus.models {
      #expect(model.clean.skill == .undefined(.noHeadroom))
      #expect(model.clean.regret?.estimate?.value == 0)
      for result in model.perturbed {
        #expect(result.skillKept == .undefined(.noCleanHeadroom))
        #expect(result.moves?.harm == .undefined(.nothingMoved))
      }
    }
  }

  @Test func `a corpus without reference words is refused`() throws {
    #expect(throws: RunError.noReferenceWords(corpus: "hand-made", utterances: 2, insertions: 2)) {
      try Self.record(Self.corpus(("", ["x", "x y"]), ("…", ["x"])), [Self.longest])
    }
  }

  /// Truncation drops the last hypothesis: the longest of the first list, not of the second.
  @Test func `where the clean choice was removed, the list is left out and counted`() throws {
    let corpus = try Self.record(
      Self.corpus(("a b", ["a b", "a", "a b c"]), ("c d", ["c d e", "c d", "c"])),
      [Self.longest], [Truncation()])
    for result in corpus.models[1].perturbed {
      let moves = try #require(result.moves)
      #expect((moves.compared, moves.leftOut, moves.moved) == (1, 1, 0))
    }
  }

  /// Reversed texts: the choosers by length choose as before, by the last letter another.
  @Test func `harm and rescue compare with staying`() throws {
    let last = FunctionModel(name: "last letter") { text in
      -Double(text.unicodeScalars.last?.value ?? 0)
    }
    // Clean: "a z" (1 error) and "b c" (0). Replacing "z" by "c" makes the others' last letters win.
    let corpus = try Self.record(
      Self.corpus(("a b", ["a z", "a b"]), ("b y", ["b z", "x y"]), ("q", ["q"])), [last],
      [Rewriting()])
    let heard = try #require(corpus.models[1].perturbed.first { $0.counting == .asHeard })
    let moves = try #require(heard.moves)
    // "a a" has 1 error, "a b" none: rescued. "b a" has 1 error, "x y" has 1: neither.
    #expect((moves.compared, moves.leftOut, moves.moved) == (3, 0, 2))
    #expect(moves.netAddedErrors.estimate?.value == -1.0 / 5)
    // The cases are two distinct utterances: the interval is exact.
    #expect(moves.harm == .estimate(ExactRate.estimate(0, of: 2)))
    #expect(moves.rescue == .estimate(ExactRate.estimate(1, of: 2)))
  }

  @Test func `contrasts are against the baseline, or else against the first pass`() throws {
    let lists = Self.corpus(("a b", ["a x", "a b"]), ("c d e", ["c d", "c d e"]))
    let models = [Self.longest, Self.shortest, SmallWorld.healthy] as [any RescoringModel]
    let based = try #require(Self.record(lists, models, baseline: "shortest").contrasts)
    #expect(based.map(\.model) == ["longest", "healthy", "longest", "healthy"])
    #expect(based.allSatisfy { $0.against == "shortest" })
    #expect(based.map(\.measure) == [.wer, .wer, .skill, .skill])
    let free = try #require(Self.record(lists, models).contrasts)
    #expect(free.count == 6)
    #expect(free.allSatisfy { $0.against == "first-pass" })
  }

  @Test func `two utterances never show a difference`() throws {
    let corpus = try Self.record(
      Self.corpus(("a b", ["a x", "a b c", "a b"]), ("c d", ["c y", "c d e", "c d"])),
      [Self.longest, FunctionModel(name: "knows") { ["a b", "c d"].contains($0) ? 0 : 1 }])
    let lead = try #require(corpus.leads?.first)
    #expect(lead.leader == "knows")
    #expect(lead.contrasts.map(\.against) == ["first-pass", "longest"])
    #expect(lead.contrasts.allSatisfy { $0.p == nil && $0.holmP == nil })
    #expect(lead.contrasts[0].difference == .estimate(Estimate(value: -0.5, without: .fewUnits)))
    #expect(lead.contrasts[0].matchedPairsP == 0)
  }
}

/// Drops the last of each list.
private struct Truncation: Perturbation {
  let id = "truncation"
  let summary = "drops the last hypothesis"

  func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    PerturbedList(list.prefix(max(1, list.count - 1)))
  }
}

/// Writes "a" for "z".
private struct Rewriting: Perturbation {
  let id = "rewriting"
  let summary = "writes a for z"

  func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    PerturbedList(
      NBestList(
        list.hypotheses.map {
          Hypothesis(text: $0.text.replacing("z", with: "a"), costs: $0.costs)
        }))
  }
}
