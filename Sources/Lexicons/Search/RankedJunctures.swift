/// The ways to hear a phrase with different word boundaries, ranked by the plausibility of the
/// whole phrase.
///
/// The phrase's phones are re-segmented as in ``Junctures``. A segmentation into the words `w1 …
/// wn` at the distance `d` from what was said costs
///
///     3 · (−ln P_LM(w1 … wn)) / (n + 1) + 10 · d
///
/// where `P_LM` is the probability of the whole phrase, including what stands before and after it
/// (without an end, the divisor is n), so that a fragment that ends no phrase is expensive. The
/// mean over the words makes segmentations of the same sounds into more and fewer words comparable:
/// according to the probability of the phrase alone, two words that hardly go together beat four
/// that do ("recognized teach" and "wreck a nice beach"). With a weight of ten per unit of
/// distance, a voiced consonant for a voiceless one (0.3) costs as much as words that are each e
/// times less probable. Both weights were chosen on ten published mondegreens
/// (`RankedJuncturesTests`).
///
/// Words are pronounced in connected speech, which moves boundaries (`ConnectedSpeech`).
/// Segmentations that are much less plausible than the phrase itself are left out (``slack``).
///
/// The search goes from the first phone to the last and keeps the best beginnings at each position,
/// separately for each number of words. Its time is therefore proportional to the length of the
/// phrase and not to the number of segmentations, of which "recognize speech" within 1.9 has
/// millions. Within distance 0 few phrases have more segmentations than are kept, and the search is
/// exact.
public struct RankedJunctures: Sendable {
  /// The cost of a unit of distance.
  public static let distanceWeight = 10.0
  /// The cost of a nat of a phrase's mean surprise.
  public static let surpriseWeight = 3.0
  /// How much more than the phrase itself a segmentation may cost. Anything that costs more is a
  /// fragment.
  public static let slack = 12.0
  /// The number of beginnings kept at each position for each number of words.
  static let beam = 100
  /// The largest number of words tried between two positions.
  static let wordsPerSpan = 200

  private let search: PronunciationSearch
  private let model: any PhraseModel
  private let leavesOut: @Sendable (String) -> Bool

  /// Prepares the ranking.
  ///
  /// - Parameters:
  ///   - search: looks words up by their sounds.
  ///   - model: says how plausible phrases are.
  ///   - leavesOut: whether a word is never heard.
  public init(
    _ search: PronunciationSearch, model: any PhraseModel,
    leavingOut leavesOut: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.search = search
    self.model = model
    self.leavesOut = leavesOut
  }

  /// The cost of the phrase itself.
  public func cost(of words: [String]) -> Double {
    cost(surprise: model.implausibility(of: words), count: words.count, distance: 0)
  }

  /// The cost of a segmentation of a phrase.
  public func cost(of juncture: Juncture) -> Double {
    cost(
      surprise: juncture.implausibility, count: juncture.words.count, distance: juncture.distance)
  }

  private func cost(surprise: Double, count: Int, distance: Double) -> Double {
    let events = Double(max(count + (model.end == nil ? 0 : 1), 1))
    return Self.surpriseWeight * surprise / events + Self.distanceWeight * distance
  }

  /// The best segmentations of a phrase, most plausible first; empty if the lexicon lacks one of
  /// its words.
  ///
  /// - Parameters:
  ///   - words: the words of the phrase.
  ///   - radius: the largest distance of a segmentation from the phrase.
  ///   - limit: the largest number of segmentations.
  public func best(of words: [String], within radius: Double = 0, limit: Int) -> [Juncture] {
    let careful = SpokenPhrase.readings(of: words, in: search)
    var known = KnownEdges()
    var found: [[UInt32]: Ending] = [:]
    for reading in ConnectedSpeech.readings(careful, search.lexicon.inventory, within: radius) {
      for ending in endings(of: reading, within: radius, &known) {
        if let known = found[ending.words], known.distance <= ending.distance { continue }
        found[ending.words] = ending
      }
    }
    let most = cost(of: words) + Self.slack
    let ranked = found.values.filter { !$0.keepsBoundaries && $0.cost <= most }.sorted {
      $0.cost == $1.cost ? $0.words.lexicographicallyPrecedes($1.words) : $0.cost < $1.cost
    }
    let junctures = ranked.lazy.map { ending in
      let words = ending.words.map { search.lexicon.word(Int($0)) }
      return Juncture(
        words: words, distance: ending.distance, implausibility: ending.surprise)
    }
    return Array(junctures.filter { $0.words != words }.prefix(limit))
  }

  /// A path from the beginning of a phrase to a position.
  private struct Path {
    /// The last two words, by their numbers in the language model.
    let last: (UInt32, UInt32)
    let word: UInt32
    let parent: Int
    let position: Int
    /// The number of words.
    let count: Int
    /// How unlikely the words are, in nats.
    let surprise: Double
    let distance: Double
    /// Whether a word shares its first phone with the one before it.
    let isShared: Bool
    /// The estimated cost of the whole phrase if it continues as it began.
    let outlook: Double
    /// The hash of the words.
    let hash: UInt64
  }

  private struct Ending {
    let words: [UInt32]
    let surprise: Double
    let cost: Double
    let distance: Double
    let keepsBoundaries: Bool
  }

  /// A word between two positions.
  private struct Step {
    let word: UInt32
    let number: UInt32
    let end: Int
    let distance: Double
    /// How unlikely the word is beside its probability in context, in nats.
    let surprise: Double
  }

