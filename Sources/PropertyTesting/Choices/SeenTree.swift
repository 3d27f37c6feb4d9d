import Artifacts

/// Everything that was run, as a tree of choices: tells what a candidate would come to without
/// running it, finds beginnings that were never drawn, and knows when there are none left.
///
/// What a deterministic generator draws next depends on the choices before alone. So each place in
/// the tree knows the draw that stands there, and how a recorded choice that does not fit is
/// replaced. Choices between which nothing branches share a node, so that a case adds one or two
/// nodes, however long it is: the radix tree of Hypothesis's `DataTree`.
struct SeenTree {
  /// What is known of a candidate.
  enum Verdict: Hashable {
    case unknown
    /// The sequence would end before the generator does.
    case overrun
    /// The sequence would make the case with this number.
    case trial(Int)
  }

  /// What follows the choices of a node.
  private enum End {
    /// More choices follow, which are unknown.
    case open
    /// Nothing follows: this is the case with this number.
    case trial(Int)
    /// One of several choices, each the first of a child.
    case branch
  }

  /// A row of choices without a branch. The first one is the child's own, except at the root.
  private struct Node {
    var start: Int
    let end: Int
    var parent: Int
    var ending: End
    /// Choices, other than the first of a child, that could have been others.
    var loose: Int
    /// A child, any one: its first choice tells what is drawn at the branch.
    var anyChild = -1
    var exhaustedChildren: UInt64 = 0
    var isExhausted = false
  }

  /// A child, with the upper half of its hash, so that most others are told without a look at them.
  private struct Slot {
    var node: Int32 = -1
    var hash: UInt32 = 0
  }

  private var choices: ContiguousArray<Choice> = []
  /// Which of `choices` were forced rather than decided.
  private var forced: ContiguousArray<Bool> = []
  private var nodes: ContiguousArray<Node> = []
  private var root = 0
  /// The children of all nodes by parent and first choice: open addressing.
  private var slots = ContiguousArray<Slot>(repeating: Slot(), count: 64)
  private var childCount = 0

  /// The number of choices stored.
  var size: Int { choices.count }

  /// Whether there is no case that was not inserted.
  var isExhausted: Bool { !nodes.isEmpty && nodes[root].isExhausted }
}

// MARK: - Growing

extension SeenTree {
  /// Notes a case under its number, unless it is known.
  ///
  /// - Parameters:
  ///   - forced: places of choices that were no decisions, in order.
  ///   - isWhole: whether the generator would have drawn nothing more.
  /// - Returns: whether it is new.
  @discardableResult
  mutating func insert(
    _ recorded: ContiguousArray<Choice>, forced: ContiguousArray<Int32>, isWhole: Bool = true,
    number: Int
  ) -> Bool {
    let ending = isWhole ? End.trial(number) : .open
    guard !nodes.isEmpty else {
      add(recorded, from: 0, forced: forced, parent: -1, ending)
      return true
    }
    var node = root
    var position = 0
    while true {
      var place = nodes[node].start
      let end = nodes[node].end
      while place < end, position < recorded.count, choices[place] == recorded[position] {
        place += 1
        position += 1
      }
      if place < end {
        // Only the beginning of a known case: nothing new, as something is drawn behind it.
        if position == recorded.count { return false }
        let upper = split(node, at: place)
        add(recorded, from: position, forced: forced, parent: upper, ending)
        return true
      }
      switch nodes[node].ending {
      case .trial: return false
      case .open:
        guard position < recorded.count || isWhole else { return false }
        if position == recorded.count {
          nodes[node].ending = ending
          noteExhaustion(from: node)
        } else {
          nodes[node].ending = .branch
          add(recorded, from: position, forced: forced, parent: node, ending)
        }
        return true
      case .branch:
        guard position < recorded.count else { return false }
        guard let child = child(of: node, recorded[position]) else {
          add(recorded, from: position, forced: forced, parent: node, ending)
          return true
        }
        node = child
      }
    }
  }

