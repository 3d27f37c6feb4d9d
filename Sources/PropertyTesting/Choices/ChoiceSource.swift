/// Where a generator's decisions come from: a random stream, or an earlier choice sequence.
///
/// Everything drawn is recorded. Draws never throw: a case that overruns the sequence it replays,
/// or that the generator gives up (``discardCase()``), sets ``status``, and every later draw
/// returns the simplest value (booleans `false`, so that loops end). Whoever runs the case looks at
/// the status before using what was made.
public struct ChoiceSource: ~Copyable {
  /// How the case stands.
  public enum Status: Hashable, Sendable {
    /// Usable so far.
    case valid
    /// The generator gave up: an assumption did not hold.
    case discarded
    /// More choices were drawn than the replayed sequence, or a case at all, may have.
    case overrun
  }

  /// What is drawn behind the end of a replayed sequence.
  public enum Tail: Hashable, Sendable {
    /// Nothing: the case is an overrun.
    case overrun
    /// The simplest value of everything.
    case simplest
    /// Random values.
    case random(seed: UInt64)
  }

  /// Random cases with more choices than this overrun: they take long and shrink slowly.
  public static let maximumCount = 16_384

  private let prefix: ContiguousArray<Choice>
  private let tail: Tail
  private let splice: Splice?
  private var cursor = 0
  private var isInSplice = false
  private var random: SplitMix
  private var choices: ContiguousArray<Choice> = []
  private var openSpan = -1

  /// How the case stands.
  public private(set) var status = Status.valid
  /// In the order in which they were opened.
  public private(set) var spans: ContiguousArray<ChoiceSpan> = []
  /// The largest observation handed to ``target(_:)``.
  public private(set) var observation: Double?

  private init(prefix: ContiguousArray<Choice>, tail: Tail, splice: Splice? = nil) {
    self.prefix = prefix
    self.tail = tail
    self.splice = splice
    switch (tail, splice?.fill) {
    case (.random(let seed), _), (_, .random(let seed)): random = SplitMix(seed: seed)
    default: random = SplitMix(seed: 0)
    }
    choices.reserveCapacity(max(prefix.count, 32))
    spans.reserveCapacity(16)
  }

  /// A source of random decisions; equal seeds give equal cases.
  public static func random(seed: UInt64) -> ChoiceSource {
    ChoiceSource(prefix: [], tail: .random(seed: seed))
  }

  /// A source that repeats `choices`.
  ///
  /// Where the recorded choice is of another kind than the draw, or its value is not allowed
  /// there, the simplest value takes its place.
  public static func replay(
    _ choices: ChoiceSequence, tail: Tail = .overrun
  ) -> ChoiceSource {
    ChoiceSource(prefix: choices.choices, tail: tail)
  }

  /// A source that repeats an edited sequence, keeping what stands behind the edited span in step.
  static func replay(_ choices: ChoiceSequence, splice: Splice?) -> ChoiceSource {
    ChoiceSource(prefix: choices.choices, tail: .overrun, splice: splice)
  }

  /// Everything drawn so far.
  public var recorded: ChoiceSequence { ChoiceSequence(storage: choices) }
}

// MARK: - Draws

extension ChoiceSource {
  /// A decision between two ways; the simpler one is `false`.
  ///
  /// A probability of 0 or 1 leaves nothing to decide, but is recorded all the same: at the
  /// greatest depth of a tree, say, a sequence then looks like elsewhere, and shrinks as well.
  ///
  /// - Parameter probability: of `true`, in 0…1.
  public mutating func boolean(probability: Double = 0.5) -> Bool {
    guard status == .valid else { return false }
    guard probability > 0, probability < 1 else { return forced(probability > 0) }
    let value: Bool
    switch next() {
    case .replayed(.boolean(let recorded)): value = recorded
    case .replayed, .simplest: value = false
    case .random: value = random.unit() < probability
    case .none: return false
    }
    choices.append(.boolean(value))
    return value
  }

  /// Records a decision that is none, so that the sequence looks the same as where it is one.
  mutating func forced(_ value: Bool) -> Bool {
    guard status == .valid else { return value }
    if case .none = next() { return value }
    choices.append(.boolean(value))
    return value
  }

  /// An integer in `range`, simplest at `towards` (zero, or the bound nearest to it, by default).
  ///
  /// Random draws favour what breaks programs: bounds, small distances from `towards`, and repeats
  /// or near-repeats of integers drawn before. Where every value must be equally likely, use
  /// ``index(below:)``.
  public mutating func integer(in range: ClosedRange<Int>, towards: Int? = nil) -> Int {
    let target = towards ?? ChoiceSequence.defaultTarget(in: range)
    precondition(range.contains(target), "an integer shrinks towards a value of its range")
    guard status == .valid else { return target }
    let value: Int
    switch next() {
    case .replayed(.integer(let recorded, _, _)) where range.contains(recorded): value = recorded
    case .replayed, .simplest: value = target
    case .random: value = randomInteger(in: range, towards: target)
    case .none: return target
    }
    choices.append(.integer(value, in: range, towards: target))
    return value
  }

