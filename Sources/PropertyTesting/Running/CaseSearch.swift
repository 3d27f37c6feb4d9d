import Artifacts

/// Makes the different cases of a run, one after the other.
///
/// The first is the simplest of all, the next ones are small: what fails already there is small
/// before it is shrunk, and soon judged. Whatever was drawn is remembered as a tree of choices; a
/// case that repeats another is not judged, and the next one begins as none did (Hypothesis's
/// `generate_novel_prefix`). When there is no such beginning, every case was seen.
@usableFromInline
struct CaseSearch: ~Copyable {
  let seed: Seed
  /// The number of cases handed out.
  private(set) var admitted = 0
  @usableFromInline private(set) var drawn = DrawCounts()
  /// The source of the case that is being drawn.
  @usableFromInline var source = ChoiceSource(prefix: [], tail: .simplest)

  private var tree = SeenTree()
  private var duplicatesInARow = 0
  private var labels = LabelCounts()
  /// The counts for cases of the full size.
  private var settled = DrawCounts()
  private var settledCases = 0
  /// The first reason that was given for a discarded case.
  private var discardReason: String?

  /// The number of consecutive duplicates after which nothing new is expected, although this is not
  /// certain.
  private let patience = 200
  /// The largest number of remembered choices; a run with more no longer recognizes duplicates.
  private let memory = 4_000_000
  /// How many cases it takes to get to the full size.
  private let growth = 24.0

  @usableFromInline
  init(seed: Seed) {
    self.seed = seed
  }

  /// Judged once nine cases of ten are unusable, and there were enough of them to tell; small cases
  /// may well be of no use, so that only those of the full size count.
  @usableFromInline var healthProblem: HealthProblem? {
    if admitted == 0, tree.isExhausted || settled.discards >= 50 && discardReason != nil {
      return .noCases(reason: discardReason)
    }
    if settled.discards >= 50 && settled.discards > 9 * settledCases {
      return .tooManyDiscards(discards: drawn.discards, cases: admitted)
    }
    if settled.overruns >= 20 && settled.overruns > 9 * settledCases {
      return .tooLarge(overruns: drawn.overruns, cases: admitted)
    }
    return nil
  }

  /// Whether there is nothing more to draw.
  @usableFromInline var isFinished: Bool {
    tree.isExhausted || duplicatesInARow >= patience || healthProblem != nil
  }

  /// The statistics of a run that judged the first `cases` of the cases handed out.
  @usableFromInline
  func statistics(cases: Int, drawn: DrawCounts? = nil) -> RunStatistics {
    let drawn = drawn ?? self.drawn
    return RunStatistics(
      cases: cases, duplicates: drawn.duplicates, discards: drawn.discards,
      overruns: drawn.overruns,
      isExhaustive: tree.isExhausted && cases == admitted && drawn.total == self.drawn.total
        && drawn.overruns == 0,
      labels: labels.counts(upTo: cases))
  }

  /// Tells whether replaying a sequence comes to one of the first `count` cases drawn.
  @usableFromInline
  func repeats(upTo count: Int) -> (ChoiceSequence) -> Bool {
    let tree = tree
    return { choices in
      if case .trial(let number) = tree.verdict(on: choices) { number <= count } else { false }
    }
  }

  /// Prepares ``source`` for the next case. A generator draws from it; then comes ``admit()``.
  @usableFromInline
  mutating func begin() {
    // Streams are numbered by draw, so the same cases come in the same order in any batch size.
    let stream = seed.derived(drawn.total)
    guard drawn.total > 0 else {
      source.restart(prefix: [], tail: .simplest, size: 1, repeatsSpans: false)
      return
    }
    // Grows with the cases that were of use, and slowly where small ones are of none.
    let size = min(1, (Double(admitted) + Double(drawn.total) / 4) / growth)
    var prefix: ContiguousArray<Choice> = []
    if duplicatesInARow > 0 {
      var random = SplitMix64(seed: stream.derived(1).value)
      prefix = tree.novelBeginning(using: &random, size: size) ?? []
    }
    source.restart(
      prefix: prefix, tail: .random(seed: stream.value), size: size, repeatsSpans: size >= 1)
  }

  /// Prepares ``source`` for a case that begins with `prefix`.
  @usableFromInline
  mutating func begin(_ prefix: ContiguousArray<Choice>) {
    source.restart(
      prefix: prefix, tail: .random(seed: seed.derived(drawn.total).value), size: 1,
      repeatsSpans: false)
  }

  /// Whether what was drawn is a usable case that there was not before; it is handed out then.
  @usableFromInline
  mutating func admit() -> Bool {
    drawn.total += 1
    let isNew =
      tree.size >= memory
      || tree.insert(source.choices, forced: source.forcedPlaces, number: drawn.total)
    guard isNew else {
      drawn.duplicates += 1
      duplicatesInARow += 1
      return false
    }
    duplicatesInARow = 0
    switch source.status {
    case .valid:
      labels.note(source.labels, of: admitted)
      admitted += 1
      if source.size >= 1 { settledCases += 1 }
      return true
    case .discarded:
      if discardReason == nil { discardReason = source.discardReason }
      drawn.discards += 1
      if source.size >= 1 { settled.discards += 1 }
    case .overrun:
      drawn.overruns += 1
      if source.size >= 1 { settled.overruns += 1 }
    }
    return false
  }
}

/// What became of the cases drawn so far.
@usableFromInline
struct DrawCounts {
  @usableFromInline var total = 0
  var duplicates = 0
  var discards = 0
  var overruns = 0
}

/// The labels that cases carry.
private struct LabelCounts {
  private var order: [String] = []
  private var cases: [String: [Int]] = [:]

  mutating func note(_ labels: [String], of number: Int) {
    for label in labels {
      if cases[label] == nil { order.append(label) }
      cases[label, default: []].append(number)
    }
  }

  /// The counts of labels among the first `count` cases.
  func counts(upTo count: Int) -> [RunStatistics.LabelCount] {
    order.compactMap { label in
      let number = cases[label, default: []].count { $0 < count }
      return number == 0 ? nil : RunStatistics.LabelCount(label: label, count: number)
    }
  }
}
