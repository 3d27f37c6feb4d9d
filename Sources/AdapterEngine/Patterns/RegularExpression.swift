/// A regular expression in Python's syntax, as PEFT's configurations have them, matched in time that
/// is linear in the text for every pattern.
///
/// The pattern is compiled to a small program whose possible states are followed all at once
/// (Thompson 1968), so there is no backtracking: `(a*)*b` takes no longer than `a*b`. Understood are
/// literals, `.`, classes, escapes, groups, alternatives, greedy and lazy repetitions, anchors, word
/// boundaries and lookaheads. Backreferences and lookbehinds are refused: no such program has them.
package struct RegularExpression: Sendable {
  /// Why a pattern can't be used.
  package struct PatternError: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  let program: [RegularExpressionProgram.Instruction]

  /// - Throws: ``PatternError`` for a pattern that is malformed, too large, or that uses what is not
  ///   understood.
  package init(_ pattern: String) throws(PatternError) {
    var parser = RegularExpressionParser(pattern)
    program = try RegularExpressionProgram.compile(try parser.parse())
  }

  /// Whether the pattern matches the text from its beginning to its end (Python's `re.fullmatch`).
  package func matchesWhole(_ text: String) -> Bool {
    var matcher = RegularExpressionMatcher(program, text)
    return matcher.matches(from: 0, start: 0, mustReachEnd: true)
  }
}

/// Matches one text.
private struct RegularExpressionMatcher {
  /// A lookahead at a place in the text.
  private struct Place: Hashable {
    let instruction: Int
    let position: Int
  }

  private let program: [RegularExpressionProgram.Instruction]
  private let text: [Unicode.Scalar]
  /// Lookaheads that were decided, so that each is once for each place.
  private var decided: [Place: Bool] = [:]

  init(_ program: [RegularExpressionProgram.Instruction], _ text: String) {
    self.program = program
    self.text = Array(text.unicodeScalars)
  }

  /// Whether the program from instruction `start` on matches from `position` on.
  mutating func matches(from position: Int, start: Int, mustReachEnd: Bool) -> Bool {
    var states = closure(of: [start], at: position)
    for place in position...text.count {
      if states.isEmpty { return false }
      if !mustReachEnd || place == text.count, states.contains(where: { program[$0] == .accept }) {
        return true
      }
      guard place < text.count else { break }
      var next: [Int] = []
      for state in states {
        if case .consume(let set) = program[state], set.contains(text[place]) {
          next.append(state + 1)
        }
      }
      states = closure(of: next, at: place + 1)
    }
    return false
  }

  /// All instructions that consume or accept and can be reached without consuming.
  private mutating func closure(of starts: [Int], at position: Int) -> [Int] {
    var reached: Set<Int> = []
    var found: [Int] = []
    var left = starts
    while let state = left.popLast() {
      guard reached.insert(state).inserted else { continue }
      switch program[state] {
      case .consume, .accept: found.append(state)
      case .jump(let target): left.append(target)
      case .split(let first, let second): left += [second, first]
      case .assert(let anchor): if holds(anchor, at: position) { left.append(state + 1) }
      case .look(let isNegated, let end):
        if looksTrue(state, position) != isNegated { left.append(end) }
      }
    }
    return found
  }

  /// Whether what a lookahead looks for, which stands behind it in the program, follows.
  private mutating func looksTrue(_ state: Int, _ position: Int) -> Bool {
    let place = Place(instruction: state, position: position)
    if let known = decided[place] { return known }
    let found = matches(from: position, start: state + 1, mustReachEnd: false)
    decided[place] = found
    return found
  }

  private func holds(_ anchor: RegularExpressionProgram.Anchor, at position: Int) -> Bool {
    switch anchor {
    case .start: position == 0
    // As Python: also before a line feed that ends the text.
    case .end: position == text.count || (position == text.count - 1 && text[position] == "\n")
    case .absoluteEnd: position == text.count
    case .wordBoundary(let isNegated):
      (isWord(position - 1) != isWord(position)) != isNegated
    }
  }

  private func isWord(_ position: Int) -> Bool {
    text.indices.contains(position) && ScalarSet.word.contains(text[position])
  }
}