  /// Edges found for other readings of the phrase.
  private struct KnownEdges {
    var edges: [[UInt8]: [JunctureEdge]] = [:]
    var words: [UInt32: (number: UInt32, penalty: Double, isLeftOut: Bool)] = [:]
  }

  private func steps(
    of reading: SpokenPhrase, within radius: Double, _ known: inout KnownEdges
  ) -> [[Step]] {
    reading.edges(in: search, within: radius, known: &known.edges).map { all in
      var spans: [Int: [JunctureEdge]] = [:]
      for edge in all {
        if known.words[edge.word] == nil {
          let word = search.lexicon.word(Int(edge.word))
          let (number, penalty) = model.entry(for: word)
          known.words[edge.word] = (number, penalty, leavesOut(word))
        }
        if !known.words[edge.word]!.isLeftOut { spans[edge.end, default: []].append(edge) }
      }
      return spans.sorted { $0.key < $1.key }.flatMap { end, span in
        span.sorted { ($0.cost, $0.word) < ($1.cost, $1.word) }.prefix(Self.wordsPerSpan)
          .map { edge in
            let (number, penalty, _) = known.words[edge.word]!
            return Step(
              word: edge.word, number: number, end: end - reading.start, distance: edge.distance,
              surprise: edge.rarity + penalty)
          }
      }
    }
  }

  private func endings(
    of reading: SpokenPhrase, within radius: Double, _ known: inout KnownEdges
  ) -> [Ending] {
    let steps = steps(of: reading, within: radius, &known)
    let (length, inventory) = (reading.phones.count, search.lexicon.inventory)
    var paths: [Path] = []
    // By position and number of words: what has as many words is compared.
    let most = min(length, 2 * reading.boundaries.count + 2)
    let empty = [[Path]](repeating: [], count: most + 1)
    var waiting = [[[Path]]](repeating: empty, count: length + 1)
    var limits = [[Double]](
      repeating: Array(repeating: .infinity, count: most + 1), count: length + 1)
    func extend(_ index: Int, from position: Int, sharing: Double) {
      let path = paths[index]
      let count = path.count + 1
      guard count <= most else { return }
      for step in steps[position] where step.end > path.position {
        let distance = path.distance + step.distance + sharing
        guard distance <= radius + 1e-9 else { continue }
        let surprise =
          path.surprise + step.surprise
          - model.logProbability(of: step.number, after: path.last.0, path.last.1)
        let outlook = outlook(
          surprise, count, distance, shareDone: Double(step.end) / Double(length))
        guard outlook < limits[step.end][count] else { continue }
        waiting[step.end][count].append(
          Path(
            last: (path.last.1, step.number), word: step.word, parent: index, position: step.end,
            count: count, surprise: surprise, distance: distance,
            isShared: path.isShared || sharing > 0, outlook: outlook,
            hash: (path.hash ^ UInt64(step.word)) &* 0x100_0000_01B3))
        if waiting[step.end][count].count >= 4 * Self.beam {
          let kept = Self.best(of: waiting[step.end][count])
          waiting[step.end][count] = kept
          if kept.count == Self.beam { limits[step.end][count] = kept[Self.beam - 1].outlook }
        }
      }
    }
    paths.append(
      Path(
        last: model.beginning, word: 0, parent: -1, position: 0, count: 0, surprise: 0,
        distance: reading.distance, isShared: false, outlook: 0, hash: 0xCBF2_9CE4_8422_2325))
    extend(0, from: 0, sharing: 0)
    for position in 1..<max(length, 1) {
      let canShare =
        ConnectedSpeech.distance <= radius
        && ConnectedSpeech.canBeShared(reading.phones[position - 1], inventory)
      for count in 1...most {
        for path in Self.best(of: waiting[position][count]) {
          paths.append(path)
          extend(paths.count - 1, from: position, sharing: 0)
          if canShare {
            extend(paths.count - 1, from: position - 1, sharing: ConnectedSpeech.distance)
          }
        }
        waiting[position][count] = []
      }
    }
    return waiting[length].flatMap { $0 }.map { path in
      var words = [path.word]
      var ends = [path.position]
      var place = path.parent
      while paths[place].parent >= 0 {
        words.append(paths[place].word)
        ends.append(paths[place].position)
        place = paths[place].parent
      }
      var surprise = path.surprise
      if let end = model.end {
        surprise -= model.logProbability(of: end, after: path.last.0, path.last.1)
      }
      return Ending(
        words: words.reversed(), surprise: surprise,
        cost: cost(surprise: surprise, count: path.count, distance: path.distance),
        distance: path.distance,
        keepsBoundaries: !path.isShared && reading.keepsBoundaries(ends.reversed()))
    }
  }

  /// The estimated cost of a path if it continues as it began.
  private func outlook(
    _ surprise: Double, _ count: Int, _ distance: Double, shareDone: Double
  ) -> Double {
    Self.surpriseWeight * surprise / (Double(count) + shareDone) + Self.distanceWeight * distance
  }

  /// The paths with the best outlook, one for each sequence of words.
  private static func best(of paths: [Path]) -> [Path] {
    var seen: Set<UInt64> = []
    var kept: [Path] = []
    for path in paths.sorted(by: { ($0.outlook, $0.hash) < ($1.outlook, $1.hash) }) {
      guard seen.insert(path.hash).inserted else { continue }
      kept.append(path)
      if kept.count == beam { break }
    }
    return kept
  }
}
