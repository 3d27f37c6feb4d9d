import Artifacts

/// The source of a generator's decisions: a random stream, or an earlier choice sequence.
///
/// Everything drawn is recorded. Draws never throw: a case that overruns the sequence it replays,
/// or that the generator gives up (`discardCase()`), sets ``status``, and every later draw
/// returns the simplest value (booleans `false`, so that loops end). Whoever runs the case looks at
/// the status before using what was made.
///
/// The design is that of Hypothesis (MacIver and Donaldson, "Test-Case Reduction via Test-Case
/// Generation: Insights from the Hypothesis Reducer", ECOOP 2020).
public struct ChoiceSource: ~Copyable {
  /// The state of the case.
  public enum Status: Hashable, Sendable {
    /// The case is usable so far.
    case valid
    /// The generator gave up: an assumption did not hold.
    case discarded
    /// More choices were drawn than the replayed sequence, or a case at all, may have.
    case overrun
  }

  /// What is drawn behind the end of a replayed sequence.
  public enum Tail: Hashable, Sendable {
    /// The case is an overrun, and nothing comes next.
    case overrun
    /// The simplest value of everything.
    case simplest
    /// Random values.
    case random(seed: UInt64)
  }

  /// Random cases with more choices than this overrun: they take long and shrink slowly.
  public static let maximumCount = 16_384

  private(set) var prefix: ContiguousArray<Choice>
  private var tail: Tail
  let splice: Splice?
  var cursor = 0
  private var isInSplice = false
  var random: SplitMix64
  var choices: ContiguousArray<Choice> = []
  private var innermostSpan = -1

  /// The state of the case.
  public private(set) var status = Status.valid
  /// The spans in the order in which they were opened.
  public private(set) var spans: ContiguousArray<ChoiceSpan> = []
  /// The largest observation handed to ``target(_:)``.
  public private(set) var observation: Double?
  /// Why the case was given up, as far as somebody said.
  public private(set) var discardReason: String?
  /// What ``label(_:)`` was told, each once, in order.
  public private(set) var labels: [String] = []

  /// Places of choices that were no decisions.
  var forcedPlaces: ContiguousArray<Int32> = []
  /// The size of random rows and integers, from 0 to 1, which is the full size.
  var size = 1.0
  /// Whether whole spans are repeated at random, with their choices or nearly.
  var repeatsSpans = false
  /// The span that repeats an earlier one, and the choices of that which are still to come.
  private var repeating: (span: Int, cursor: Int, end: Int)?

  init(prefix: ContiguousArray<Choice>, tail: Tail, splice: Splice? = nil) {
    self.prefix = prefix
    self.tail = tail
    self.splice = splice
    switch (tail, splice?.fill) {
    case (.random(let seed), _), (_, .random(let seed)): random = SplitMix64(seed: seed)
    default: random = SplitMix64(seed: 0)
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

  /// A source that repeats an edited sequence, keeping what stands behind the edit in step.
  static func replay(_ choices: ChoiceSequence, splice: Splice?) -> ChoiceSource {
    ChoiceSource(prefix: choices.choices, tail: .overrun, splice: splice)
  }

  /// Begins another case, with the memory of the last one.
  mutating func restart(
    prefix: ContiguousArray<Choice>, tail: Tail, size: Double, repeatsSpans: Bool
  ) {
    self.prefix = prefix
    self.tail = tail
    if case .random(let seed) = tail { random = SplitMix64(seed: seed) }
    cursor = 0
    innermostSpan = -1
    status = .valid
    observation = nil
    discardReason = nil
    choices.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    if !forcedPlaces.isEmpty { forcedPlaces.removeAll(keepingCapacity: true) }
    if !labels.isEmpty { labels.removeAll() }
    self.size = size
    self.repeatsSpans = repeatsSpans
    repeating = nil
  }

  /// Everything drawn so far.
  public var recorded: ChoiceSequence { ChoiceSequence(storage: choices) }
}

// MARK: - Where choices come from

extension ChoiceSource {
  enum Origin {
    case replayed(Choice)
    case simplest
    case random
    case none
  }

  /// The origin of the next choice; `.none` after an overrun.
  mutating func next() -> Origin {
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
    case .random: return repeating == nil ? .random : repeated()
    }
  }

  private mutating func overrun() -> Origin {
    status = .overrun
    return .none
  }

  /// A choice of the repeated span; one in sixteen is drawn anew: nearly equal parts find what
  /// equal ones don't.
  private mutating func repeated() -> Origin {
    guard let (span, cursor, end) = repeating, cursor < end else { return .random }
    repeating = (span, cursor + 1, end)
    return random.next() & 15 == 0 ? .random : .replayed(choices[cursor])
  }
}

// MARK: - Structure and verdicts

extension ChoiceSource {
  /// Marks the choices that `body` draws as belonging together, so that the shrinker can drop,
  /// sort or simplify them as one.
  @inlinable
  public mutating func span<Result>(
    _ label: SpanLabel, _ body: (inout ChoiceSource) -> Result
  ) -> Result {
    let index = openSpan(label)
    let result = body(&self)
    closeSpan(index)
    return result
  }

