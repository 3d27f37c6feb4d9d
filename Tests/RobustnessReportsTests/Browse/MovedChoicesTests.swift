import Artifacts
import Foundation
import Perturbations
import RobustnessReports
import Testing

@Suite struct MovedChoicesTests {
  private static let condition = PerturbationCondition(
    perturbation: "homophones", scope: .nBest, strength: .words(2))

  private static func choice(
    _ utterance: Int, model: String = "lora", staying: String? = "staying", added: Int? = 2
  ) -> MovedChoice {
    MovedChoice(
      corpus: "messaging-test", utterance: "u-\(utterance)", model: model, condition: condition,
      draw: 1,
      reference: "the reference </script> \(utterance)", clean: "a clean text",
      perturbed: "a perturbed text", staying: staying, addedErrors: added)
  }

  /// What the page's script sees.
  private func unpacked(_ choices: [MovedChoice]) throws -> [String: Any] {
    let html = RobustnessReport(SampleRecord.make()).page(browsing: choices)
    let base64 = try #require(
      html.firstMatch(of: /<script type="text\/plain" id="moved-data">([A-Za-z0-9+\/=]+)<\/script>/)
    ).1
    let data = try #require(Data(base64Encoded: String(base64)))
    let json = try JSONSerialization.jsonObject(with: try Gzip.decompress(data))
    return try #require(json as? [String: Any])
  }

  @Test func `rows hold each text once, as a place`() throws {
    let data = try unpacked([
      Self.choice(1), Self.choice(1, model: "full", staying: nil, added: nil), Self.choice(2),
    ])
    let texts = try #require(data["texts"] as? [String])
    #expect(
      texts == [
        "the reference </script> 1", "a clean text", "a perturbed text", "staying",
        "the reference </script> 2",
      ])
    #expect(data["models"] as? [String] == ["lora", "full"])
    #expect(data["conditions"] as? [String] == ["homophones, N-best, two words"])
    let rows = try #require(data["rows"] as? [[Any]])
    #expect(rows[0] as? [Int] == [0, 0, 0, 1, 1, 2, 3, 2, -1])
    #expect(rows[1].prefix(7).map { $0 as? Int } == [0, 1, 0, 1, 1, 2, -1])
    #expect(rows[1][7] is NSNull)
    #expect(rows[2] as? [Int] == [1, 0, 0, 1, 1, 2, 3, 2, -1])
  }

  @Test func `a perturbed list is kept as what differs from the clean one`() throws {
    func moved(_ lists: MovedLists) -> MovedChoice {
      MovedChoice(
        corpus: "c", utterance: "u", model: "lora", condition: Self.condition, draw: 1,
        reference: "r", clean: "a", perturbed: "x", staying: nil, addedErrors: nil, lists: lists)
    }
    let data = try unpacked([
      moved(MovedLists(clean: ["a", "b"], ranks: [1, 2], perturbed: ["a", "x"])),
      moved(MovedLists(clean: ["a", "b"], ranks: [2, 1, 1], perturbed: ["b", "x", "a"])),
      moved(MovedLists(clean: ["a", "b"], ranks: [1, 2], perturbed: ["a", "x"])),
    ])
    let texts = try #require(data["texts"] as? [String])
    let x = try #require(texts.firstIndex(of: "x"))
    #expect((data["clean"] as? [[Int]])?.map { $0.map { texts[$0] } } == [["a", "b"]])
    let lists = try #require(data["lists"] as? [[String: Any]])
    #expect(lists.count == 2)
    #expect(lists[0]["ranks"] == nil)
    #expect(lists[0]["changed"] as? [Int] == [2, x])
    #expect(lists[1]["ranks"] as? [Int] == [2, 1, 1])
    #expect(lists[1]["changed"] as? [Int] == [2, x])
    #expect((data["rows"] as? [[Any]])?.map { $0.last as? Int } == [0, 1, 0])
  }

  /// 700 utterances, five models, ten conditions, a third of the choices moved, no two texts alike.
  @Test func `a page of twelve thousand moved choices is below 3 MB`() {
    let words = [
      "i", "can't", "hear", "you", "you're", "breaking", "up", "meet", "me", "at", "the", "whale",
    ]
    func text(_ number: Int) -> String {
      (0..<10).map { words[(number / ($0 + 1) + $0 * number) % words.count] }.joined(separator: " ")
        + " \(number)"
    }
    let choices = (0..<12_000).map { number in
      MovedChoice(
        corpus: "messaging-test", utterance: "messaging-test-\(number % 700)",
        model: SampleRecord.names[number % 4],
        condition: Self.condition, draw: 1, reference: text(number % 700),
        clean: text(number * 3), perturbed: text(number * 3 + 1), staying: text(number * 3 + 2),
        addedErrors: number % 5 - 2)
    }
    let html = RobustnessReport(SampleRecord.make()).page(browsing: choices)
    #expect(html.utf8.count < 3_000_000)
    if let path = ProcessInfo.processInfo.environment["MONDEGREEN_SAMPLE_PAGE"] {
      #expect(throws: Never.self) {
        try html.write(toFile: path, atomically: true, encoding: .utf8)
      }
    }
  }
}
