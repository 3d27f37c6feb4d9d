import Counterexamples
public import Foundation
import Robustness
public import RobustnessRuns

/// Properties and requirements as JUnit XML, for those who collect test results.
///
/// A test case is a property of a model on a corpus, or a requirement of a model. A property fails if any of
/// its cases does; the failure's text is the smallest list that breaks it and what replays that. A missed
/// requirement is a failure. One that the data can't decide is *skipped*, with the reason: it has not been
/// shown to fail. So is a property without cases. There are neither times nor dates in it.
public struct JUnitReport: Hashable, Sendable {
  /// A suite of test cases.
  struct Suite: Hashable, Sendable {
    let name: String
    let cases: [Case]
  }

  struct Case: Hashable, Sendable {
    enum Outcome: Hashable, Sendable {
      case passed
      case failed(message: String, text: String)
      case skipped(String)
    }

    let group: String
    let name: String
    let outcome: Outcome
  }

  let suites: [Suite]

  /// A report's properties and requirements.
  public init(_ record: RunRecord) {
    let examples = Dictionary(
      record.counterexamples.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    var suites = record.corpora.map { corpus in
      Suite(
        name: corpus.name,
        cases: corpus.models.flatMap { model in
          model.properties.map { result in
            Case(
              group: "\(corpus.name).\(model.model)", name: result.property,
              outcome: Self.outcome(
                cases: result.cases, failures: result.failures, margin: result.worstMargin,
                examples: result.counterexamples.compactMap { examples[$0] },
                fixtures: ReportFixtures.folder + "/"))
          }
        })
    }
    if let verdicts = record.requirements {
      suites.append(
        Suite(
          name: "requirements",
          cases: verdicts.map { verdict in
            let text = VerdictText(verdict)
            return Case(
              group: "requirements.\(verdict.model)", name: verdict.requirement.claim,
              outcome: Self.outcome(verdict.outcome, finding: text.finding))
          }))
    }
    self.suites = suites.filter { !$0.cases.isEmpty }
  }

  /// What `check` found on one corpus.
  ///
  /// - Parameters:
  ///   - findings: each with whether no more cases fail than may.
  ///   - corpus: the name of the corpus.
  ///   - verdicts: on budgets, of failures and of measures.
  ///   - fixtures: that were kept and judged again, each with what is wrong; nil where it holds.
  public init(
    _ findings: [(model: String, finding: PropertyFinding, passes: Bool)], on corpus: String,
    verdicts: [(
      model: String, name: String, outcome: RequirementVerdict.Outcome, finding: String
    )] = [],
    fixtures: [(model: String, name: String, failure: String?)] = []
  ) {
    suites = [
      Suite(
        name: corpus,
        cases: findings.map { model, finding, passes in
          Case(
            group: "\(corpus).\(model)", name: finding.property,
            outcome: passes && finding.cases > 0
              ? .passed
              : Self.outcome(
                cases: finding.cases, failures: finding.failures, margin: finding.worstMargin,
                examples: finding.counterexamples, causes: Self.causes(of: finding)))
        }),
      Suite(
        name: "saved fixtures",
        cases: fixtures.map { model, name, failure in
          Case(
            group: "fixtures.\(model)", name: name,
            outcome: failure.map { .failed(message: "fails again: \($0)", text: $0) } ?? .passed)
        }),
      Suite(
        name: "requirements",
        cases: verdicts.map {
          Case(
            group: "requirements.\($0.model)", name: $0.name,
            outcome: Self.outcome($0.outcome, finding: $0.finding))
        }),
    ].filter { !$0.cases.isEmpty }
  }

  private static func outcome(
    cases: Int, failures: Int, margin: Double?, examples: [Counterexample],
    fixtures: String = "", causes: [String] = []
  ) -> Case.Outcome {
    guard cases > 0 else { return .skipped("no cases") }
    guard failures > 0 else { return .passed }
    let worst = margin.map { "; lowest margin \(FigureFormat.decimal($0, digits: 3))" } ?? ""
    return .failed(
      message: "\(FigureFormat.count(failures)) of \(FigureFormat.count(cases, of: "case")) "
        + "\(failures == 1 ? "fails" : "fail")\(worst)",
      text: (examples.map { example in
        example.description + "\n  as a file   mondegreen replay \(fixtures)\(example.id).json"
      } + causes).joined(separator: "\n\n"))
  }

  /// What a finding's failures come from, a sentence each.
  private static func causes(of finding: PropertyFinding) -> [String] {
    finding.bugs.compactMap { bug in
      bug.common.map { "\(bug.smallest.id), failing cases of this cause: \($0.sentence)" }
    }
      + (finding.known ?? []).map {
        "\(FigureFormat.count($0.failures, of: "failing case")) of the same cause as \($0.property): "
          + $0.counterexample
      }
  }

  private static func outcome(
    _ outcome: RequirementVerdict.Outcome, finding: String
  ) -> Case.Outcome {
    switch outcome {
    case .met: .passed
    case .missed: .failed(message: "missed: \(finding)", text: finding)
    case .undecided: .skipped("undecided: \(finding)")
    }
  }

  /// The file: UTF-8, one element a line.
  public var data: Data {
    Data(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + markup().rendered() + "\n").utf8)
  }

  private func markup() -> Markup {
    let all = suites.flatMap(\.cases)
    return .tag(
      "testsuites",
      [
        "name": "mondegreen", "tests": "\(all.count)",
        "failures": "\(all.count(where: \.isFailed))",
        "errors": "0",
      ]
    ) {
      for suite in suites {
        "\n  "
        Markup.tag(
          "testsuite",
          [
            "name": suite.name, "tests": "\(suite.cases.count)",
            "failures": "\(suite.cases.count(where: \.isFailed))", "errors": "0",
            "skipped": "\(suite.cases.count(where: \.isSkipped))",
          ]
        ) {
          for one in suite.cases {
            "\n    "
            Self.markup(one)
          }
          "\n  "
        }
      }
      "\n"
    }
  }

  private static func markup(_ one: Case) -> Markup {
    .tag("testcase", ["classname": one.group, "name": one.name]) {
      switch one.outcome {
      case .passed: Markup.group([])
      case .failed(let message, let text):
        Markup.tag("failure", ["message": message, "type": "failure"]) { text }
      case .skipped(let reason): Markup.tag("skipped", ["message": reason])
      }
    }
  }
}

extension JUnitReport.Case {
  fileprivate var isFailed: Bool { if case .failed = outcome { true } else { false } }
  fileprivate var isSkipped: Bool { if case .skipped = outcome { true } else { false } }
}
