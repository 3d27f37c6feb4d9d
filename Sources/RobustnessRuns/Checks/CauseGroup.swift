import Counterexamples

/// Failures of one model that come from one cause, across properties.
package struct CauseGroup: Hashable, Sendable, Codable {
  package let model: String
  /// Ids of the smallest lists that show it; the first is the one to read.
  package private(set) var counterexamples: [String] = []
  /// The failures of each property, in the order in which properties were examined.
  package private(set) var failures: [Failures] = []
  /// What the failing cases have in common, of the first property where there is something.
  package private(set) var common: CommonTrait?

  /// The failing cases of one property.
  package struct Failures: Hashable, Sendable, Codable {
    package let property: String
    package let cases: Int
  }

  /// Failing cases of all its properties.
  package var count: Int { failures.reduce(0) { $0 + $1.cases } }

  private init(model: String) {
    self.model = model
  }

  /// The causes of all failures that were shrunk, in the order in which they were found.
  ///
  /// Two bugs have one cause if their smallest lists show the same (``PropertyFinding/Bug/hasCause(of:)``), or if
  /// their failing cases have the same in common.
  package static func groups(
    of findings: [(model: String, finding: PropertyFinding)]
  ) -> [CauseGroup] {
    var groups: [CauseGroup] = []
    var bugs: [[PropertyFinding.Bug]] = []
    for (model, finding) in findings {
      for known in finding.known ?? [] {
        let place = groups.firstIndex {
          $0.model == model && $0.counterexamples.contains(known.counterexample)
        }
        guard let place else { continue }
        groups[place].failures.append(
          Failures(property: finding.property, cases: known.failures))
      }
      for bug in finding.bugs {
        let known = groups.indices.first { place in
          groups[place].model == model
            && bugs[place].contains { $0.hasCause(of: bug) || $0.sharesTrait(with: bug) }
        }
        if known == nil {
          groups.append(CauseGroup(model: model))
          bugs.append([])
        }
        let index = known ?? groups.count - 1
        groups[index].counterexamples.append(bug.smallest.id)
        groups[index].failures.append(
          Failures(property: bug.smallest.property, cases: bug.failures))
        groups[index].common = groups[index].common ?? bug.common
        bugs[index].append(bug)
      }
    }
    return groups
  }
}

extension PropertyFinding.Bug {
  fileprivate func sharesTrait(with other: PropertyFinding.Bug) -> Bool {
    common != nil && common?.text == other.common?.text
  }
}