  private mutating func add(
    _ recorded: ContiguousArray<Choice>, from position: Int, forced places: ContiguousArray<Int32>,
    parent: Int, _ ending: End
  ) {
    let start = choices.count
    choices.append(contentsOf: recorded[position...])
    forced.append(contentsOf: repeatElement(false, count: recorded.count - position))
    for place in places.reversed() {
      guard place >= position else { break }
      forced[start + Int(place) - position] = true
    }
    nodes.append(
      Node(start: start, end: choices.count, parent: parent, ending: ending, loose: 0))
    let node = nodes.count - 1
    nodes[node].loose = looseChoices(of: node)
    if parent >= 0 {
      nodes[parent].anyChild = node
      link(node)
    }
    noteExhaustion(from: node)
  }

  /// Parts a node's choices at `place`, behind its start; returns the node that now has those
  /// before it. The node itself keeps the others, and its children.
  private mutating func split(_ node: Int, at place: Int) -> Int {
    let whole = nodes[node]
    let upper = nodes.count
    nodes.append(
      Node(
        start: whole.start, end: place, parent: whole.parent, ending: .branch, loose: 0,
        anyChild: node))
    if whole.parent >= 0 {
      slots[slot(holding: node)].node = Int32(upper)
      if nodes[whole.parent].anyChild == node { nodes[whole.parent].anyChild = upper }
    } else {
      root = upper
    }
    nodes[node].start = place
    nodes[node].parent = upper
    nodes[node].loose = looseChoices(of: node)
    nodes[upper].loose = looseChoices(of: upper)
    link(node)
    noteExhaustion(from: node)
    return upper
  }

  private func looseChoices(of node: Int) -> Int {
    let first = nodes[node].start + (nodes[node].parent < 0 ? 0 : 1)
    guard first < nodes[node].end else { return 0 }
    return (first..<nodes[node].end).count { isLoose($0) }
  }

  private func isLoose(_ place: Int) -> Bool { width(at: place) > 1 }

  private func width(at place: Int) -> UInt64 { forced[place] ? 1 : choices[place].width }

  /// Marks what can come to nothing new, from a changed node upwards.
  private mutating func noteExhaustion(from changed: Int) {
    var node = changed
    while node >= 0, !nodes[node].isExhausted, nodes[node].loose == 0 {
      switch nodes[node].ending {
      case .open: return
      case .trial: break
      case .branch:
        guard nodes[node].exhaustedChildren >= width(at: nodes[nodes[node].anyChild].start)
        else { return }
      }
      nodes[node].isExhausted = true
      node = nodes[node].parent
      if node >= 0 { nodes[node].exhaustedChildren += 1 }
    }
  }
}

// MARK: - Children

extension SeenTree {
  private func hash(_ parent: Int, _ choice: Choice) -> UInt64 {
    var hash = UInt64(bitPattern: Int64(parent)) &* 0x9E37_79B9_7F4A_7C15
    switch choice {
    case .boolean(let value): hash ^= value ? 1 : 2
    case .integer(let value, _, _): hash ^= UInt64(bitPattern: Int64(value))
    case .float(let value, _, _): hash ^= value.bitPattern
    case .text(let text, _, _):
      for letter in text { hash = (hash ^ UInt64(letter)) &* 0x0000_0100_0000_01B3 }
    }
    return SplitMix64.mixed(hash)
  }

  private func hash(of node: Int) -> UInt64 {
    hash(nodes[node].parent, choices[nodes[node].start])
  }

