import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import RobustnessRuns
import SmallWorlds
import Testing
import Transcripts

/// Parts of a corpus, counted by hand.
@Suite struct `Breakdowns` {
  /// Replaces one word wherever it stands in the top hypothesis.
  private struct Replacing: Perturbation {
    let words: [String: String]
    var id: String { "replacing" }
    var summary: String { "replaces words" }
    var condition: PerturbationCondition {
      PerturbationCondition(perturbation: id, scope: .oneBest, strength: nil)
    }

    func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
      var replacements: [Replacement] = []
      let words = list[0].text.split(separator: " ").map(String.init).enumerated().map {
        guard let other = self.words[$1] else { return $1 }
        replacements.append(
          Replacement(hypothesis: 0, position: $0, original: $1, replacement: other))
        return other
      }
      let top = Hypothesis(text: words.joined(separator: " "), costs: list[0].costs)
      return PerturbedList(
        NBestList([top] + list.hypotheses.dropFirst()), replacements: replacements)
    }
  }

  private static func breakdowns(
    _ perturbation: some Perturbation, corpus: Corpus = SmallWorld.corpus,
    by fields: [String]? = nil
  ) throws -> [BreakdownRecord] {
    let record = try RobustnessRun(
      configuration: RunConfiguration(draws: 2, resamples: 200, breakdownFields: fields),
      models: [SmallWorld.secondPass(SmallWorld.healthy)], corpora: [corpus],
      perturbations: [perturbation], properties: []
    ).record(programVersion: "test", command: "none", threads: 2)
    return try #require(record.corpora[0].breakdowns)
  }

  private static func first(
    _ by: BreakdownRecord.Criterion, _ breakdowns: [BreakdownRecord]
  ) throws -> BreakdownRecord {
    try #require(breakdowns.first { $0.by == by })
  }

  private static let shared = Result {
    try breakdowns(Replacing(words: ["hear": "here", "the": "thee", "two": "to"]))
  }

  /// The tops: "… over there by the wherever", "i can hear you right wherever", "no i know the wherever",
  /// "two of us want to see the sea wherever", "café by the wherever", "say wherever"; each has its last word
  /// wrong, the fourth lacks none.
  @Test func `a word pair has the lists in which it was replaced`() throws {
    let pairs = try Self.first(.wordPair, Self.shared.get())
    #expect(Set(pairs.parts.map(\.name)) == ["hear → here", "the → thee", "two → to"])
    #expect(pairs.omitted == 0)
    let the = try #require(pairs.parts.first { $0.name == "the → thee" })
    // The first pass: four lists, two draws each; one more error in each than the clean one.
    let firstPass = try #require(the.models.first { $0.model == "first-pass" })
    #expect(firstPass.lists == 8 && firstPass.utterances == 4)
    // Words of the references 1, 3, 4 and 5: 8, 5, 9, 4.
    #expect(firstPass.referenceWords == 2 * (8 + 5 + 9 + 4))
    #expect(firstPass.cleanErrors == 8)
    // One more for "the" in each, and one for "two" in the fourth.
    #expect(firstPass.errors == 8 + 2 * (4 + 1))
    #expect(firstPass.wer == nil && firstPass.addedErrors == nil)
    // The healthy model selects what was said, which nobody touched.
    let healthy = try #require(the.models.first { $0.model == "healthy" })
    #expect(healthy.errors == 0 && healthy.cleanErrors == 0 && healthy.lists == 8)
  }

  @Test func `micro averages count lists, macro averages count pairs`() throws {
    let averages = try #require(try Self.first(.wordPair, Self.shared.get()).averages)
    let micro = try #require(averages.micro.first { $0.model == "first-pass" })
    // 4 lists of "the", 1 of "two", 1 of "hear".
    #expect(micro.lists == 12)
    #expect(micro.referenceWords == 82)
    #expect(micro.errors - micro.cleanErrors == 16)
    #expect(micro.addedErrors?.estimate?.value == 16.0 / 82)
    let macro = try #require(averages.macro.first { $0.model == "first-pass" })
    #expect(macro.pairs == 3)
    let (the, two, hear) = (5.0 / 26, 2.0 / 9, 1.0 / 6)
    let added: Double = (the + two + hear) / 3
    let clean: Double = (4.0 / 26 + 1.0 / 9 + 1.0 / 6) / 3
    #expect(abs(macro.addedErrors - added) < 1e-12)
    #expect(abs(macro.cleanWER - clean) < 1e-12)
  }

  @Test func `content and function words are told apart`() throws {
    let classes = try Self.first(.wordClass, Self.shared.get())
    let lists = Dictionary(
      uniqueKeysWithValues: classes.parts.map { ($0.name, $0.models[0].lists) })
    // "the" alone in three lists; with "two", which carries meaning, in one; nothing in "say wherever".
    #expect(
      lists == ["content words": 2, "function words": 6, "both": 2, "nothing replaced": 2])
    let untouched = try #require(classes.parts.first { $0.name == "nothing replaced" })
    #expect(untouched.models[0].errors == untouched.models[0].cleanErrors)
  }

  @Test func `parts by length are a partition, and their sums the whole`() throws {
    let lengths = try Self.first(.referenceLength, Self.shared.get())
    #expect(lengths.parts.map(\.name) == ["1–4 words", "5–8 words", "9–12 words"])
    for model in 0..<2 {
      let figures = lengths.parts.map { $0.models[model] }
      #expect(figures.reduce(0) { $0 + $1.lists } == 12)
      #expect(figures.reduce(0) { $0 + $1.utterances } == 6)
      #expect(figures.map(\.referenceWords).reduce(0, +) == 68)
    }
    let first = lengths.parts.map { $0.models[0].errors - $0.models[0].cleanErrors }
    #expect(first == [2, 6, 4])
    // All utterances of a part may be missing from a resample: then there is no interval to give.
    #expect(lengths.parts[2].models[0].wer == .undefined(.noReferenceWords))
  }

  @Test func `without capitals it says that names can't be told`() throws {
    let names = try Self.first(.names, Self.shared.get())
    #expect(names.parts.isEmpty)
    #expect(names.reason?.contains("capital") ?? false)
  }

  @Test func `names are known by their capitals`() throws {
    let corpus = Corpus(
      name: "names", digest: .sha256(of: "names"),
      utterances: [("ask Rose there", "ask Rose their"), ("a thorn there", "a thorn their")]
        .enumerated().map { number, texts in
          Utterance(
            id: "\(number)", reference: texts.0,
            nBest: NBestList([
              Hypothesis(text: texts.1, costs: FirstPassCosts(total: 1)),
              Hypothesis(text: texts.0, costs: FirstPassCosts(total: 2)),
            ]))
        })
    let names = try Self.first(
      .names,
      Self.breakdowns(Replacing(words: ["Rose": "rows", "thorn": "horn"]), corpus: corpus))
    #expect(names.reason == nil)
    #expect(names.parts.map(\.name) == ["names replaced", "other words replaced"])
    #expect(names.parts.map { $0.models[0].lists } == [2, 2])
  }

  /// The small world's utterances, again and again, with values of a field.
  private static func corpus(_ values: [FieldValue?]) -> Corpus {
    Corpus(
      name: "fields", digest: .sha256(of: "fields"),
      utterances: values.enumerated().map { number, value in
        let utterance = SmallWorld.utterances[number % SmallWorld.utterances.count]
        return Utterance(
          id: "\(number)", reference: utterance.reference, nBest: utterance.nBest,
          fields: value.map { ["room": $0] } ?? [:])
      })
  }

  private static func parts(_ values: [FieldValue?]) throws -> [(name: String, lists: Int)] {
    let breakdowns = try breakdowns(
      Replacing(words: ["the": "thee"]), corpus: corpus(values), by: ["room"])
    let field = try first(.field, breakdowns)
    #expect(field.field == "room")
    return field.parts.map { ($0.name, $0.models[0].lists) }
  }

  @Test func `a field's values are parts, and who has none is a part, too`() throws {
    let texts = try Self.parts(["hall", "attic", "hall", nil, "hall", "attic"])
    #expect(texts.map(\.name) == ["attic", "hall", "not given"])
    #expect(texts.map(\.lists) == [4, 6, 2])
    // In the order of the numbers, not of their texts.
    let numbers = try Self.parts([10, 9, 10, 0.5, nil, 100])
    #expect(numbers.map(\.name) == ["0.5", "9", "10", "100", "not given"])
  }

  @Test func `many numbers become four parts of about equal size`() throws {
    let parts = try Self.parts((0..<40).map { .number(Double($0)) })
    #expect(
      parts.map(\.name) == [
        "0.0 to below 10.0", "10.0 to below 20.0", "20.0 to below 30.0", "30.0 to 39.0",
      ])
    #expect(parts.map(\.lists) == [20, 20, 20, 20])
  }

  @Test func `rare texts share a part`() throws {
    let speakers = (0..<40).map { FieldValue.text("speaker \($0)") }
    let parts = try Self.parts(speakers + [speakers[39], speakers[39]])
    #expect(parts.count == 31)
    #expect(parts.last?.name == "other values" && parts.last?.lists == 20)
    #expect(parts.contains { $0.name == "speaker 39" && $0.lists == 6 })
  }

  @Test func `a field that no utterance has is refused, with those that exist`() throws {
    let error = RunError.unknownField(corpus: "fields", name: "romm", known: ["room"])
    #expect(throws: error) {
      try Self.breakdowns(
        Replacing(words: [:]), corpus: Self.corpus(["hall", nil, nil, nil, nil, nil]), by: ["romm"])
    }
    #expect(error.description.hasSuffix("one of room, found \"romm\"; did you mean room?"))
  }

  @Test func `the most harmful pairs come first, and twenty are kept`() throws {
    let perturbation = HomophoneSubstitution(
      scope: .nBest, strength: .words(3), candidates: SmallWorld.candidates)
    let pairs = try Self.first(.wordPair, Self.breakdowns(perturbation))
    let added = pairs.parts.map { part in
      part.models.filter { $0.model != "first-pass" }.reduce(0) { $0 + $1.errors - $1.cleanErrors }
    }
    #expect(added == added.sorted(by: >))
    #expect(pairs.parts.count <= 20)
  }

  /// Each model's own lists, too: the parts' lists are those of the condition.
  @Test func `what a model selects is broken down model by model`() throws {
    let perturbation = HomophoneSubstitution(
      scope: .selected, strength: .words(1), candidates: SmallWorld.candidates)
    let lengths = try Self.first(.referenceLength, Self.breakdowns(perturbation))
    for model in 0..<2 {
      #expect(lengths.parts.reduce(0) { $0 + $1.models[model].lists } == 12)
    }
    // The healthy model's own text is damaged.
    #expect(lengths.parts.reduce(0) { $0 + $1.models[1].errors } > 0)
    #expect(lengths.parts.reduce(0) { $0 + $1.models[1].cleanErrors } == 0)
  }
}
