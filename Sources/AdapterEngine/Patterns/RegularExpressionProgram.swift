/// What a regular expression is compiled to.
enum RegularExpressionProgram {
  enum Anchor: Hashable, Sendable {
    case start
    case end
    case absoluteEnd
    case wordBoundary(isNegated: Bool)
  }

  enum Instruction: Hashable, Sendable {
    /// One character of the set, then the next instruction.
    case consume(ScalarSet)
    case jump(Int)
    case split(Int, Int)
    case assert(Anchor)
    /// What follows up to an `accept` must match here, or must not; then on at `end`.
    case look(isNegated: Bool, end: Int)
    case accept
  }

  /// A pattern's structure.
  indirect enum Node {
    case set(ScalarSet)
    case sequence([Node])
    case choice([Node])
    /// A repetition from `least` to `most` times; nil for any number.
    case repetition(Node, least: Int, most: Int?)
    case assert(Anchor)
    case look(Node, isNegated: Bool)
  }

  /// Counted repetitions are written out: a pattern within this is followed in bounded time.
  static let limit = 5_000

  static func compile(
    _ node: Node
  ) throws(RegularExpression.PatternError) -> [Instruction] {
    var program: [Instruction] = []
    try add(node, to: &program)
    program.append(.accept)
    return program
  }

  private static func add(
    _ node: Node, to program: inout [Instruction]
  ) throws(RegularExpression.PatternError) {
    guard program.count <= limit else {
      throw RegularExpression.PatternError(
        description: "expected a pattern of at most \(limit) states, found more")
    }
    switch node {
    case .set(let set): program.append(.consume(set))
    case .assert(let anchor): program.append(.assert(anchor))
    case .sequence(let nodes): for node in nodes { try add(node, to: &program) }
    case .choice(let nodes): try add(choice: nodes[...], to: &program)
    case .repetition(let node, let least, let most):
      for _ in 0..<least { try add(node, to: &program) }
      try add(optional: node, most.map { $0 - least }, to: &program)
    case .look(let node, let isNegated):
      let place = program.count
      program.append(.accept)
      try add(node, to: &program)
      program.append(.accept)
      program[place] = .look(isNegated: isNegated, end: program.count)
    }
  }

  private static func add(
    choice nodes: ArraySlice<Node>, to program: inout [Instruction]
  ) throws(RegularExpression.PatternError) {
    guard let first = nodes.first else { return }
    guard nodes.count > 1 else { return try add(first, to: &program) }
    let split = program.count
    program.append(.accept)
    try add(first, to: &program)
    let jump = program.count
    program.append(.accept)
    program[split] = .split(split + 1, program.count)
    try add(choice: nodes.dropFirst(), to: &program)
    program[jump] = .jump(program.count)
  }

  /// Adds up to `count` further repetitions; nil for any number.
  private static func add(
    optional node: Node, _ count: Int?, to program: inout [Instruction]
  ) throws(RegularExpression.PatternError) {
    guard let count else {
      let split = program.count
      program.append(.accept)
      try add(node, to: &program)
      program.append(.jump(split))
      program[split] = .split(split + 1, program.count)
      return
    }
    var splits: [Int] = []
    for _ in 0..<max(0, count) {
      splits.append(program.count)
      program.append(.accept)
      try add(node, to: &program)
    }
    for split in splits { program[split] = .split(split + 1, program.count) }
  }
}
