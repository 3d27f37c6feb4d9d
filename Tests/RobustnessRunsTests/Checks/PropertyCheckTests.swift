import Artifacts
import Counterexamples
import Foundation
import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Checking a property` {
  static let prepared = PreparedCorpus(SmallWorld.corpus, listLimit: 5)

  private func check(_ model: any RescoringModel) -> PropertyCheck {
    PropertyCheck(secondPass: SmallWorld.secondPass(model))
  }

  /// Fails a case whose perturbed costs are not those of its clean texts, all cases in one call.
  private static let property = TextFormInvariance(forms: [.upperCase])

  /// Adds a nat to capitals in a call of more than two lists.
  private struct Crowded: RescoringModel {
    var identity: ModelIdentity {
      ModelIdentity(name: "crowded", summary: "", digest: .sha256(of: "crowded"))
    }

    func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
      lists.map { list in
        list.texts.map { text in
          Double(text.utf8.count)
            + (lists.count > 2 && text.first?.isUppercase == true ? 1 : 0)
        }
      }
    }
  }

  @Test func `the smallest company is kept in the fixture, and the fixture fails again`() throws {
    let cases = PropertyCases(of: Self.property, in: Self.prepared, limit: 6, seed: 1)
    #expect(cases.cases.count == 6)
    let finding = try check(Crowded()).finding(cases, in: Self.prepared)
    #expect(finding.failures == 6)
    let smallest = try #require(finding.bugs.first?.smallest)
    let company = try #require(smallest.company)
    // Three lists in a call are enough, and they are as short as can be.
    #expect(company.before.count + company.after.count == 2)
    #expect((company.before + company.after).allSatisfy { $0.clean.count == 1 })
    #expect(smallest.clean.count == 1)
    #expect(smallest.description.contains("fails only in a batch with 2 other lists"))
    let read = try JSONDecoder().decode(Counterexample.self, from: smallest.json)
    #expect(read == smallest)
    let replay = try FixtureReplay(read, model: Crowded(), properties: [Self.property])
    #expect(replay.verdict == .stillFails)
    let sound = FunctionModel { Double($0.utf8.count) }
    #expect(
      try FixtureReplay(read, model: sound, properties: [Self.property]).verdict == .passes)
  }

  @Test func `a failure that does not recur is told in a sentence`() throws {
    final class Once: RescoringModel {
      let calls = Lock(0)
      var identity: ModelIdentity {
        ModelIdentity(name: "once", summary: "", digest: .sha256(of: "once"))
      }
      func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
        let call = calls.withLock { calls in
          calls += 1
          return calls
        }
        return lists.map { $0.texts.map { Double($0.utf8.count) + (call == 2 ? 1 : 0) } }
      }
    }
    let cases = PropertyCases(of: Self.property, in: Self.prepared, limit: 6, seed: 1)
    let finding = try check(Once()).finding(cases, in: Self.prepared)
    #expect(finding.bugs.isEmpty)
    #expect(finding.failures > 0)
    let sentence = try #require(finding.unrepeated?.first)
    #expect(sentence.contains("holds when judged again"))
  }

  @Test func `unusable costs fail their cases, and the others are judged`() throws {
    let model = FunctionModel { $0.contains("café") ? .nan : Double($0.utf8.count) }
    let findings = try check(model).findings(
      of: [.orderInvariance, .finiteCosts], in: Self.prepared, cases: 6, seed: 1)
    #expect(findings[0].failures == 1)
    #expect(findings[0].cases == 6)
    #expect(findings[1].failures > 0 && findings[1].failures < findings[1].cases)
    #expect(findings.allSatisfy { !$0.passes(allowing: 1) })
    #expect(findings[0].bugs.first?.smallest.failure.contains("expected a finite cost") == true)
  }

  @Test func `costs that are missing for two reasons are two bugs`() throws {
    let model = FunctionModel { text in
      text.contains("café") || text.split(separator: " ").count > 60
        ? .nan : Double(text.utf8.count)
    }
    let cases = PropertyCases(of: .finiteCosts, in: Self.prepared, limit: 60, seed: 1)
    let check = PropertyCheck(
      secondPass: SmallWorld.secondPass(model), counterexamples: 5)
    let finding = try check.finding(cases, in: Self.prepared)
    let smallest = finding.bugs.map { $0.smallest.clean.map(\.text) }
    #expect(smallest.count == 2)
    #expect(smallest.contains { $0.count == 1 && $0[0].split(separator: " ") == ["café"] })
    #expect(smallest.contains { $0.count == 1 && $0[0].split(separator: " ").count == 61 })
    // What fails for both reasons shrinks to a list that is known already.
    let explained = finding.bugs.map(\.failures).reduce(0, +)
    #expect(explained <= finding.failures && explained > finding.failures / 2)
  }

  @Test func `a cause that several properties show is shrunk once`() throws {
    // Where "see" becomes "sea", the choice moves to a hypothesis that has more errors.
    let utterances = ["boat", "road", "house", "lake", "hill", "tower"].map { word in
      Utterance(
        id: word, reference: "see the \(word)",
        nBest: NBestList([
          Hypothesis(text: "see the \(word)", costs: FirstPassCosts(total: 1)),
          Hypothesis(text: "the coat \(word) now", costs: FirstPassCosts(total: 2)),
        ]))
    }
    let prepared = PreparedCorpus(
      Corpus(name: "seen", digest: .sha256(of: "seen"), utterances: utterances), listLimit: 5)
    let model = FunctionModel { $0.contains("sea") ? 20 : $0.contains("see") ? 0 : 1 }
    let homophones: any Perturbation = .homophones(SmallWorld.candidates)
    let findings = try check(model).findings(
      of: [.rankStability(under: homophones), .noHarm(under: homophones)], in: prepared, cases: 6,
      seed: 1)
    #expect(findings.map(\.failures) == [6, 6])
    #expect(findings[1].bugs.isEmpty)
    let smallest = try #require(findings[0].bugs.first?.smallest)
    let known = try #require(findings[1].known?.first)
    #expect(known.counterexample == smallest.id)
    #expect(known.property == "rank-stability")
    #expect(known.failures == 6)
  }

  @Test func `a bug says what its failing lists have in common`() throws {
    func common(_ cost: @escaping @Sendable (String) -> Double) throws -> CommonTrait? {
      let cases = PropertyCases(of: .finiteCosts, in: Self.prepared, limit: 60, seed: 1)
      let finding = try check(FunctionModel(cost: cost)).finding(cases, in: Self.prepared)
      return finding.bugs.first?.common
    }
    let length = try #require(
      try common { $0.split(separator: " ").count > 60 ? .nan : Double($0.utf8.count) })
    #expect(length.text.hasPrefix("a text of ") && length.holding == 0)
    #expect(length.failing == length.failures)
    let word = try #require(
      try common { $0.contains("café") ? .nan : Double($0.utf8.count) })
    #expect(word.text.contains("café") || word.text == "a character beyond ASCII", "\(word.text)")
    let form = try #require(
      try common { $0.contains(where: \.isNumber) ? .nan : Double($0.utf8.count) })
    #expect(form.text == "a digit" && form.holding == 0)
    #expect(
      form.sentence.hasPrefix(
        "\(form.failing) of \(form.failures) have a digit; of the cases that hold, 0 of "))
  }

  @Test func `contracts see lists of all lengths, the shortest and the longest among them`() {
    let utterances = (0..<300).map { number in
      let text = (0...(number * 7 % 300) / 10).map { "w\($0)" }.joined(separator: " ")
      return Utterance(
        id: "\(number)", reference: text,
        nBest: NBestList([
          Hypothesis(text: text, costs: FirstPassCosts(total: 1)),
          Hypothesis(text: text + " x", costs: FirstPassCosts(total: 2)),
        ]))
    }
    let prepared = PreparedCorpus(
      Corpus(name: "long", digest: .sha256(of: "long"), utterances: utterances), listLimit: 5)
    let cases = PropertyCases(of: .finiteCosts, in: prepared, limit: 40, seed: 1)
    let ofCorpus = cases.utterances.filter { $0 < 300 }
    #expect(ofCorpus.count == 40)
    #expect(cases.cases.count == 80)
    let lengths = ofCorpus.map { utterances[$0].nBest.texts.map(\.utf8.count).max()! }
    let all = utterances.map { $0.nBest.texts.map(\.utf8.count).max()! }
    #expect(lengths.min() == all.min() && lengths.max() == all.max())
  }

  @Test
  func `a kept fixture is judged with today's model and weights, and counts as a failing case`()
    throws
  {
    let cases = PropertyCases(of: .orderInvariance, in: Self.prepared, limit: 6, seed: 1)
    let broken = SmallWorld.secondPass(BrokenModel(.dependsOnOrder, of: SmallWorld.healthy))
    let finding = try PropertyCheck(secondPass: broken).finding(cases, in: Self.prepared)
    let fixture = try #require(finding.bugs.first?.smallest)
    let again = try KeptFixture(fixture, properties: [.orderInvariance], under: broken)
    #expect(again.isFailure && again.id == fixture.id && again.property == "order-invariance")
    let mended = try KeptFixture(
      fixture, properties: [.orderInvariance], under: SmallWorld.secondPass(SmallWorld.healthy))
    #expect(mended.verdict == .holds)
    let sound = try check(SmallWorld.healthy).finding(cases, in: Self.prepared)
    #expect(sound.passes(allowing: 1) && !sound.passes(allowing: 1, kept: 1))
  }

  @Test func `tuning leaves lists without usable costs to the first pass`() throws {
    let model = FunctionModel { text in
      text.contains("café") ? .nan : SmallWorld.references.contains(text) ? 0 : 1
    }
    let usable = try UsableCosts(of: model, for: SmallWorld.utterances.map(\.nBest))
    #expect(usable.unusable == 1)
    #expect(usable.notice(of: "small")?.contains("for 1 list of small") == true)
    let tuned = try SecondPass(model, tunedOn: SmallWorld.corpus)
    #expect(tuned.interpolation.secondPass > 0)
  }

  @Test func `probes are the same each time and of every kind`() {
    let again = PreparedCorpus(SmallWorld.corpus, listLimit: 5)
    #expect(
      Self.prepared.probes.probes.map(\.utterance) == again.probes.probes.map(\.utterance))
    #expect(Set(again.probes.probes.map(\.kind)) == Set(ProbeKind.allCases))
    let longest = again.probes.probes.map { $0.utterance.reference.split(separator: " ").count }
    #expect(longest.max()! >= 200)
    // Every word of the corpus is in a probe of its vocabulary.
    let words = again.probes.utterances(of: [.vocabulary]).flatMap(\.nBest.texts)
      .joined(separator: " ").split(separator: " ")
    #expect(
      Set(words).isSuperset(of: SmallWorld.references.joined(separator: " ").split(separator: " ")))
  }
}
