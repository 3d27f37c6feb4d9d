/// Everything that was run, as a tree of choices: tells what a candidate would come to without
/// running it, wherever its draws are known.
///
/// What a deterministic generator draws next depends on the choices before alone. So each node
/// knows the draw that follows, and how a recorded choice that does not fit is replaced.
struct SeenTree {
  /// What is known of a candidate.
  enum Verdict: Hashable {
    case unknown
    /// It would end before the generator does.
    case overrun
    /// It would make the case of that number.
    case trial(Int)
  }

  private struct Node {
    /// The draw that follows, with any value; `nil` if not known or if nothing follows.
    var draw: Choice?
    var trial: Int?
    var children: [Choice: Int] = [:]
  }

  private var nodes: [Node] = [Node()]

  /// Notes what came of a trial, under its number.
  mutating func insert(_ trial: Trial, number: Int) {
    var node = 0
    for choice in trial.recorded.choices {
      nodes[node].draw = choice
      if let child = nodes[node].children[choice] {
        node = child
      } else {
        nodes.append(Node())
        nodes[node].children[choice] = nodes.count - 1
        node = nodes.count - 1
      }
    }
    if trial.status != .overrun { nodes[node].trial = number }
  }

  /// What replaying `choices` would come to.
  func verdict(on choices: ChoiceSequence) -> Verdict {
    var node = 0
    var position = 0
    while true {
      if let trial = nodes[node].trial { return .trial(trial) }
      // A node without a trial was gone through, or overran: something is drawn there.
      if position == choices.count { return nodes.count > 1 ? .overrun : .unknown }
      guard let draw = nodes[node].draw,
        let child = nodes[node].children[draw.replayed(from: choices[position])]
      else { return .unknown }
      node = child
      position += 1
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
    case (.float(_, let range), .float(let value, _)) where range.contains(value):
      .float(value, in: range)
    default: simplest
    }
  }
}
