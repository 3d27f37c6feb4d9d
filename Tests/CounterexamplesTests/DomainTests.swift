import Counterexamples
import Perturbations
import PropertyTesting
import Robustness
import SmallWorlds
import Testing
import Transcripts

/// What perturbations make, and parts of it, are in their domain; what a hand has edited is not.
@Suite struct `The domain of every kind` {
  static let strengths: [Strength] = [.words(1), .words(3), .share(0.01), .share(0.6)]

  static func perturbations(_ kind: PerturbationKind) throws -> [any Perturbation] {
    try [true, false].flatMap { isConsistent in
      try SpokenWorld.kit { $0.isConsistent = isConsistent }
        .perturbations([kind], strengths: strengths)
    }
  }

  @Test(arguments: PerturbationKind.allCases)
  func `holds what is drawn, and whatever shrinking leaves of it`(kind: PerturbationKind) throws {
    for perturbation in try Self.perturbations(kind) {
      for seed in UInt64(1)...6 {
        var source = ChoiceSource.random(seed: seed)
        let list = SpokenWorld.list
        let drawn = perturbation.perturb(
          list, reference: SpokenWorld.reference, source: &source)
        #expect(perturbation.domain(of: drawn, from: list) == .inside)
        let reduction = CaseReduction(
          RobustnessCase(clean: list, perturbed: drawn), perturbation: perturbation)
        for part in UInt64(1)...4 {
          var source = ChoiceSource.random(seed: seed * 100 + part)
          let item = reduction.generator.draw(from: &source)
          #expect(
            perturbation.domain(of: item.perturbed, from: item.clean) == .inside,
            "\(perturbation.condition.label): \(item)")
        }
      }
    }
  }

  static let clean = SmallWorld.list("two two there", "we're there", "hello")

  static func list(_ texts: [String], costs: [Double] = [0, 1, 2]) -> NBestList {
    NBestList(
      zip(texts, costs).map {
        Hypothesis(text: $0, costs: FirstPassCosts(language: 2, total: $1))
      })
  }

  static func made(_ hypothesis: Int, _ position: Int, _ word: String, _ other: String)
    -> Replacement
  {
    Replacement(hypothesis: hypothesis, position: position, original: word, replacement: other)
  }

  static let replaced = PerturbedList(
    list(["two two their", "we're there", "hello"]), replacements: [made(0, 2, "there", "their")])

  static func homophones(
    _ scope: PerturbationScope = .nBest, _ words: Int = 1, isConsistent: Bool = true
  ) -> HomophoneSubstitution {
    HomophoneSubstitution(
      scope: scope, strength: .words(words), candidates: SmallWorld.candidates,
      isConsistent: isConsistent)
  }

  static func reason(
    _ perturbed: PerturbedList, by perturbation: any Perturbation
  ) -> String? {
    guard case .outside(let reason) = perturbation.domain(of: perturbed, from: clean) else {
      return nil
    }
    return reason
  }

  @Test func `of words has costs, order and length as they were`() {
    let (texts, replacements) = (Self.replaced.list.texts, Self.replaced.replacements)
    #expect(Self.reason(Self.replaced, by: Self.homophones()) == nil)
    let cheap = PerturbedList(
      Self.list(texts, costs: [0, 1, 1.5]), replacements: replacements)
    #expect(
      Self.reason(cheap, by: Self.homophones())
        == "the perturbation \"homophones\" does not change the first-pass costs of \"hello\" like "
        + "this")
    let turned = PerturbedList(
      Self.list(texts.reversed(), costs: [2, 1, 0]), correspondence: [2, 1, 0],
      replacements: replacements)
    let more = PerturbedList(
      Self.list(texts + ["hello"], costs: [0, 1, 2, 2]), correspondence: [0, 1, 2, 2],
      replacements: replacements)
    for edited in [turned, more] {
      #expect(
        Self.reason(edited, by: Self.homophones())?.contains(
          "keeps the order and number of hypotheses, but the perturbed list holds hypotheses")
          == true)
    }
  }

  @Test func `of words keeps to scope, strength and consistency`() {
    let second = PerturbedList(
      Self.list(["two two there", "weir there", "hello"]),
      replacements: [Self.made(1, 0, "we're", "weir")])
    #expect(Self.reason(second, by: Self.homophones()) == nil)
    #expect(
      Self.reason(second, by: Self.homophones(.oneBest))
        == "only the first hypothesis may change, but \"we're there\" changed")
    let both = PerturbedList(
      Self.list(["to too there", "we're there", "hello"]),
      replacements: [Self.made(0, 0, "two", "to"), Self.made(0, 1, "two", "too")])
    #expect(
      Self.reason(both, by: Self.homophones(isConsistent: false))
        == "the strength allows 1 replacement in a hypothesis, but \"two two there\" has 2")
    #expect(
      Self.reason(both, by: Self.homophones(.nBest, 2))
        == "\"two\" becomes both \"to\" and \"too\", but replacements are consistent")
    #expect(Self.reason(both, by: Self.homophones(.nBest, 2, isConsistent: false)) == nil)
    // What a recognizer made keeps to none of them.
    #expect(Self.reason(both, by: Self.homophones(.oneBest).unlimited) == nil)
  }

  @Test(arguments: [
    [], [made(0, -1, "there", "their")], [made(0, .max, "there", "their")],
    [made(.max, 2, "there", "their")], [made(0, 2, "there", "zzz")],
    [made(0, 2, "there", "their"), made(7, 0, "a", "b")],
  ])
  func `of words asks for replacements that explain the texts`(replacements: [Replacement]) {
    let edited = PerturbedList(Self.replaced.list, replacements: replacements)
    let reason = Self.reason(edited, by: Self.homophones())
    #expect(reason?.contains("replacement") == true, "\(reason ?? "inside")")
  }

  @Test(arguments: [
    PerturbationKind.unperturbed, .scoreNoise, .textForm, .apostrophes, .truncation, .reordering,
    .costSwap, .duplication, .closestDrop, .copyAbove, .copyBelow,
  ])
  func `of lists believes no recorded replacement`(kind: PerturbationKind) throws {
    let perturbation = try SpokenWorld.kit.perturbation(kind)
    #expect(Self.reason(Self.replaced, by: perturbation) != nil)
    let told = PerturbedList(Self.clean, replacements: [Self.made(0, 2, "there", "their")])
    #expect(Self.reason(told, by: perturbation) != nil)
  }

  @Test func `of list kinds is just what each can make`() {
    func order(_ ranks: [Int]) -> PerturbedList {
      PerturbedList(NBestList(ranks.map { Self.clean[$0] }), correspondence: ranks)
    }
    let inside: [(any Perturbation, [[Int]])] = [
      (.none, [[0, 1, 2]]), (.reordering, [[0, 1, 2], [2, 0, 1]]),
      (.truncation, [[0], [0, 1], [0, 1, 2]]), (.duplication, [[0, 1, 2], [2, 0, 1, 2]]),
      (.closestDrop, [[0, 1, 2], [0, 1], [0, 2], [0], [2]]), (.costSwap, [[0, 1, 2]]),
      (ScoreNoise(.uniform(width: 1)), [[0, 1, 2]]),
      (
        CopyInsertion(of: Self.homophones(.oneBest), placement: .above),
        [[0, 1, 2], [0, 1, 1, 2]]
      ),
    ]
    let orders = [
      [0, 1, 2], [2, 0, 1], [0], [0, 1], [0, 2], [2], [2, 0, 1, 2], [0, 1, 1, 2], [0, 0, 1, 1],
      [1, 0],
    ]
    for (perturbation, allowed) in inside {
      for ranks in orders {
        let isAllowed =
          allowed.contains(ranks)
          || (perturbation.id == "duplication" && ranks == [0, 1, 1, 2])
        #expect(
          (Self.reason(order(ranks), by: perturbation) == nil) == isAllowed,
          "\(perturbation.id): \(ranks)")
      }
    }
  }

  @Test func `of costs has noise of the right size and two costs exchanged`() {
    func costs(_ totals: [Double]) -> PerturbedList {
      PerturbedList(Self.list(Self.clean.texts, costs: totals))
    }
    let noise = ScoreNoise(.uniform(width: 0.5))
    #expect(Self.reason(costs([0.5, 0.7, 2]), by: noise) == nil)
    #expect(Self.reason(costs([0, 1, 2.6]), by: noise) != nil)
    #expect(Self.reason(costs([2, 1, 0]), by: .costSwap) == nil)
    // The partner was dropped.
    #expect(Self.reason(costs([7, 1, 2]), by: .costSwap) == nil)
    #expect(Self.reason(costs([7, 1, 0]), by: .costSwap) != nil)
    #expect(Self.reason(costs([1, 2, 0]), by: .costSwap) != nil)
  }
}
