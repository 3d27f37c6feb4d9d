/// Programs of random steps on something that has a state, held against what should come of them.
///
/// The state holds the thing itself and a model of it that is simple enough to be right. Rules do a
/// step to both, and compare; invariants compare after every step. What fails is shrunk as a program:
/// steps go, arguments get simpler.
///
///     let machine = StateMachine(
///       start: { (stack: Stack(), model: [Int]()) },
///       rules: [
///         Rule("push") { state, step in
///           let number = try step.draw(.integer(in: 0...9))
///           state.stack.push(number)
///           state.model.append(number)
///         },
///         Rule("pop", when: { !$0.model.isEmpty }) { state, step in
///           try step.expect(state.stack.pop(), equals: state.model.removeLast())
///         },
///       ],
///       invariants: [Invariant("count") { $0.stack.count == $0.model.count }])
///     PropertyRunner(seed: 1).run(machine.property("stack"))
///
/// The form is that of Hypothesis's rule-based state machines. A program runs while it is drawn, so that
/// rules can look at the state before they draw; everything a rule does must follow from what it drew.
public struct StateMachine<State>: Sendable {
  private let start: @Sendable () throws -> State
  private let rules: [Rule<State>]
  private let invariants: [Invariant<State>]
  private let steps: ClosedRange<Int>
  private let finish: @Sendable (inout State) -> Void

  /// How often a rule is chosen anew whose precondition does not hold.
  private static var attempts: Int { 8 }

  /// - Parameters:
  ///   - steps: how many a program has.
  ///   - start: makes the state before the first step.
  ///   - rules: the steps there are; the simplest first.
  ///   - invariants: what holds before the first step and after every one.
  ///   - finish: puts away what a program leaves.
  public init(
    steps: ClosedRange<Int> = 0...40, start: @escaping @Sendable () throws -> State,
    rules: [Rule<State>], invariants: [Invariant<State>] = [],
    finish: @escaping @Sendable (inout State) -> Void = { _ in }
  ) {
    self.steps = steps
    self.start = start
    self.rules = rules
    self.invariants = invariants
    self.finish = finish
  }

  /// The property that no program fails.
  public func property(_ identifier: String) -> Property<ProgramRun, Never> {
    Property(identifier, generator: programs) { $0.outcome }
  }

  /// Programs that have run, up to the step that failed.
  public var programs: Generator<ProgramRun> {
    guard steps.lowerBound >= 0 else { return .impossible("no program has \(steps) steps") }
    return Generator { source in
      source.span("program") { source in run(from: &source) }
    }
  }

  private func run(from source: inout ChoiceSource) -> ProgramRun {
    var log: [String] = []
    var state: State
    do {
      state = try start()
    } catch {
      return ProgramRun(steps: [], failure: ProgramFailure("the start", error))
    }
    defer { finish(&state) }
    if let failure = brokenInvariant(of: state) { return ProgramRun(steps: [], failure: failure) }
    let probability = source.probabilityOfMore(count: steps)
    while source.status == .valid {
      let number = log.count
      var failure: ProgramFailure?
      let goesOn = source.span(.step) { source in
        let goesOn = source.boolean(
          probability: number < steps.lowerBound ? 1 : number >= steps.upperBound ? 0 : probability)
        if goesOn { failure = takeStep(on: &state, from: &source, log: &log) }
        return goesOn
      }
      if let failure { return ProgramRun(steps: log, failure: failure) }
      guard goesOn else { break }
    }
    return ProgramRun(steps: log, failure: nil)
  }

  private func takeStep(
    on state: inout State, from source: inout ChoiceSource, log: inout [String]
  ) -> ProgramFailure? {
    guard !rules.isEmpty else { return nil }
    for _ in 0..<Self.attempts where source.status == .valid {
      let rule = source.span("attempt") { source -> Rule<State>? in
        let rule = rules[source.index(below: rules.count)]
        if rule.isPossible(state) { return rule }
        source.discardSpan()
        return nil
      }
      guard let rule else { continue }
      var step = Step(source: consume source)
      let failure: ProgramFailure?
      do {
        try rule.perform(&state, &step)
        failure = nil
      } catch is ImpossibleStep {
        source = step.source
        source.discardSpan()
        return nil
      } catch {
        failure = ProgramFailure(rule.name, error)
      }
      log.append("\(rule.name)(\(step.arguments.joined(separator: ", ")))")
      source = step.source
      return failure ?? brokenInvariant(of: state)
    }
    return nil
  }

  private func brokenInvariant(of state: State) -> ProgramFailure? {
    for invariant in invariants {
      do {
        guard try invariant.holds(state) else { return ProgramFailure(broken: invariant.name) }
      } catch {
        return ProgramFailure(invariant.name, error)
      }
    }
    return nil
  }
}

/// What always holds of a state.
public struct Invariant<State>: Sendable {
  public let name: String
  let holds: @Sendable (State) throws -> Bool

  public init(_ name: String, holds: @escaping @Sendable (State) throws -> Bool) {
    self.name = name
    self.holds = holds
  }
}