  /// A number in `range`, every one equally likely; whole numbers near zero are the simplest.
  ///
  /// - Precondition: both bounds are finite.
  public mutating func float(in range: ClosedRange<Double>) -> Double {
    precondition(
      range.lowerBound.isFinite && range.upperBound.isFinite, "a float's range is finite")
    let simplest = FloatOrder.simplest(in: range)
    guard status == .valid else { return simplest }
    let value: Double
    switch next() {
    case .replayed(.float(let recorded, _)) where range.contains(recorded): value = recorded
    case .replayed, .simplest: value = simplest
    case .random:
      let share = random.unit()
      let mixed = range.lowerBound * (1 - share) + range.upperBound * share
      value = min(max(mixed, range.lowerBound), range.upperBound)
    case .none: return simplest
    }
    choices.append(.float(value, in: range))
    return value
  }

  /// An index in 0..<count, every one equally likely; 0 is the simplest.
  ///
  /// - Precondition: `count` is at least 1.
  public mutating func index(below count: Int) -> Int {
    precondition(count > 0, "there is no index into an empty collection")
    guard status == .valid else { return 0 }
    let value: Int
    switch next() {
    case .replayed(.integer(let recorded, _, _)) where recorded >= 0 && recorded < count:
      value = recorded
    case .replayed, .simplest: value = 0
    case .random: value = Int(random.below(UInt64(count)))
    case .none: return 0
    }
    choices.append(.integer(value, in: 0...(count - 1), towards: 0))
    return value
  }

  private enum Origin {
    case replayed(Choice)
    case simplest
    case random
    case none
  }

  /// Where the next choice comes from; `.none` after an overrun.
  private mutating func next() -> Origin {
    if let splice {
      if isInSplice {
        switch splice.fill {
        case .simplest: if cursor >= splice.end { return .simplest }
        case .random: return choices.count < Self.maximumCount ? .random : overrun()
        }
      } else if splice.span < 0, cursor == splice.end - 1 {
        cursor += 1
        return .random
      }
    }
    if cursor < prefix.count {
      cursor += 1
      return .replayed(prefix[cursor - 1])
    }
    guard choices.count < Self.maximumCount else { return overrun() }
    switch tail {
    case .overrun: return overrun()
    case .simplest: return .simplest
    case .random: return .random
    }
  }

  private mutating func overrun() -> Origin {
    status = .overrun
    return .none
  }

  private mutating func randomInteger(in range: ClosedRange<Int>, towards: Int) -> Int {
    let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
    let roll = random.next()
    // One draw in eight repeats an earlier integer, or nearly.
    if roll & 7 == 0, let value = nearRepeat(in: range) { return value }
    if width < 256 {
      return range.lowerBound + Int(random.below(width + 1))
    }
    switch (roll >> 3) & 15 {
    case 0: return range.lowerBound
    case 1: return range.upperBound
    case 2...8:
      // As many bits as a roll says, on a side that has room.
      let bits = UInt64(64 - width.leadingZeroBitCount)
      let distance = random.next() >> (63 - random.below(bits))
      let above = UInt64(bitPattern: Int64(range.upperBound &- towards))
      let below = UInt64(bitPattern: Int64(towards &- range.lowerBound))
      let up = roll >> 63 == 0 ? distance <= above : distance > below
      guard up ? distance <= above : distance <= below else { break }
      return up
        ? towards &+ Int(truncatingIfNeeded: distance)
        : towards &- Int(truncatingIfNeeded: distance)
    default: break
    }
    let offset = width == .max ? random.next() : random.below(width + 1)
    return range.lowerBound &+ Int(truncatingIfNeeded: offset)
  }

  private mutating func nearRepeat(in range: ClosedRange<Int>) -> Int? {
    guard !choices.isEmpty else { return nil }
    // A few tries at a place in the sequence: not every choice is an integer.
    for _ in 0..<4 {
      guard case .integer(let value, _, _) = choices[Int(random.below(UInt64(choices.count)))]
      else { continue }
      let roll = random.next()
      let offset = roll & 1 == 0 ? 0 : Int((roll >> 1) % 9) - 4
      let (sum, overflow) = value.addingReportingOverflow(offset)
      if !overflow, range.contains(sum) { return sum }
    }
    return nil
  }
}

// MARK: - Structure and verdicts

extension ChoiceSource {
  /// Marks the choices that `body` draws as belonging together, so that the shrinker can drop,
  /// sort or simplify them as one.
  public mutating func span<Result>(
    _ label: SpanLabel, _ body: (inout ChoiceSource) -> Result
  ) -> Result {
    let index = spans.count
    spans.append(
      ChoiceSpan(
        label: label, start: choices.count, end: choices.count, parent: openSpan,
        isDiscarded: false))
    openSpan = index
    if let splice, splice.span == index { isInSplice = true }
    let result = body(&self)
    if let splice, splice.span == index {
      isInSplice = false
      cursor = splice.end
    }
    spans[index].end = choices.count
    openSpan = spans[index].parent
    return result
  }

  /// Gives the innermost open span another label, now that it is known what it holds.
  mutating func relabelSpan(_ label: SpanLabel) {
    spans[openSpan].label = label
  }

  /// Says that what is made in the innermost open span will not be used: a rejected attempt.
  ///
  /// - Precondition: a span is open.
  public mutating func discardSpan() {
    precondition(openSpan >= 0, "no span is open")
    spans[openSpan].isDiscarded = true
  }

  /// Gives the whole case up: an assumption does not hold.
  public mutating func discardCase() {
    if status == .valid { status = .discarded }
  }

  /// Tells the runner a figure that is worth making larger.
  public mutating func target(_ observation: Double) {
    guard !observation.isNaN else { return }
    self.observation = max(self.observation ?? observation, observation)
  }
}
