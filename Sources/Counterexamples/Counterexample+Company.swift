import Perturbations
import PropertyTesting
package import Rescoring
package import Robustness
public import Transcripts

extension Counterexample {
  /// The lists that were judged in the same call of the model, without which the case does not fail.
  public struct Company: Hashable, Sendable, Codable {
    /// The lists before the case, in order.
    public let before: [Member]
    /// The lists after the case, in order.
    public let after: [Member]

    /// One list and what a perturbation made of it.
    public struct Member: Hashable, Sendable, Codable {
      public let clean: [Text]
      public let perturbed: [Text]
      /// For each perturbed hypothesis, the clean one that it corresponds to.
      public let correspondence: [Int]
      /// Where the list stood in its corpus; nil where the model didn't ask.
      public let context: ListContext?
    }

    /// A hypothesis as the first pass gave it.
    public struct Text: Hashable, Sendable, Codable {
      public let text: String
      public let firstPass: FirstPassCosts
    }

    package init(_ company: CaseCompany) {
      before = company.before.map(Member.init)
      after = company.after.map(Member.init)
    }

    /// The cases that the values describe.
    package var cases: CaseCompany {
      CaseCompany(before: before.map(\.item), after: after.map(\.item))
    }

    /// A key and what is wrong there; nil if nothing is.
    var inconsistency: String? {
      for (key, members) in [("before", before), ("after", after)] {
        for (number, member) in members.enumerated() {
          if member.clean.isEmpty || member.perturbed.isEmpty {
            return "at key \"company.\(key).\(number)\": an empty list"
          }
          if member.correspondence.count != member.perturbed.count
            || !member.correspondence.allSatisfy(member.clean.indices.contains)
          {
            return
              "at key \"company.\(key).\(number).correspondence\": expected a place in the clean list "
              + "for each perturbed hypothesis, found \(member.correspondence)"
          }
        }
      }
      return nil
    }
  }
}

extension Counterexample.Company.Member {
  fileprivate init(_ item: RobustnessCase) {
    clean = item.clean.hypotheses.map { .init(text: $0.text, firstPass: $0.costs) }
    perturbed = item.perturbed.list.hypotheses.map { .init(text: $0.text, firstPass: $0.costs) }
    correspondence = item.perturbed.correspondence
    context = item.clean.context
  }

  fileprivate var item: RobustnessCase {
    RobustnessCase(
      clean: NBestList(
        clean.map { Hypothesis(text: $0.text, costs: $0.firstPass) }, context: context),
      perturbed: PerturbedList(
        NBestList(perturbed.map { Hypothesis(text: $0.text, costs: $0.firstPass) }),
        correspondence: correspondence))
  }
}

/// Cases judged before and behind another, in one batch with it.
package struct CaseCompany: Hashable, Sendable {
  package let before: [RobustnessCase]
  package let after: [RobustnessCase]

  package init(before: [RobustnessCase], after: [RobustnessCase]) {
    self.before = before
    self.after = after
  }

  package var count: Int { before.count + after.count }

  /// The company without the list with this number, counted over both kinds.
  func without(_ number: Int) -> CaseCompany {
    var (before, after) = (before, after)
    if number < before.count {
      before.remove(at: number)
    } else {
      after.remove(at: number - before.count)
    }
    return CaseCompany(before: before, after: after)
  }

  /// The company with one list cut to its first hypothesis; nil if it has no other.
  func shortened(_ number: Int) -> CaseCompany? {
    var (before, after) = (before, after)
    let item = number < before.count ? before[number] : after[number - before.count]
    guard item.clean.count > 1, let place = item.perturbed.correspondence.firstIndex(of: 0) else {
      return nil
    }
    let short = RobustnessCase(
      clean: item.clean.replacing([item.clean[0]]),
      perturbed: PerturbedList(NBestList([item.perturbed.list[place]])))
    if number < before.count {
      before[number] = short
    } else {
      after[number - before.count] = short
    }
    return CaseCompany(before: before, after: after)
  }
}

extension CaseJudge {
  /// The smallest company in which `item` still fails: as few lists as can be, each as short, in their order.
  ///
  /// - Returns: nil if it does not fail in the company.
  /// - Throws: `RescoringError` when the model stops answering.
  package func smallestCompany(
    _ company: CaseCompany, of item: RobustnessCase
  ) throws(RescoringError) -> CaseCompany? {
    func fails(_ company: CaseCompany) throws(RescoringError) -> Bool {
      try accompanied(by: company).outcomes(of: [item])[0].isFailure
    }
    guard try fails(company) else { return nil }
    var smallest = company
    // Either side as a whole first, then one by one.
    for half in [
      CaseCompany(before: [], after: company.after), CaseCompany(before: company.before, after: []),
    ] where half.count < smallest.count {
      if try fails(half) {
        smallest = half
        break
      }
    }
    for number in (0..<smallest.count).reversed() {
      let less = smallest.without(number)
      if try fails(less) { smallest = less }
    }
    for number in 0..<smallest.count {
      if let shorter = smallest.shortened(number), try fails(shorter) { smallest = shorter }
    }
    return smallest
  }
}
