import Perturbations
import PropertyTesting
import Robustness
import Transcripts

/// Lists that differ from a smallest one in some of its parts: what explaining it draws from.
///
/// Its choices are, for each part, which of several others stands there; 0 is what stands there now.
/// A word that the perturbation left alone is another in the clean and the perturbed list, wherever
/// it stands; a changed phrase is another that the perturbation changes in the same way, or becomes
/// something else that it may become; a hypothesis that was not changed is another text; and
/// first-pass costs are higher or lower. Texts of which it is not known which words became which
/// stay as they are.
struct CaseVariation: Sendable {
  /// The part that a choice decides.
  enum Part: Hashable, Sendable {
    case word(Int)
    case change(Int)
    case alternative(Int)
    case hypothesis(Int)
    case costs(of: Int)
  }

  /// The parts, in the order of their choices.
  let parts: [Part]
  private let smallest: RobustnessCase
  private let perturbation: any Perturbation
  private let structure: CaseStructure
  private let others: VariedParts

  /// - Parameter texts: ordinary ones, which others are taken from.
  init(_ smallest: RobustnessCase, perturbation: any Perturbation, texts: [String]) {
    self.smallest = smallest
    self.perturbation = perturbation
    structure = CaseStructure(smallest)
    others = VariedParts(
      of: structure, perturbation: perturbation, texts: texts,
      totals: smallest.clean.hypotheses.map(\.costs.total))
    var parts: [Part] = []
    for rank in smallest.clean.hypotheses.indices where structure.isFree(rank) {
      parts.append(.hypothesis(rank))
    }
    parts += structure.words.indices.map(Part.word)
    parts += structure.changes.indices.map(Part.change)
    for number in structure.changes.indices where !others.alternatives[number].isEmpty {
      parts.append(.alternative(number))
    }
    if smallest.clean.count > 1 {
      parts += smallest.clean.hypotheses.indices.map { .costs(of: $0) }
    }
    self.parts = parts
  }

  /// The choices that leave everything as it is.
  var choices: ChoiceSequence {
    ChoiceSequence(parts.map { .integer(0, in: 0...count(of: $0), towards: 0) })
  }

  private func count(of part: Part) -> Int {
    switch part {
    case .word(let number): others.words[number].count
    case .change(let number): others.changes[number].count
    case .alternative(let number): others.alternatives[number].count
    case .hypothesis: others.texts.count
    case .costs: VariedParts.costSteps.count
    }
  }

  var generator: Generator<RobustnessCase> {
    Generator { source in
      var chosen: [Part: Int] = [:]
      var place = 0
      func draw(_ count: Int, from source: inout ChoiceSource) {
        for part in parts[place..<place + count] {
          chosen[part] = source.index(below: self.count(of: part) + 1)
        }
        place += count
      }
      let costs = smallest.clean.count > 1 ? smallest.clean.count : 0
      draw(parts.count - place - costs, from: &source)
      if costs > 0 { source.span("costs") { source in draw(costs, from: &source) } }
      return assemble(chosen)
    }
  }

