/// What the lists of a corpus have in common, and where they don't: what their scores are good for.
///
/// ``CorpusReader`` takes it of the lists as they stand in the file, before they are ranked.
public struct CorpusSurvey: Hashable, Sendable {
  /// An utterance, by the line where it begins and its id.
  public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1; 0 for utterances that come from no file.
    public let line: Int
    public let id: String

    public init(line: Int, id: String) {
      self.line = line
      self.id = id
    }

    /// A text such as "line 7, u-7" or "u-7".
    public var description: String { line > 0 ? "line \(line), \(id)" : id }
  }

  /// How many utterances have something, and the first that has it.
  public struct Occurrences: Hashable, Sendable {
    public private(set) var count = 0
    public private(set) var first: Place?

    mutating func add(_ place: Place) {
      count += 1
      if first == nil { first = place }
    }
  }

  /// The number of utterances.
  public private(set) var utterances = 0
  /// Lists that do not stand in the order of their totals, by more than rounding.
  public private(set) var reordered = Occurrences()
  /// Lists of several hypotheses whose totals are all equal, so that only their order ranks them.
  public private(set) var unscored = Occurrences()
  /// Lists of several hypotheses whose totals differ.
  public private(set) var scored = Occurrences()
  /// Lists in which every hypothesis has an acoustic and a language cost.
  public private(set) var withParts = Occurrences()
  /// Lists in which some hypothesis lacks one of them.
  public private(set) var withoutParts = Occurrences()
  /// The references without words.
  public private(set) var silent = Occurrences()
  /// Utterances of which nobody knows what was said.
  public private(set) var unreferenced = Occurrences()
  /// Lists in which a text stands more than once.
  public private(set) var duplicated = Occurrences()
  /// Lists from which copies were dropped, and how many copies those were.
  public private(set) var padded = Occurrences()
  public private(set) var copies = 0
  /// Lists of several hypotheses that nobody declared to have costs, and in which each total or language cost is
  /// below 0, as those of log-probabilities are.
  public private(set) var negative = Occurrences()
  /// Neighbors whose totals rise, and whose totals fall.
  public private(set) var rising = 0
  public private(set) var falling = Occurrences()

  public init() {}

  /// A survey of utterances that come from no file.
  public init(of utterances: some Sequence<Utterance>) {
    for utterance in utterances { add(utterance, line: 0) }
  }

  /// Relative difference of totals that counts as rounding.
  private static let rounding = 1e-6

  /// - Parameters:
  ///   - dropped: how many copies of other hypotheses were dropped from the list.
  ///   - isAssumed: whether neither the format nor anybody else said that the scores are costs.
  mutating func add(
    _ utterance: Utterance, line: Int, dropped: Int = 0, isAssumed: Bool = false
  ) {
    let place = Place(line: line, id: utterance.id)
    let hypotheses = utterance.nBest.hypotheses
    utterances += 1
    var isReordered = false
    var differs = false
    for (one, next) in zip(hypotheses, hypotheses.dropFirst()) {
      let (first, second) = (one.costs.total, next.costs.total)
      if first == second { continue }
      differs = true
      if first < second {
        rising += 1
      } else {
        falling.add(place)
        let size = max(abs(first), abs(second))
        if first - second > Self.rounding * size { isReordered = true }
      }
    }
    if isReordered { reordered.add(place) }
    if hypotheses.count > 1 { differs ? scored.add(place) : unscored.add(place) }
    if isAssumed, hypotheses.count > 1,
      hypotheses.allSatisfy({ $0.costs.total < 0 })
        || hypotheses.allSatisfy({ ($0.costs.language ?? 0) < 0 })
    {
      negative.add(place)
    }
    let hasParts = hypotheses.allSatisfy {
      $0.costs.acoustic != nil && $0.costs.language != nil
    }
    hasParts ? withParts.add(place) : withoutParts.add(place)
    let isSilent = !utterance.reference.contains { $0.isLetter || $0.isNumber }
    if !utterance.hasReference {
      unreferenced.add(place)
    } else if isSilent {
      silent.add(place)
    }
    if dropped > 0 {
      padded.add(place)
      copies += dropped
    }
    if Set(hypotheses.map(\.text)).count < hypotheses.count { duplicated.add(place) }
  }

  /// Whether every list has acoustic and language costs.
  public var hasParts: Bool { withoutParts.count == 0 && withParts.count > 0 }

  /// Whether totals tell hypotheses apart in some list.
  public var hasTotals: Bool { scored.count > 0 }

  /// What a user should know of the corpus, a sentence each, without its name.
  public var notices: [String] {
    var notices: [String] = []
    if let first = reordered.first {
      notices.append(
        "\(reordered.count) of \(utterances) lists are not in the order of their totals (first: "
          + "\(first)); totals decide the ranks")
    }
    if let first = negative.first, negative.count == scored.count + unscored.count {
      notices.append(
        "totals or language costs are negative throughout (first: \(first)), as log-probabilities are, and were "
          + "taken for costs, where less is better; if they are log-probabilities, pass --scores log-probability"
      )
    }
    if !hasTotals, let first = unscored.first {
      notices.append(
        "no list has totals that differ (first: \(first)): the order of each list is its ranking")
    } else if let first = unscored.first {
      notices.append(
        "\(unscored.count) of \(utterances) lists have equal totals throughout (first: \(first)): "
          + "their order is their ranking")
    }
    if withParts.count > 0, let first = withoutParts.first {
      notices.append(
        "\(withoutParts.count) of \(utterances) lists lack an acoustic or a language cost (first: "
          + "\(first)), so only totals are weighed")
    }
    if let first = padded.first {
      notices.append(
        "\(copies) copies of other hypotheses in \(padded.count) of \(utterances) lists were dropped "
          + "(first: \(first)); duplicates=keep keeps them")
    }
    if let first = unreferenced.first {
      notices.append(
        "\(unreferenced.count) of \(utterances) utterances have no reference (first: \(first)): their "
          + "word errors can't be counted")
    }
    if let first = silent.first {
      notices.append(
        "\(silent.count) of \(utterances) references have no words (first: \(first)): whatever is "
          + "selected there is an insertion")
    }
    return notices
  }
}
