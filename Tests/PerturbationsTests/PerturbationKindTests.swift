import Counterexamples
import Perturbations
import PropertyTesting
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

/// What every perturbation promises, whichever it is.
@Suite struct `Every kind of perturbation` {
  private func draw(
    _ kind: PerturbationKind, seed: UInt64, scope: PerturbationScope = .nBest
  ) throws -> (perturbation: any Perturbation, made: PerturbedList, choices: ChoiceSequence) {
    let perturbation = try SpokenWorld.kit.perturbation(
      kind, scope: scope, strength: .words(3))
    var source = ChoiceSource.random(seed: seed)
    let made = perturbation.perturb(
      SpokenWorld.list, reference: SpokenWorld.reference, source: &source)
    return (perturbation, made, source.recorded)
  }

  @Test(arguments: PerturbationKind.allCases)
  func `has its name, changes the list, and replays from its choices`(kind: PerturbationKind)
    throws
  {
    var changes = 0
    for seed in 1...12 {
      let (perturbation, made, choices) = try draw(kind, seed: UInt64(seed))
      #expect(perturbation.id == kind.rawValue)
      #expect(!perturbation.summary.isEmpty)
      if made.list != SpokenWorld.list { changes += 1 }
      var replay = ChoiceSource.replay(choices)
      let again = perturbation.perturb(
        SpokenWorld.list, reference: SpokenWorld.reference, source: &replay)
      #expect(again == made)
      #expect(replay.status == .valid)
    }
    #expect(kind == .unperturbed ? changes == 0 : changes >= 9)
  }

  @Test(arguments: PerturbationKind.allCases)
  func `says what it did: the whole case can be made again from its parts`(
    kind: PerturbationKind
  ) throws {
    for scope in PerturbationScope.allCases {
      for seed in 1...6 {
        let (perturbation, made, _) = try draw(kind, seed: UInt64(seed), scope: scope)
        let whole = RobustnessCase(clean: SpokenWorld.list, perturbed: made)
        let reduction = CaseReduction(whole, perturbation: perturbation)
        let again = reduction.generator.value(replaying: reduction.wholeChoices, exactly: true)
        #expect(again?.perturbed.list == made.list)
        #expect(again?.perturbed.correspondence == made.correspondence)
      }
    }
  }

  /// A failure that depends on one of many changes ends as that change alone.
  @Test(arguments: PerturbationKind.allCases.filter { $0 != .unperturbed })
  func `shrinks to the single responsible change`(kind: PerturbationKind) throws {
    var shrunk = 0
    for seed in 1...6 {
      let (perturbation, made, _) = try draw(kind, seed: UInt64(seed))
      let whole = RobustnessCase(clean: SpokenWorld.list, perturbed: made)
      guard let change = Change(in: whole, number: seed) else { continue }
      let smallest = try #require(shrink(whole, perturbation, until: change))
      let message: Comment = "\(change) became \(smallest)"
      #expect(change.isMade(in: smallest), message)
      switch change {
      case .replacement(let original, let replacement):
        #expect(smallest.clean.texts == [original.isEmpty ? smallest.clean.texts[0] : original])
        #expect(smallest.perturbed.replacements.count == 1, message)
        #expect(smallest.perturbed.list.texts.contains(replacement), message)
      case .cost:
        #expect(smallest.clean.count == 1, message)
      case .order:
        #expect(smallest.perturbed.correspondence == [1, 0], message)
      case .absence:
        #expect(smallest.clean.count == 2 && smallest.perturbed.list.count == 1, message)
      case .copy:
        #expect(smallest.perturbed.correspondence == [0, 0], message)
      }
      shrunk += 1
    }
    #expect(shrunk > 0)
  }

  private func shrink(
    _ whole: RobustnessCase, _ perturbation: any Perturbation, until change: Change
  ) -> RobustnessCase? {
    let reduction = CaseReduction(whole, perturbation: perturbation)
    let property = Property<RobustnessCase, Never>(
      "change", batchesOf: reduction.generator
    ) { (cases: [RobustnessCase]) in
      cases.map { PropertyOutcome(margin: change.isMade(in: $0) ? -1 : 0) }
    }
    switch Shrinker(property: property, limits: ShrinkLimits(maximumExecutions: 4_000))
      .shrink(reduction.wholeChoices)
    {
    case .notReproduced: return nil
    case .shrunk(let smallest, _): return smallest.value
    }
  }

  /// One thing that a perturbation did.
  enum Change: CustomStringConvertible {
    case replacement(String, String)
    case cost(of: String)
    case order
    case absence
    case copy

    init?(in whole: RobustnessCase, number: Int) {
      let perturbed = whole.perturbed
      let ranks = perturbed.correspondence
      if !perturbed.replacements.isEmpty {
        let chosen = perturbed.replacements[number % perturbed.replacements.count]
        self = .replacement(chosen.original, chosen.replacement)
      } else if Set(ranks).count < whole.clean.count {
        self = .absence
      } else if ranks.count > whole.clean.count {
        self = .copy
      } else if ranks != ranks.sorted() {
        self = .order
      } else if let moved = ranks.indices.first(where: {
        perturbed.list[$0].costs != whole.clean[$0].costs
      }) {
        self = .cost(of: perturbed.list[moved].text)
      } else {
        return nil
      }
    }

    func isMade(in item: RobustnessCase) -> Bool {
      let perturbed = item.perturbed
      switch self {
      case .replacement(let original, let replacement):
        return perturbed.replacements.contains {
          $0.original.utf8.elementsEqual(original.utf8)
            && $0.replacement.utf8.elementsEqual(replacement.utf8)
        }
      case .cost(let text):
        // Words may go; the hypothesis is told by its first.
        let first = text.split(separator: " ").first
        return perturbed.correspondence.indices.contains { place in
          perturbed.list[place].costs != item.clean[perturbed.correspondence[place]].costs
            && perturbed.list[place].text.split(separator: " ").first == first
        }
      case .order: return perturbed.correspondence != perturbed.correspondence.sorted()
      case .absence: return Set(perturbed.correspondence).count < item.clean.count
      case .copy: return perturbed.correspondence.count > item.clean.count
      }
    }

    var description: String {
      switch self {
      case .replacement(let original, let replacement): "\(original) → \(replacement)"
      case .cost(let text): "cost of \(text)"
      case .order: "order"
      case .absence: "absence"
      case .copy: "copy"
      }
    }
  }

  @Test func `confusions need a model`() {
    let kit = PerturbationKit(SpokenWorld.homophones)
    #expect(throws: PerturbationError.self) { try kit.perturbation(.confusions) }
  }

  @Test(arguments: PerturbationKind.allCases)
  func `survives empty and single texts`(kind: PerturbationKind) throws {
    let perturbation = try SpokenWorld.kit.perturbation(kind, strength: .share(1))
    for list in [SmallWorld.list(""), SmallWorld.list("two"), SmallWorld.list("", "")] {
      for seed in 1...4 {
        var source = ChoiceSource.random(seed: UInt64(seed))
        let made = perturbation.perturb(list, reference: "two", source: &source)
        #expect(made.correspondence.allSatisfy { list.hypotheses.indices.contains($0) })
      }
    }
  }
}
