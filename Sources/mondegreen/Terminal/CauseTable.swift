import Counterexamples
import RobustnessReports
import RobustnessRuns

/// What failures come from, across properties: one row a cause, with what its failing lists have in common.
struct CauseTable {
  /// Failures of one model that have one cause.
  private struct Cause {
    let model: String
    /// The bugs that show it, the first of which is shown whole.
    var bugs: [PropertyFinding.Bug]
    /// Failing cases by property.
    var failures: [(property: String, count: Int)]

    var common: CommonTrait? { bugs.lazy.compactMap(\.common).first }

    func isCause(of bug: PropertyFinding.Bug) -> Bool {
      bugs.contains { known in
        known.hasCause(of: bug) || (known.common != nil && known.common?.text == bug.common?.text)
      }
    }
  }

  private var causes: [Cause] = []

  init(_ findings: [(model: String, finding: PropertyFinding)]) {
    for (model, finding) in findings {
      for known in finding.known ?? [] {
        guard
          let place = causes.firstIndex(where: { cause in
            cause.model == model
              && cause.bugs.contains { $0.smallest.id == known.counterexample }
          })
        else { continue }
        causes[place].failures.append((finding.property, known.failures))
      }
      for bug in finding.bugs { add(bug, of: model) }
    }
  }

  private mutating func add(_ bug: PropertyFinding.Bug, of model: String) {
    let failures = (bug.smallest.property, bug.failures)
    if let place = causes.firstIndex(where: { $0.model == model && $0.isCause(of: bug) }) {
      causes[place].bugs.append(bug)
      causes[place].failures.append(failures)
    } else {
      causes.append(Cause(model: model, bugs: [bug], failures: [failures]))
    }
  }

  var isEmpty: Bool { causes.isEmpty }

  var text: String {
    var table = TextTable(endsInProse: true)
    table.append(["cause", "model", "failing cases; what they have in common"])
    for (number, cause) in causes.enumerated() {
      let failures = cause.failures.map { "\($0.property) \($0.count)" }.joined(separator: ", ")
      let count = cause.failures.reduce(0) { $0 + $1.count }
      let common =
        cause.common?.sentence
        ?? (count > 2 ? "nothing that tells them from lists that hold" : "too few to compare")
      table.append(["\(number + 1)", cause.model, Terminal.printable("\(failures); \(common)")])
    }
    return table.text
  }
}