  @usableFromInline
  mutating func openSpan(_ label: SpanLabel) -> Int {
    let index = spans.count
    let start = choices.count
    spans.append(
      ChoiceSpan(
        label: label, start: start, end: start, parent: innermostSpan, isDiscarded: false))
    innermostSpan = index
    if let splice, splice.span == index { isInSplice = true }
    if repeatsSpans, repeating == nil, random.next() & 15 == 0 { repeatEarlier(label, in: index) }
    return index
  }

  @usableFromInline
  mutating func closeSpan(_ index: Int) {
    if let splice, splice.span == index {
      isInSplice = false
      cursor = splice.end
    }
    if let repeating, repeating.span == index { self.repeating = nil }
    spans[index].end = choices.count
    innermostSpan = spans[index].parent
  }

  /// Lets the span `index` repeat an earlier one with that label: what has two equal parts, or
  /// nearly equal ones, comes up in tens of cases instead of thousands. The idea is that of
  /// Hypothesis's mutations.
  private mutating func repeatEarlier(_ label: SpanLabel, in index: Int) {
    guard index > 0 else { return }
    for _ in 0..<3 {
      let other = spans[Int(random.below(UInt64(index)))]
      if other.label == label, other.end > other.start {
        repeating = (index, other.start, other.end)
        return
      }
    }
  }

  /// Gives the innermost open span another label, now that it is known what it holds.
  @usableFromInline
  mutating func relabelSpan(_ label: SpanLabel) {
    spans[innermostSpan].label = label
  }

  /// Says that what is made in the innermost open span will not be used: a rejected attempt.
  ///
  /// - Precondition: a span is open.
  public mutating func discardSpan() {
    precondition(innermostSpan >= 0, "no span is open")
    spans[innermostSpan].isDiscarded = true
  }

  /// Gives the whole case up: an assumption does not hold.
  ///
  /// - Parameter reason: why, for a run that therefore has no cases.
  public mutating func discardCase(_ reason: String? = nil) {
    if status == .valid { status = .discarded }
    if discardReason == nil { discardReason = reason }
  }

  /// Gives the whole case up unless `condition` holds.
  public mutating func assume(_ condition: Bool) {
    if !condition { discardCase() }
  }

  /// Tells the runner a figure that is worth making larger: it climbs there.
  public mutating func target(_ observation: Double) {
    guard !observation.isNaN else { return }
    self.observation = max(self.observation ?? observation, observation)
  }

  /// Says what kind of case this is; a run counts how many cases carry each label.
  public mutating func label(_ text: String) {
    if !labels.contains(text) { labels.append(text) }
  }
}
