import Foundation
import PropertyTesting
import Testing

@Suite struct FailureStoreTests {
  private let folder = NSTemporaryDirectory() + "FailureStoreTests-" + UUID().uuidString
  private let failure = StoredFailure(
    property: "order invariance/π", choices: ChoiceSequence("t,[0:9]4,f;")!,
    outcome: PropertyOutcome(margin: -0.25, note: "two lists"), summary: "[4]")

  private func withStore(_ body: (FailureStore) throws -> Void) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(FailureStore(folder: folder))
  }

  @Test func `what is saved is read back, once`() throws {
    try withStore { store in
      let path = try store.write(failure)
      #expect(try store.write(failure) == path)
      #expect(try store.failures() == [failure])
      #expect(try store.failures(of: "order invariance/π") == [failure])
      #expect(try store.failures(of: "another").isEmpty)
    }
  }

  @Test func `file names depend on property and choices alone`() {
    #expect(failure.fileName == "order-invariance---2b1dad381bbbb91e.json")
    let other = StoredFailure(
      property: failure.property, choices: failure.choices, outcome: PropertyOutcome(margin: -9),
      summary: "else")
    #expect(other.fileName == failure.fileName)
  }

  @Test func `the file is readable, with sorted keys`() throws {
    try withStore { store in
      let text = try String(contentsOfFile: store.write(failure), encoding: .utf8)
      #expect(
        text == """
          {
            "choices" : "t,[0:9]4,f;",
            "outcome" : {
              "margin" : -0.25,
              "note" : "two lists"
            },
            "property" : "order invariance/π",
            "summary" : "[4]",
            "version" : 1
          }

          """)
    }
  }

  @Test func `a missing folder is an error, not an empty store`() {
    #expect(throws: FailureStoreError.missingFolder(path: folder)) {
      try FailureStore(folder: folder).failures()
    }
  }

  @Test(
    arguments: [
      ("{", "not"), ("[]", "not"), ("{\"version\": 1}", "no key \"property\""),
      ("{\"version\": 1, \"property\": \"p\", \"choices\": \"t,[0:9]44,f;\"}", "character 8"),
      ("{\"version\": 99}", "expected version 1 or earlier, found 99"), ("", "not"),
    ])
  func `a malformed file is an error with its path`(text: String, told: String) throws {
    try withStore { store in
      try store.write(failure)
      let path = folder + "/damaged.json"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: FailureStoreError.self) { try store.failures() }
      #expect(error?.description.contains(path) == true)
      #expect(error?.description.contains(told) == true, "\(error?.description ?? "")")
    }
  }

  @Test func `a folder that can't be made is an error with the path`() throws {
    try withStore { store in
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      let file = folder + "/file"
      try Data().write(to: URL(fileURLWithPath: file))
      #expect(throws: FailureStoreError.self) {
        try FailureStore(folder: file + "/inside").write(failure)
      }
    }
  }
}
