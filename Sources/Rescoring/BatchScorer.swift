import Algorithms
import Artifacts
public import Transcripts

/// Asks one model for many lists: in batches, from several threads, and for each distinct text once
/// where the model judges texts alone.
///
/// What is remembered, up to a quarter of a million texts, stays as long as the scorer. Batches are cut without regard to the number of
/// threads, so that the answers don't depend on it.
public struct BatchScorer: Sendable {
  public let model: any RescoringModel
  private let threads: Int
  private let batch: Int
  private var known: [ExactText: Double] = [:]

  /// The largest number of remembered texts. Beyond it all are forgotten, so that a large corpus
  /// doesn't fill the memory.
  private static let remembered = 1 << 18

  /// - Parameters:
  ///   - model: the model that is asked.
  ///   - threads: how many calls to the model run at a time.
  ///   - batch: about how many hypotheses go into one call.
  public init(model: any RescoringModel, threads: Int = 1, batch: Int = 512) {
    precondition(threads >= 1 && batch >= 1, "at least one thread and one hypothesis a batch")
    self.model = model
    self.threads = threads
    self.batch = batch
  }

  /// Second-pass costs like ``RescoringModel/validatedCosts(for:)``.
  ///
  /// - Throws: ``RescoringError``; of several batches that fail, the first one's.
  public mutating func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    guard model.scoresEachTextAlone else { return try batched(lists) }
    var unknown: [Hypothesis] = []
    for list in lists {
      for hypothesis in list.hypotheses
      where known.updateValue(.nan, forNew: ExactText(hypothesis.text)) {
        unknown.append(Hypothesis(text: hypothesis.text, costs: FirstPassCosts(total: 0)))
      }
    }
    let groups = unknown.chunks(ofCount: Self.groupSize).map { NBestList(Array($0)) }
    do throws(RescoringError) {
      for (group, costs) in zip(groups, try batched(groups)) {
        for (hypothesis, cost) in zip(group.hypotheses, costs) {
          known[ExactText(hypothesis.text)] = cost
        }
      }
    } catch {
      for hypothesis in unknown { known[ExactText(hypothesis.text)] = nil }
      throw error
    }
    defer { if known.count > Self.remembered { known = [:] } }
    return lists.map { list in list.hypotheses.map { known[ExactText($0.text)]! } }
  }

  /// Distinct texts are asked for in lists of this length.
  private static let groupSize = 32

  private func batched(_ lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    var batches: [Range<Int>] = []
    var (start, size) = (0, 0)
    for (index, list) in lists.enumerated() {
      size += list.count
      if size >= batch || index == lists.count - 1 {
        batches.append(start..<(index + 1))
        (start, size) = (index + 1, 0)
      }
    }
    let model = model
    let answers = try ConcurrentMap.map(batches, threads: threads) {
      (range) throws(RescoringError) -> [[Double]] in
      try model.validatedCosts(for: Array(lists[range]))
    }
    return answers.flatMap { $0 }
  }
}

/// A text by its code points; `String` takes canonically equivalent texts for equal, a model need
/// not.
private struct ExactText: Hashable, Sendable {
  private let text: String

  init(_ text: String) {
    self.text = text
  }

  static func == (left: ExactText, right: ExactText) -> Bool {
    var (left, right) = (left.text, right.text)
    return left.withUTF8 { left in right.withUTF8 { left.elementsEqual($0) } }
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension Dictionary {
  /// Whether `key` was new; an old one keeps its value.
  fileprivate mutating func updateValue(_ value: Value, forNew key: Key) -> Bool {
    let before = count
    if self[key] == nil { self[key] = value }
    return count > before
  }
}
