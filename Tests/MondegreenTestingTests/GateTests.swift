import Artifacts
import Lexicons
import MondegreenTesting
import Perturbations
import Rescoring
import Robustness
import RobustnessRuns
import Testing
import Transcripts

@Suite struct `Robustness gate` {
  static let candidates = HomophoneCandidates(sets: [["sea", "see"], ["there", "their"]])
  static let references = ["over there by the sea", "see you there", "say hello"]

  static let corpus = Corpus(
    name: "tiny", digest: .sha256(of: "tiny"),
    utterances: references.enumerated().map { index, text in
      let words = text.split(separator: " ")
      let misheard = words.dropLast().joined(separator: " ") + " wherever"
      return Utterance(
        id: "\(index)", reference: text,
        nBest: NBestList([
          Hypothesis(text: misheard, costs: FirstPassCosts(total: 1)),
          Hypothesis(text: text, costs: FirstPassCosts(total: 2)),
        ]))
    })

  static let healthy = HealthyModel(
    references: references,
    sounds: SoundClasses(
      of: references.flatMap { $0.split(separator: " ").map(String.init) }, candidates: candidates))

  static let lexicon = Result {
    let entries = "there  DH EH1 R\ntheir  DH EH1 R\nsea  S IY1\nsee  S IY1\n"
    return HomophoneIndex(
      try Lexicon(text: entries, path: "tiny", format: .cmudict),
      frequencies: try WordFrequencies(
        text: "there\t90\ntheir\t80\nsea\t70\nsee\t60\n", path: "tiny"))
  }

  let gate: RobustnessGate

  init() throws {
    gate = RobustnessGate(
      properties: RobustnessProperties.all(candidates: Self.candidates),
      kit: PerturbationKit(try Self.lexicon.get()))
  }

  func secondPass(_ model: any RescoringModel) -> SecondPass {
    SecondPass(model: model, interpolation: Interpolation(total: 0.01, secondPass: 1))
  }

  @Test func `a healthy model passes`() throws {
    let findings = try gate.check(secondPass(Self.healthy), on: Self.corpus)
    #expect(findings.map(\.property) == gate.properties.map(\.id))
    #expect(findings.allSatisfy { $0.passes(allowing: 0) && $0.cases > 0 })
    #expect(findings.allSatisfy { $0.kind != .contract || $0.failures == 0 })
  }

  @Test func `a broken model is one issue per property, with the smallest list and its replay`()
    throws
  {
    let broken = BrokenModel(.dependsOnOrder, of: Self.healthy)
    try withKnownIssue {
      try gate.check(secondPass(broken), on: Self.corpus)
    } matching: { issue in
      let text = "\(issue)"
      return text.contains("cases fail") && text.contains("replay      .replay(\"")
        && text.contains("NPRR on 3 lists of tiny") && text.contains("shrunk in ")
        && text.contains("  varies      ")
    }
  }

  @Test func `a known failure is named by its property`() throws {
    let blind = BrokenModel(.isHomophoneBlind, of: Self.healthy)
    let gate = RobustnessGate(
      properties: [.homophoneDiscrimination(Self.candidates)], kit: gate.kit)
    try withKnownIssue {
      try gate.check(secondPass(blind), on: Self.corpus)
    } matching: {
      $0.isFailure(of: "homophone-discrimination")
    }
  }

  @Test func `failures within the allowed share pass`() throws {
    let broken = BrokenModel(.isCaseSensitive, of: Self.healthy)
    let lenient = RobustnessGate(
      properties: [.textFormInvariance], kit: PerturbationKit(try Self.lexicon.get()),
      maximumFailureShare: 1)
    let findings = try lenient.check(secondPass(broken), on: Self.corpus)
    #expect(findings[0].failures > 0)
  }

  @Test func `no share lets a failed contract pass`() throws {
    let broken = BrokenModel(.dependsOnOrder, of: Self.healthy)
    let lenient = RobustnessGate(
      properties: [.orderInvariance], kit: PerturbationKit(try Self.lexicon.get()),
      maximumFailureShare: 1)
    try withKnownIssue {
      try lenient.check(secondPass(broken), on: Self.corpus)
    } matching: {
      $0.isFailure(of: "order-invariance")
    }
  }

  @Test(arguments: [BrokenModel.Defect.isConstant, .isRandom])
  func `neither a constant nor a random cost passes, whatever is allowed`(
    defect: BrokenModel.Defect
  ) throws {
    let gate = RobustnessGate(
      properties: gate.properties, kit: gate.kit, maximumFailureShare: 0.3)
    try withKnownIssue {
      try gate.check(secondPass(BrokenModel(defect, of: Self.healthy)), on: Self.corpus)
    } matching: {
      $0.isFailure(of: "skill-short-texts") || $0.isFailure(of: "skill-long-texts")
        || $0.error is RobustnessFailure
    }
  }

  @Test(arguments: [Double.nan, -0.1, 1.5, .infinity])
  func `a share that is none is an error`(share: Double) throws {
    let gate = RobustnessGate(
      properties: gate.properties, kit: gate.kit, maximumFailureShare: share)
    #expect { try gate.check(secondPass(Self.healthy), on: Self.corpus) } throws: {
      if case GateError.notAShare = $0 { true } else { false }
    }
  }

  @Test func `a gate without properties is an error`() throws {
    let gate = RobustnessGate(properties: [], kit: gate.kit)
    #expect(throws: GateError.noProperties) {
      try gate.check(secondPass(Self.healthy), on: Self.corpus)
    }
  }

  @Test func `several perturbations of each utterance make up the number of cases`() throws {
    let gate = RobustnessGate(
      properties: [.rankStability(under: .homophones(Self.candidates))], kit: gate.kit, cases: 5)
    let findings = try gate.check(secondPass(Self.healthy), on: Self.corpus)
    #expect(findings[0].cases > Self.corpus.count)
  }

  @Test func `a model whose weight is 0 can't pass`() throws {
    try withKnownIssue {
      try gate.check(
        SecondPass(model: Self.healthy, interpolation: .firstPass), on: Self.corpus)
    } matching: {
      "\($0)".contains("takes no part in the choice") || $0.error is RobustnessFailure
    }
  }

  @Test func `a property with nothing to examine can't pass`() throws {
    let idle = RobustnessGate(
      properties: [.rankStability(under: .homophones(HomophoneCandidates(sets: [])))],
      kit: PerturbationKit(try Self.lexicon.get()))
    try withKnownIssue {
      try idle.check(secondPass(Self.healthy), on: Self.corpus)
    } matching: {
      "\($0)".contains("gives a case to examine")
    }
  }
}

@Suite struct `The hint about slow builds` {
  @Test func `is not given for a quick gate, and once at the most`() {
    #expect(SlowBuildHint.text(after: .seconds(1)) == nil)
    // Another gate of this process may have given it.
    let hints = (0..<3).compactMap { _ in SlowBuildHint.text(after: .seconds(61)) }
    #expect(hints.count <= 1)
    #expect(hints.allSatisfy { $0.contains("this gate took 61 seconds in a debug build") })
    #expect(SlowBuildHint.text(after: .seconds(61)) == nil)
  }
}
