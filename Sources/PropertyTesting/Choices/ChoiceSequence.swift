/// Everything a generator decided while it made one value, in order.
///
/// Replaying the sequence makes the value again; a smaller sequence makes a smaller value. The
/// order is *shortlex*: shorter sequences first, then choice by choice.
public struct ChoiceSequence: Hashable, Sendable {
  /// The choices in the order in which they were drawn.
  public private(set) var choices: ContiguousArray<Choice>

  public init(_ choices: some Sequence<Choice> = []) {
    self.choices = ContiguousArray(choices)
  }

  init(storage: ContiguousArray<Choice>) {
    self.choices = storage
  }

  public var count: Int { choices.count }
  public var isEmpty: Bool { choices.isEmpty }
  public subscript(index: Int) -> Choice { choices[index] }
}

extension ChoiceSequence: Comparable {
  public static func < (left: ChoiceSequence, right: ChoiceSequence) -> Bool {
    if left.count != right.count { return left.count < right.count }
    for index in left.choices.indices where left.choices[index] != right.choices[index] {
      return left.choices[index] < right.choices[index]
    }
    return false
  }
}

// Candidates of the shrinker: edited copies.
extension ChoiceSequence {
  func removing(_ range: Range<Int>) -> ChoiceSequence {
    var copy = choices
    copy.removeSubrange(range)
    return ChoiceSequence(storage: copy)
  }

  func replacing(_ range: Range<Int>, with new: some Collection<Choice>) -> ChoiceSequence {
    var copy = choices
    copy.replaceSubrange(range, with: new)
    return ChoiceSequence(storage: copy)
  }

  func replacing(_ index: Int, with choice: Choice) -> ChoiceSequence {
    var copy = choices
    copy[index] = choice
    return ChoiceSequence(storage: copy)
  }
}
