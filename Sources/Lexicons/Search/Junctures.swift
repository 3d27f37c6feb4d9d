import HeapModule

/// The ways to hear a phrase with different word boundaries, most plausible first, each found only
/// when it is requested.
///
/// The phrase's phones (each word in all its pronunciations) are re-segmented into words of the
/// lexicon, exactly or within a weighted distance (``PhoneDistances``). A segmentation costs its
/// implausibility according to word frequencies alone plus ``distanceWeight`` for each unit of
/// distance; if there is a language model, ``RankedJunctures`` uses it instead. Segmentations are
/// the paths through a graph of positions and words; the exact cost of the best way from each
/// position to the end guides the search (A*), so that paths come out in order and the k-th costs
/// no more than finding it (compare Eppstein, SIAM J. Comput. 28, 1998).
///
/// Segmentations with all boundaries unchanged are word-by-word homophones and are left out, and so
/// are words that contain spaces.
public struct Junctures: Sequence, IteratorProtocol {
  /// The cost of a unit of distance, in nats.
  public static let distanceWeight = 6.0
  /// A path from the beginning to a position.
  private struct Path {
    let position: Int
    let word: UInt32
    let parent: Int
    let cost: Double
    let distance: Double
  }

  private let search: PronunciationSearch
  private let radius: Double
  private let readings: [SpokenPhrase]
  /// The edges that start at each position.
  private var edges: [[JunctureEdge]] = []
  /// The smallest cost from each position to the end of its reading.
  private var remaining: [Double] = []
  private var paths: [Path] = []
  private var heap = Heap<RankedPath>()
  private var seen: Set<[UInt32]> = []

  /// Prepares the search.
  ///
  /// - Parameters:
  ///   - words: the phrase; there are no results if the lexicon lacks one of its words.
  ///   - search: finds the words that sound like a stretch of phones.
  ///   - radius: the largest distance of a segmentation from the phrase.
  public init(of words: [String], in search: PronunciationSearch, within radius: Double = 0) {
    self.search = search
    self.radius = radius
    readings = SpokenPhrase.readings(of: words, in: search)
    var known: [[UInt8]: [JunctureEdge]] = [:]
    for reading in readings { addEdges(of: reading, &known) }
    for reading in readings { begin(reading) }
  }

  /// The next segmentation; every later one costs at least as much.
  public mutating func next() -> Juncture? {
    while let index = heap.popMin()?.index {
      let path = paths[index]
      guard let reading = readings.first(where: { path.position <= $0.end }) else { continue }
      if path.position == reading.end, path.parent >= 0 {
        if let juncture = juncture(endingAt: index, reading) { return juncture }
        continue
      }
      for edge in edges[path.position] {
        let distance = path.distance + edge.distance
        guard distance <= radius + 1e-9, remaining[edge.end].isFinite else { continue }
        paths.append(
          Path(
            position: edge.end, word: edge.word, parent: index, cost: path.cost + edge.cost,
            distance: distance))
        heap.insert(
          RankedPath(
            priority: path.cost + edge.cost + remaining[edge.end], index: paths.count - 1))
      }
    }
    return nil
  }

  private mutating func addEdges(
    of reading: SpokenPhrase, _ known: inout [[UInt8]: [JunctureEdge]]
  ) {
    edges += reading.edges(in: search, within: radius, known: &known)
    edges.append([])
    var costs = [Double](repeating: .infinity, count: reading.phones.count + 1)
    costs[reading.phones.count] = 0
    for position in reading.phones.indices.reversed() {
      for edge in edges[reading.start + position] {
        costs[position] = Swift.min(costs[position], edge.cost + costs[edge.end - reading.start])
      }
    }
    remaining += costs
  }

  private mutating func begin(_ reading: SpokenPhrase) {
    guard remaining[reading.start].isFinite else { return }
    paths.append(Path(position: reading.start, word: 0, parent: -1, cost: 0, distance: 0))
    heap.insert(RankedPath(priority: remaining[reading.start], index: paths.count - 1))
  }

  /// The segmentation at the end of a path, unless its boundaries are unchanged or its words have
  /// been returned before.
  private mutating func juncture(endingAt index: Int, _ reading: SpokenPhrase) -> Juncture? {
    var words: [UInt32] = []
    var boundaries: [Int] = []
    var place = index
    while paths[place].parent >= 0 {
      words.append(paths[place].word)
      boundaries.append(paths[place].position - reading.start)
      place = paths[place].parent
    }
    words.reverse()
    guard !reading.keepsBoundaries(boundaries.reversed()), seen.insert(words).inserted else {
      return nil
    }
    let path = paths[index]
    return Juncture(
      words: words.map { search.lexicon.word(Int($0)) }, distance: path.distance,
      implausibility: path.cost - Self.distanceWeight * path.distance)
  }
}

/// A path with its priority; the smallest comes first, ties in order of creation.
private struct RankedPath: Comparable, Sendable {
  let priority: Double
  let index: Int

  static func < (one: RankedPath, other: RankedPath) -> Bool {
    (one.priority, one.index) < (other.priority, other.index)
  }
}
