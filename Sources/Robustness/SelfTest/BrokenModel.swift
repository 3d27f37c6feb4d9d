import ArtifactFiles
public import Rescoring
public import Transcripts

/// Rescorers with one deliberate defect each: the proof that a property can fail.
///
/// Each wraps a healthy model and spoils its answers in one way; `mondegreen` and the tests hold
/// that at least one property catches it.
public struct BrokenModel: RescoringModel {
  /// What is wrong with a broken model.
  public enum Defect: String, Hashable, Sendable, CaseIterable {
    /// Later places in the list cost a little more, so ties and near-ties follow the order.
    case dependsOnOrder
    /// Costs move with the average length of the batch, as padding that is not masked does.
    case leaksBatch
    /// Capitals are other words.
    case isCaseSensitive
    /// A text in decomposed form is longer than in composed form.
    case countsCodePoints
    /// The second copy of a text costs more than the first.
    case punishesDuplicates
    /// Words that sound the same are one word to it.
    case isHomophoneBlind
    /// The last word is cut off, as by a truncation that is off by one.
    case ignoresLastWord
    /// Every word of four letters that begins with a "t" makes the cost not a number.
    case answersNaN
    /// The better, the higher.
    case flipsSign
  }

  public let defect: Defect
  private let healthy: any RescoringModel
  /// One spelling for all words that sound the same.
  private let representative: @Sendable (String) -> String

  /// - Parameters:
  ///   - healthy: what to spoil; it should judge texts alone.
  ///   - representative: the same word for all words that sound the same.
  public init(
    _ defect: Defect, of healthy: any RescoringModel,
    representative: @escaping @Sendable (String) -> String
  ) {
    self.defect = defect
    self.healthy = healthy
    self.representative = representative
  }

  public var identity: ModelIdentity {
    ModelIdentity(
      name: "broken-\(defect.rawValue)", summary: "deliberately broken: \(defect.rawValue)",
      digest: .sha256(of: "\(defect.rawValue) \(healthy.identity.digest)"))
  }

  public func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    switch defect {
    case .dependsOnOrder:
      return try healthy.costs(for: lists).map { row in
        row.enumerated().map { place, cost in cost + 0.01 * Double(place) }
      }
    case .leaksBatch:
      let lengths = lists.flatMap { $0.texts.map(\.utf8.count) }
      let average = Double(lengths.reduce(0, +)) / Double(max(lengths.count, 1))
      return try healthy.costs(for: lists).map { row in row.map { $0 + 0.01 * average } }
    case .isCaseSensitive:
      return try spoil(lists) { text, cost in
        cost + Double(text.count { $0.isUppercase })
      }
    case .countsCodePoints:
      return try spoil(lists) { text, cost in cost + 0.1 * Double(text.unicodeScalars.count) }
    case .punishesDuplicates:
      let costs = try healthy.costs(for: lists)
      return zip(lists, costs).map { list, row in
        row.indices.map { row[$0] + (list.texts[..<$0].contains(list[$0].text) ? 1 : 0) }
      }
    case .isHomophoneBlind:
      return try healthy.costs(for: lists.map { edited($0) { $0.map(representative) } })
    case .ignoresLastWord:
      return try healthy.costs(for: lists.map { edited($0) { $0.dropLast() } })
    case .answersNaN:
      return try spoil(lists) { text, cost in
        text.spacedWords.contains { $0.count == 4 && $0.hasPrefix("t") } ? .nan : cost
      }
    case .flipsSign:
      return try healthy.costs(for: lists).map { row in row.map { -$0 } }
    }
  }

  private func spoil(
    _ lists: [NBestList], _ change: (String, Double) -> Double
  ) throws(RescoringError) -> [[Double]] {
    zip(lists, try healthy.costs(for: lists)).map { list, row in
      zip(list.texts, row).map { change($0, $1) }
    }
  }

  private func edited(
    _ list: NBestList, _ change: ([String]) -> some Sequence<String>
  ) -> NBestList {
    NBestList(
      list.hypotheses.map {
        Hypothesis(
          text: change($0.text.spacedWords).joined(separator: " "), costs: $0.costs)
      })
  }
}