  private func firstSlot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash) & (slots.count - 1)
  }

  private func child(of parent: Int, _ choice: Choice) -> Int? {
    let hash = hash(parent, choice)
    var slot = firstSlot(hash)
    while slots[slot].node >= 0 {
      let node = Int(slots[slot].node)
      if slots[slot].hash == UInt32(hash >> 32), nodes[node].parent == parent,
        choices[nodes[node].start] == choice
      {
        return node
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func slot(holding node: Int) -> Int {
    var slot = firstSlot(hash(of: node))
    while slots[slot].node != Int32(node) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func link(_ node: Int) {
    childCount += 1
    guard 2 * childCount > slots.count else {
      place(node)
      return
    }
    slots = ContiguousArray(repeating: Slot(), count: 4 * slots.count)
    for node in nodes.indices where nodes[node].parent >= 0 { place(node) }
  }

  private mutating func place(_ node: Int) {
    let hash = hash(of: node)
    var slot = firstSlot(hash)
    while slots[slot].node >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Slot(node: Int32(node), hash: UInt32(hash >> 32))
  }
}

// MARK: - Asking

extension SeenTree {
  /// What replaying `candidate` would come to.
  func verdict(on candidate: ChoiceSequence) -> Verdict {
    guard !nodes.isEmpty else { return .unknown }
    var node = root
    var position = 0
    while true {
      for place in nodes[node].start..<nodes[node].end {
        guard position < candidate.count else { return .overrun }
        guard replayed(candidate[position], at: place) == choices[place] else { return .unknown }
        position += 1
      }
      if case .trial(let number) = nodes[node].ending { return .trial(number) }
      // The node was gone through, or overran: something is drawn there.
      guard position < candidate.count else { return .overrun }
      guard case .branch = nodes[node].ending,
        let child = child(
          of: node, replayed(candidate[position], at: nodes[nodes[node].anyChild].start))
      else { return .unknown }
      node = child
    }
  }

  private func replayed(_ recorded: Choice, at place: Int) -> Choice {
    forced[place] ? choices[place] : choices[place].replayed(from: recorded)
  }

  /// A random beginning of a case that was not inserted: all of a known one but the last choice,
  /// or nothing at all. `nil` when there is none left.
  ///
  /// - Parameter size: of the random choices, as in ``ChoiceSource/size``.
  func novelBeginning(
    using random: inout SplitMix64, size: Double
  ) -> ContiguousArray<Choice>? {
    guard !isExhausted else { return nil }
    var beginning: ContiguousArray<Choice> = []
    guard !nodes.isEmpty else { return beginning }
    var node = root
    while true {
      var loose = nodes[node].loose
      let first = nodes[node].start + (nodes[node].parent < 0 ? 0 : 1)
      for place in first..<max(first, nodes[node].end) {
        let known = choices[place]
        guard isLoose(place) else {
          beginning.append(known)
          continue
        }
        loose -= 1
        var drawn = random.choice(like: known, size: size)
        // Where all that follows is known, another value it must be.
        if loose == 0, isEndExhausted(node) {
          drawn = random.choice(like: known, size: size) { $0 != known } ?? known
        }
        beginning.append(drawn)
        if drawn != known { return beginning }
      }
      guard case .branch = nodes[node].ending else { return beginning }
      let draw = choices[nodes[nodes[node].anyChild].start]
      let parent = node
      guard
        let next = random.choice(
          like: draw, size: size,
          where: { choice in
            child(of: parent, choice).map { !nodes[$0].isExhausted } ?? true
          })
      else { return beginning }
      beginning.append(next)
      guard let child = child(of: parent, next) else { return beginning }
      node = child
    }
  }

  /// Whether nothing new can come behind the last choice of a node.
  private func isEndExhausted(_ node: Int) -> Bool {
    switch nodes[node].ending {
    case .open: false
    case .trial: true
    case .branch:
      nodes[node].exhaustedChildren >= width(at: nodes[nodes[node].anyChild].start)
    }
  }
}

extension Choice {
  /// What this draw makes of `recorded` when a sequence with that choice here is replayed.
  func replayed(from recorded: Choice) -> Choice {
    switch (self, recorded) {
    case (.boolean, .boolean): recorded
    case (.integer(_, let range, let towards), .integer(let value, _, _))
    where range.contains(value):
      .integer(value, in: range, towards: towards)
    case (.float(_, let range, let orNaN), .float(let value, _, _))
    where FloatOrder.allows(value, in: range, orNaN: orNaN):
      .float(value, in: range, orNaN: orNaN)
    case (.text(_, let letters, let count), .text(let text, let others, _))
    where count.contains(text.count) && (letters >= others || text.allSatisfy { $0 < letters }):
      .text(text, letters: letters, count: count)
    default: simplest
    }
  }
}
