import Algorithms
import Artifacts

/// What was selected from every list of a corpus: in memory, or put together each time it is asked for where
/// there are too many.
public struct SelectedLists: RandomAccessCollection, Sendable {
  private enum Storage: Sendable {
    case held([ListSelections])
    case made(
      kinds: Int, utterances: Int, threads: Int,
      @Sendable (_ kind: Int, _ utterance: Int) -> ListSelections)
  }

  private let storage: Storage

  package init(_ lists: [ListSelections]) {
    storage = .held(lists)
  }

  /// - Parameters:
  ///   - kinds: the clean lists, each draw of each condition, each model's own.
  ///   - isHeld: whether all of them are made now and stay.
  ///   - threads: how many threads make lists that are made anew.
  ///   - make: the list of a kind and an utterance, always the same one.
  init(
    kinds: Int, utterances: Int, isHeld: Bool, threads: Int,
    _ make: @escaping @Sendable (_ kind: Int, _ utterance: Int) -> ListSelections
  ) {
    storage =
      isHeld
      ? .held((0..<kinds).flatMap { kind in (0..<utterances).map { make(kind, $0) } })
      : .made(kinds: kinds, utterances: utterances, threads: threads, make)
  }

  /// All of them, if they are in memory.
  package var inMemory: [ListSelections]? {
    if case .held(let lists) = storage { lists } else { nil }
  }

  /// The number of utterances, each of which has a list of every kind, if the lists are not in
  /// memory.
  package var utterances: Int? {
    if case .made(_, let utterances, _, _) = storage { utterances } else { nil }
  }

  /// Calls `body` with what `transform` makes of the lists, utterance by utterance in the order in which utterances first
  /// appear.
  ///
  /// - Parameter transform: called from several threads.
  func forEachByUtterance<Output: Sendable>(
    _ transform: @Sendable (ListSelections) -> Output, _ body: (Output) -> Void
  ) {
    switch storage {
    case .held(let lists):
      for group in lists.grouped(by: \.utterance) {
        for list in group { body(transform(list)) }
      }
    case .made(let kinds, let utterances, let threads, let make):
      for block in (0..<utterances).chunks(ofCount: Self.utterancesAtOnce) {
        let outputs = ConcurrentMap.map(Array(block), threads: threads) { utterance in
          (0..<kinds).map { transform(make($0, utterance)) }
        }
        for output in outputs.joined() { body(output) }
      }
    }
  }

  /// The number of utterances whose lists are in memory at a time.
  private static let utterancesAtOnce = 256

  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .held(let lists): lists.count
    case .made(let kinds, let utterances, _, _): kinds * utterances
    }
  }

  public subscript(position: Int) -> ListSelections {
    switch storage {
    case .held(let lists): lists[position]
    case .made(_, let utterances, _, let make): make(position / utterances, position % utterances)
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
