/// What was selected from every list of a corpus: in memory, or put together each time it is asked for where
/// there are too many.
public struct SelectedLists: RandomAccessCollection, Sendable {
  private enum Storage: Sendable {
    case held([ListSelections])
    case made(
      kinds: Int, utterances: Int, @Sendable (_ kind: Int, _ utterance: Int) -> ListSelections)
  }

  private let storage: Storage

  package init(_ lists: [ListSelections]) {
    storage = .held(lists)
  }

  /// - Parameters:
  ///   - kinds: the clean lists, each draw of each condition, each model's own.
  ///   - make: the list of a kind and an utterance, always the same one.
  init(
    kinds: Int, utterances: Int, isHeld: Bool,
    _ make: @escaping @Sendable (_ kind: Int, _ utterance: Int) -> ListSelections
  ) {
    storage =
      isHeld
      ? .held((0..<kinds).flatMap { kind in (0..<utterances).map { make(kind, $0) } })
      : .made(kinds: kinds, utterances: utterances, make)
  }

  /// All of them, if they are in memory.
  package var inMemory: [ListSelections]? {
    if case .held(let lists) = storage { lists } else { nil }
  }

  /// The number of utterances, each of which has a list of every kind, if the lists are not in
  /// memory.
  package var utterances: Int? {
    if case .made(_, let utterances, _) = storage { utterances } else { nil }
  }

  /// Calls `body` with the lists utterance by utterance, in the order in which utterances first appear.
  func forEachByUtterance(_ body: (ListSelections) -> Void) {
    switch storage {
    case .held(let lists):
      for group in lists.grouped(by: \.utterance) { group.forEach(body) }
    case .made(let kinds, let utterances, let make):
      for utterance in 0..<utterances {
        for kind in 0..<kinds { body(make(kind, utterance)) }
      }
    }
  }

  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .held(let lists): lists.count
    case .made(let kinds, let utterances, _): kinds * utterances
    }
  }

  public subscript(position: Int) -> ListSelections {
    switch storage {
    case .held(let lists): lists[position]
    case .made(_, let utterances, let make): make(position / utterances, position % utterances)
    }
  }
}

extension SelectedLists: Hashable {
  public static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }

  public func hash(into hasher: inout Hasher) { hasher.combine(count) }
}

extension Sequence {
  /// The elements of each key, in the order of keys' and elements' first appearance.
  func grouped<Key: Hashable>(by key: (Element) -> Key) -> [[Element]] {
    var places: [Key: Int] = [:]
    var groups: [[Element]] = []
    for element in self {
      let key = key(element)
      if let place = places[key] {
        groups[place].append(element)
      } else {
        places[key] = groups.count
        groups.append([element])
      }
    }
    return groups
  }
}