  private func assemble(_ chosen: [Part: Int]) -> RobustnessCase {
    func pick<Other>(_ others: [Other], _ part: Part) -> Other? {
      chosen[part].flatMap { $0 > 0 ? others[$0 - 1] : nil }
    }
    var replacements: [Replacement] = []
    func text(_ slots: [CaseStructure.Slot], of rank: Int) -> String {
      if structure.isFree(rank), let other = pick(others.texts, .hypothesis(rank)) { return other }
      var words: [String] = []
      var position = 0
      for slot in slots {
        switch slot {
        case .word(let number):
          words += [pick(others.words[number], .word(number)) ?? structure.words[number]]
          position += 1
        case .change(let number, let isMade):
          var change = structure.changes[number]
          if let other = pick(others.changes[number], .change(number)) {
            change = other
          } else if let other = pick(others.alternatives[number], .alternative(number)) {
            change = CaseStructure.Change(original: change.original, replacement: other)
          }
          words += (isMade ? change.replacement : change.original).spacedWords
          if isMade {
            replacements.append(
              Replacement(
                hypothesis: rank, position: position, original: change.original,
                replacement: change.replacement))
          }
          position += change.original.spacedWords.count
        }
      }
      return words.joined(separator: " ")
    }
    func costs(_ costs: FirstPassCosts, of rank: Int) -> FirstPassCosts {
      guard let step = pick(VariedParts.costSteps, .costs(of: rank)) else { return costs }
      return FirstPassCosts(
        acoustic: costs.acoustic.map { $0 + step * others.costUnit }, language: costs.language,
        total: costs.total + step * others.costUnit)
    }
    let clean = smallest.clean.hypotheses.enumerated().map { rank, hypothesis in
      Hypothesis(
        text: structure.clean[rank].map { text($0, of: rank) } ?? hypothesis.text,
        costs: costs(hypothesis.costs, of: rank))
    }
    let perturbed = smallest.perturbed.correspondence.enumerated().map { place, rank in
      let hypothesis = smallest.perturbed.list[place]
      guard let slots = structure.perturbed[place] else {
        return Hypothesis(text: hypothesis.text, costs: costs(hypothesis.costs, of: rank))
      }
      let text = text(slots, of: rank)
      // Costs that the text explained go on being explained by it.
      let isExplained =
        hypothesis.costs
        == CaseReduction.costs(
          of: hypothesis.text, replacing: smallest.clean[rank], by: perturbation)
      return Hypothesis(
        text: text,
        costs: isExplained
          ? CaseReduction.costs(of: text, replacing: clean[rank], by: perturbation)
          : costs(hypothesis.costs, of: rank))
    }
    return RobustnessCase(
      clean: smallest.clean.replacing(clean),
      perturbed: PerturbedList(
        NBestList(perturbed), correspondence: smallest.perturbed.correspondence,
        replacements: replacements),
      reference: smallest.reference)
  }
}

// MARK: - In words

extension CaseVariation {
  /// What the core found out about the choices, said of the list.
  func explanation(_ found: Explanation<RobustnessCase>) -> CounterexampleExplanation {
    var named: [VariablePart] = []
    var freeRanks: Set<Int> = []
    var freeChanges: Set<Int> = []
    for part in found.freeParts {
      let first = parts[part.range.lowerBound]
      switch first {
      case .hypothesis(let rank): if part.isFree { freeRanks.insert(rank) }
      case .change(let number): if part.isFree { freeChanges.insert(number) }
      // Told already, with what holds it.
      case .word(let number) where freeRanks.isSuperset(of: structure.ranks(ofWord: number)):
        continue
      case .alternative(let number) where freeChanges.contains(number): continue
      // Of costs that may be others half go up and half go down: that says nothing.
      case .costs where !part.isFree: continue
      case .word, .alternative, .costs: break
      }
      named.append(described(first, part))
    }
    return CounterexampleExplanation(
      parts: named,
      varyTogether: named.count(where: \.isFree) > 1 ? found.varyTogether : nil,
      isComplete: found.isComplete, executions: found.executions)
  }

  private func described(
    _ part: Part, _ found: FreePart<RobustnessCase>
  ) -> VariablePart {
    let (tried, failing) = (found.tried, found.alternatives.count)
    let chosen = found.alternatives.compactMap { other -> Int? in
      guard case .integer(let value, _, _) = other.choices[found.range.lowerBound], value > 0 else {
        return nil
      }
      return value - 1
    }.prefix(3)
    switch part {
    case .word(let number):
      return VariablePart(
        kind: .word, hypotheses: structure.ranks(ofWord: number), text: structure.words[number],
        tried: tried, failing: failing, examples: chosen.map { others.words[number][$0] })
    case .change(let number):
      let change = structure.changes[number]
      return VariablePart(
        kind: .change, hypotheses: structure.ranks(ofChange: number), text: change.original,
        replacement: change.replacement, tried: tried, failing: failing,
        examples: chosen.map {
          let other = others.changes[number][$0]
          return "\(other.original) → \(other.replacement)"
        })
    case .alternative(let number):
      let change = structure.changes[number]
      return VariablePart(
        kind: .alternative, hypotheses: structure.ranks(ofChange: number), text: change.original,
        replacement: change.replacement, tried: tried, failing: failing,
        examples: chosen.map { others.alternatives[number][$0] })
    case .hypothesis(let rank):
      return VariablePart(
        kind: .hypothesis, hypotheses: [rank], tried: tried, failing: failing,
        examples: chosen.prefix(1).map { others.texts[$0] })
    case .costs:
      return VariablePart(
        kind: .firstPassCosts,
        hypotheses: parts[found.range].map {
          guard case .costs(let rank) = $0 else { preconditionFailure("a span of costs") }
          return rank
        }, tried: tried, failing: failing, examples: [])
    }
  }
}
