import Artifacts
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Batch invariance` {
  static let list = SmallWorld.list(
    "over there", "over there by the sea and then some", "by the sea", "a", "no i know the way")

  /// A model whose costs hang on all texts of the call; counts its calls.
  private struct Leaking: RescoringModel {
    /// What a text, a list, a place in it and all texts of the call add to a cost.
    let leak: @Sendable (String, Int, [String]) -> Double
    let calls = Calls()

    var identity: ModelIdentity {
      ModelIdentity(name: "leaking", summary: "", digest: .sha256(of: "leaking"))
    }

    func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
      calls.count()
      let all = lists.flatMap(\.texts)
      var place = -1
      return lists.map { list in
        list.texts.map { text in
          place += 1
          return Double(text.utf8.count) + leak(text, place, all)
        }
      }
    }

    final class Calls: Sendable {
      private let made = Lock(0)
      var number: Int { made.withLock { $0 } }
      func count() { made.withLock { $0 += 1 } }
    }
  }

  private func outcome(_ model: Leaking) throws -> Bool {
    let item = RobustnessCase(clean: Self.list, perturbed: PerturbedList(Self.list))
    return try BatchInvariance().judge([item], of: SmallWorld.secondPass(model))[0].isFailure
  }

  @Test func `takes six calls a list, and not one a hypothesis`() throws {
    let model = Leaking { _, _, _ in 0 }
    #expect(try !outcome(model))
    #expect(model.calls.number == 6)
  }

  /// Remembers how calls are laid out.
  private final class Observing: RescoringModel {
    let calls = Lock<[[[String]]]>([])
    var identity: ModelIdentity {
      ModelIdentity(name: "observing", summary: "", digest: .sha256(of: "observing"))
    }
    func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
      calls.withLock { $0.append(lists.map(\.texts)) }
      return lists.map { $0.texts.map { Double($0.utf8.count) } }
    }
  }

  @Test func `many lists are asked for in many sizes and orders, up to 257 texts in 65 lists`()
    throws
  {
    let model = Observing()
    let cases = (0..<60).map { number in
      let list = SmallWorld.list("over there \(number)", "by the sea", "a", "no i know the way")
      return RobustnessCase(clean: list, perturbed: PerturbedList(list))
    }
    let outcomes = try BatchInvariance().judge(cases, of: SmallWorld.secondPass(model))
    #expect(outcomes.allSatisfy { !$0.isFailure })
    let calls = model.calls.withLock { $0 }
    let texts = calls.map { $0.reduce(0) { $0 + $1.count } }
    #expect(texts.max() == 257 && calls.map(\.count).max() == 65)
    #expect(Set(texts).count > 15)
    #expect(Set(calls.map(\.count)).count > 15)
    // The same four texts follow one another in many orders.
    let orders = calls.map { $0.flatMap(\.self) }.filter { $0.count == 257 }.map {
      $0.prefix(6).map { $0.hasPrefix("over") ? "over there" : $0 }
    }
    #expect(Set(orders).count > 30)
  }

  @Test func `finds what hangs on the order of lists and of texts`() throws {
    struct Sorting: RescoringModel {
      let sorts: @Sendable ([NBestList]) -> [[String]]
      var identity: ModelIdentity {
        ModelIdentity(name: "sorting", summary: "", digest: .sha256(of: "sorting"))
      }
      func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
        sorts(lists).map { $0.map { Double($0.utf8.count) } }
      }
    }
    let item = RobustnessCase(clean: Self.list, perturbed: PerturbedList(Self.list))
    for sorts: @Sendable ([NBestList]) -> [[String]] in [
      { $0.map { $0.texts.sorted() } },
      { lists in
        var all = lists.flatMap(\.texts).sorted()[...]
        return lists.map { list in
          defer { all = all.dropFirst(list.count) }
          return Array(all.prefix(list.count))
        }
      },
    ] {
      let outcome = try BatchInvariance().judge(
        [item], of: SmallWorld.secondPass(Sorting(sorts: sorts)))[0]
      #expect(outcome.isFailure)
    }
  }

  @Test func `finds what hangs on padding, size, place, neighbors or being alone`() throws {
    let leaks: [(String, @Sendable (String, Int, [String]) -> Double)] = [
      (
        "padding", { text, _, all in 0.01 * Double(all.map(\.utf8.count).max()! - text.utf8.count) }
      ),
      ("size", { _, _, all in 0.01 * Double(all.count) }),
      ("place", { _, place, _ in 0.01 * Double(place) }),
      ("first text", { _, _, all in 0.01 * Double(all[0].utf8.count) }),
      ("next text", { _, place, all in place + 1 < all.count ? 0.01 : 0 }),
      ("alone", { _, _, all in all.count == 1 ? 0.01 : 0 }),
      ("long batches", { _, _, all in all.map(\.utf8.count).reduce(0, +) > 100 ? 0.01 : 0 }),
    ]
    var missed: [String] = []
    for (name, leak) in leaks where try !outcome(Leaking(leak: leak)) { missed.append(name) }
    #expect(missed.isEmpty)
  }
}
