import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Ranks on real and on drawn mishearings` {
  /// In every third list the recognizer wrote "sea" for "see".
  private static let corpus = Corpus(
    name: "seas", digest: .sha256(of: "seas"),
    utterances: (0..<30).map { number in
      let said = "we see boat \(number)"
      let texts =
        number % 3 == 0
        ? ["we sea boat \(number)", said, "we saw boat \(number)"]
        : [said, said, "a boat \(number)"]
      return Utterance(
        id: "\(number)", reference: said,
        nBest: NBestList(
          texts.enumerated().map {
            Hypothesis(text: $1, costs: FirstPassCosts(total: Double($0)))
          }))
    })

  /// Charges "sea" so much, and "saw": the more it charges, the fewer errors it makes.
  private static func model(_ name: String, upTo count: Int) -> SecondPass {
    SecondPass(
      model: FunctionModel(name: name) { text in
        let number = Int(text.split(separator: " ").last ?? "") ?? 0
        guard number < count else { return 0 }
        return text.contains("sea") ? 10 : 0
      }, interpolation: Interpolation(total: 1, secondPass: 1))
  }

  private static func validity(soundAlike: @escaping (String, String) -> Bool) throws
    -> ExternalValidity
  {
    let swap = HomophoneSubstitution(
      scope: .oneBest, strength: .words(1), candidates: HomophoneCandidates(sets: [["see", "sea"]]))
    let names = ["none", "ten", "twenty", "all"]
    let result = try RobustnessRun(
      configuration: RunConfiguration(draws: 1, resamples: 200, propertyCases: 1),
      models: zip(names, [0, 10, 20, 30]).map { model($0, upTo: $1) }, corpora: [corpus],
      perturbations: [swap], properties: []
    ).result(programVersion: "test", command: "none")
    return ExternalValidity(
      try #require(result.selections.corpora.first), models: names, resamples: 200,
      confidence: 0.95, seed: 1, soundAlike: soundAlike)
  }

  @Test func `lists with a real homophone error are told from others, and ranks agree`() throws {
    let found = try Self.validity { Set([$0, $1]) == ["see", "sea"] }
    #expect(found.real == 10 && found.others == 20 && found.models == 4)
    #expect(found.rows.count == 2 && found.rows[0].condition == nil)
    // Each model that knows more makes fewer errors on both kinds of lists once "see" becomes "sea".
    #expect(found.rows[1].correlation == 1)
    let lower = try #require(found.rows[1].lower)
    #expect(lower > 0 && lower <= 1 && found.rows[1].upper == 1)
    // On the clean other lists all models choose alike, so that nothing can be ranked.
    #expect(found.rows[0].correlation == 0)
  }

  @Test func `where nothing sounds alike there is no real list and no interval`() throws {
    let found = try Self.validity { _, _ in false }
    #expect(found.real == 0)
    #expect(found.rows.allSatisfy { $0.lower == nil && $0.correlation == 0 })
  }
}
