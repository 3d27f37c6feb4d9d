import MondegreenTesting
import PropertyTesting
import Testing

@Suite struct PropertySettingsTests {
  @Test func `the environment names a profile, a seed and a folder`() throws {
    let settings = PropertySettings()
    #expect(try settings.profile([:]) == .standard)
    #expect(try settings.profile(["MONDEGREEN_PROFILE": "nightly"]) == .nightly)
    #expect(throws: UnknownProfile.self) {
      try settings.profile(["MONDEGREEN_PROFILE": "weekly"])
    }
    #expect(settings.seed([:]) == 1)
    #expect(settings.seed(["MONDEGREEN_SEED": "77"]) == 77)
    #expect(settings.folder([:]) == PropertySettings.defaultFolder)
    #expect(settings.folder(["MONDEGREEN_FAILURES": "there"]) == "there")
    #expect(settings.folder(["MONDEGREEN_FAILURES": ""]) == nil)
  }

  @Suite(.profile(.ci), .propertySeed(5), .failures(in: .none)) struct Nested {
    @Test(.propertyCases(7), .caseTimeLimit(.seconds(3)))
    func `traits win over the environment, inner ones over outer ones`() throws {
      let settings = PropertySettings.current
      #expect(try settings.profile(["MONDEGREEN_PROFILE": "nightly"]) == .ci)
      #expect(settings.seed(["MONDEGREEN_SEED": "77"]) == 5)
      #expect(settings.cases == 7)
      #expect(settings.caseTimeLimit == .seconds(3))
      #expect(settings.folder(["MONDEGREEN_FAILURES": "there"]) == nil)
    }
  }

  @Test(.failures(in: .none))
  func `a state machine is one issue, with its shortest program`() async throws {
    let machine = StateMachine<[Int]>(
      start: { [] },
      rules: [
        Rule("append") { numbers, step in numbers.append(try step.draw(.integer(in: 0...9))) },
        Rule("sort") { numbers, _ in numbers.sort() },
      ],
      invariants: [Invariant("short") { $0.count < 3 }])
    try await withKnownIssue {
      try await checkStateMachine(machine)
    } matching: { issue in
      guard let failed = issue.error as? PropertyFailed else { return false }
      return failed.value == "\n  append(0)\n  append(0)\n  append(0)"
        && failed.note == "short does not hold"
    }
  }
}
