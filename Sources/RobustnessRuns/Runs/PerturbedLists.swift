import Perturbations

/// The lists of a variant by utterance: in memory, or made anew each time where there are too many.
struct PerturbedLists: RandomAccessCollection, Sendable {
  private enum Storage: Sendable {
    case held([PerturbedList])
    case made(count: Int, @Sendable (Int) -> PerturbedList)
  }

  private let storage: Storage

  /// - Parameters:
  ///   - count: how many there are.
  ///   - isHeld: whether all of them are made now and stay.
  ///   - make: the list of an utterance, always the same one.
  init(
    count: Int, isHeld: Bool, _ make: @escaping @Sendable (Int) -> PerturbedList
  ) {
    storage = isHeld ? .held((0..<count).map(make)) : .made(count: count, make)
  }

  var startIndex: Int { 0 }

  var endIndex: Int {
    switch storage {
    case .held(let lists): lists.count
    case .made(let count, _): count
    }
  }

  subscript(position: Int) -> PerturbedList {
    switch storage {
    case .held(let lists): lists[position]
    case .made(_, let make): make(position)
    }
  }
}
