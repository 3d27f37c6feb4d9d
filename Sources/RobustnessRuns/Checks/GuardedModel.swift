import Artifacts
import Foundation
package import Rescoring
package import Transcripts

/// A model whose errors fail the lists that they are about, and no others.
///
/// A check asks its model through this one. Where the model throws, or takes longer than the time limit, the
/// call ends with ``RescoringError/noAnswer(model:reason:)``, which fails the cases it is about; the others are
/// judged on. What never returned is not asked for again: the text that was to blame, or the same call.
///
/// A call that doesn't return can't be ended, only left behind, with the thread that it runs on. So after
/// ``mostAbandoned`` such calls, or once calls without an answer have taken ``patience`` time limits, the model is
/// given up, and every further call fails at once and says so.
package final class GuardedModel: RescoringModel {
  /// The default time limit for a call with up to ``textsOfLimit`` texts.
  package static let standardLimit = Duration.seconds(60)
  /// Longer calls have as many times the limit.
  static let textsOfLimit = 64
  static let mostAbandoned = 12
  static let patience = 20.0

  private let base: any RescoringModel
  private let limit: Duration
  private let state = Lock(State())
  private let other = Lock<GuardedModel?>(nil)

  private struct State {
    /// Texts with which the model does not return, and calls.
    var hungTexts: Set<[UInt8]> = []
    var hungCalls: Set<[[UInt8]]> = []
    var abandoned = 0
    /// What calls without an answer have taken.
    var wasted = Duration.zero
    var isGivenUp: Bool { abandoned >= GuardedModel.mostAbandoned }
  }

  /// - Parameter limit: for a call about up to ``textsOfLimit`` texts. A program of its own has the time limit
  ///   that it was started with instead, since it can be ended.
  package init(_ base: any RescoringModel, limit: Duration = standardLimit) {
    self.base = base
    self.limit = limit
  }

  package var identity: ModelIdentity { base.identity }
  package var scoresEachTextAlone: Bool { base.scoresEachTextAlone }
  package var previousUtterances: Int? { base.previousUtterances }
  package var limitsItself: Bool { base.limitsItself }

  package func readPart(of text: String) -> String? { base.readPart(of: text) }

  package func anotherInstance() throws(RescoringError) -> (any RescoringModel)? {
    let model: (any RescoringModel)?
    do throws(RescoringError) {
      model = try base.anotherInstance()
    } catch {
      throw excused(error)
    }
    guard let model else { return nil }
    return other.withLock { other in
      if let other { return other }
      let guarded = GuardedModel(model, limit: limit)
      other = guarded
      return guarded
    }
  }

  /// Whether a call took longer than its limit.
  package var hasHung: Bool { state.withLock { $0.wasted > .zero } }

  package func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
    let texts = lists.flatMap(\.texts).map { Array($0.utf8) }
    if let reason = refusal(of: texts) {
      throw .noAnswer(model: identity.name, reason: reason)
    }
    do throws(RescoringError) {
      return try answer(lists, texts)
    } catch {
      throw excused(error)
    }
  }

  private func excused(_ error: RescoringError) -> RescoringError {
    switch error {
    case .failed(let model, let reason): .noAnswer(model: model, reason: reason)
    case .wrongCount, .notFinite, .missingCost, .noAnswer: error
    }
  }

  /// Why a call about these texts is not made; nil if it is.
  private func refusal(of texts: [[UInt8]]) -> String? {
    state.withLock { state in
      if state.isGivenUp || state.wasted > limit * Self.patience {
        return "it is no longer called, since calls without an answer have taken \(state.wasted)"
      }
      if let text = texts.first(where: state.hungTexts.contains) {
        return "gave no answer in time for \"\(String(decoding: text, as: UTF8.self))\" before"
      }
      return state.hungCalls.contains(texts)
        ? "gave no answer in time to the same call before" : nil
    }
  }

  private func answer(
    _ lists: [NBestList], _ texts: [[UInt8]]
  ) throws(RescoringError) -> [[Double]] {
    guard !base.limitsItself else {
      let start = ContinuousClock.now
      do throws(RescoringError) {
        return try base.costs(for: lists)
      } catch {
        // Quick errors cost nothing; one that was waited for is not waited for again.
        let time = ContinuousClock.now - start
        if time > limit / 2 { note(texts, took: time) }
        throw error
      }
    }
    let time = limit * max(1, Double(texts.count) / Double(Self.textsOfLimit))
    if let result = LimitedCall.result(within: time, of: { [base] in base.answer(to: lists) }) {
      return try result.get()
    }
    note(texts, took: time, isAbandoned: true)
    let culprit = try culprit(in: lists)
    throw .noAnswer(
      model: identity.name,
      reason: "no answer within \(time)" + (culprit.map { ", for \"\($0)\"" } ?? ""))
  }

  /// The first text that the model does not return from when it is asked for alone; nil if there is none.
  private func culprit(in lists: [NBestList]) throws(RescoringError) -> String? {
    let all = lists.flatMap { list in list.hypotheses.map { (hypothesis: $0, list: list) } }
    guard all.count > 1 else { return all.first?.hypothesis.text }
    for (hypothesis, list) in all where refusal(of: [Array(hypothesis.text.utf8)]) == nil {
      let single = [list.replacing([hypothesis])]
      if LimitedCall.result(within: limit, of: { [base] in base.answer(to: single) }) == nil {
        note([Array(hypothesis.text.utf8)], took: limit, isAbandoned: true)
        return hypothesis.text
      }
    }
    return nil
  }

  private func note(_ texts: [[UInt8]], took time: Duration, isAbandoned: Bool = false) {
    state.withLock { state in
      state.wasted += time
      if isAbandoned { state.abandoned += 1 }
      if texts.count == 1 {
        state.hungTexts.insert(texts[0])
      } else {
        state.hungCalls.insert(texts)
      }
    }
  }
}

extension RescoringModel {
  fileprivate func answer(to lists: [NBestList]) -> Result<[[Double]], RescoringError> {
    do throws(RescoringError) {
      return .success(try costs(for: lists))
    } catch {
      return .failure(error)
    }
  }
}

/// A call on a thread of its own, which is left behind if it does not return in time.
private final class LimitedCall<Value: Sendable>: Sendable {
  private let value = Lock<Value?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  /// - Returns: nil if there was none in time.
  static func result(within time: Duration, of call: @escaping @Sendable () -> Value) -> Value? {
    let made = LimitedCall()
    let thread = Thread {
      let value = call()
      made.value.withLock { $0 = value }
      made.isDone.signal()
    }
    // As much as the main thread has.
    thread.stackSize = 8 << 20
    thread.start()
    guard made.isDone.wait(timeout: .now() + time / .seconds(1)) == .success else { return nil }
    return made.value.withLock { $0 }
  }
}
