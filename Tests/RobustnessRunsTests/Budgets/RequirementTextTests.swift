import Perturbations
import PropertyTesting
import RobustnessRuns
import Testing

/// Requirements as people write them.
@Suite struct RequirementTextTests {
  private static let forms = [
    ("wer <= 0.22", "wer(messaging-test) <= 22%"),
    ("wer() <= 22%", "wer(messaging-test) <= 22%"),
    ("wer(messaging-test) ≤ 22.25 %", "wer(messaging-test) <= 22.25%"),
    ("  wer( narrative-test )<=.5 ", "wer(narrative-test) <= 50%"),
    (
      "wer(homophones, N-best, 2) <= 30%",
      "wer(messaging-test, homophones, n-best, 2) <= 30%"
    ),
    (
      "skill(homophones, Selected, 2) >= 0.3",
      "skill(messaging-test, homophones, selected, 2) >= 0.3"
    ),
    ("skill >= 0.5", "skill(messaging-test) >= 0.5"),
    ("skill(narrative-test) >= −0.1", "skill(narrative-test) >= -0.1"),
    (
      "skill(homophones, n-best, 25%) >= 50%",
      "skill(messaging-test, homophones, n-best, 25%) >= 0.5"
    ),
    (
      "skill(narrative-test, homophones, 1-best, 2) >= 0.5",
      "skill(narrative-test, homophones, 1-best, 2) >= 0.5"
    ),
    (
      "skill-kept(homophones, 1-best, 2) >= 0.7",
      "skill-kept(messaging-test, homophones, 1-best, 2) >= 0.7"
    ),
    (
      "skill-kept(homophones,1-best,1) >= 120%",
      "skill-kept(messaging-test, homophones, 1-best, 1) >= 120%"
    ),
    ("nprr(reordering) <= 0.3", "nprr(messaging-test, reordering, n-best) <= 30%"),
    (
      "lora: nprr(homophones, 1-best, 2) <= 130%",
      "lora: nprr(messaging-test, homophones, 1-best, 2) <= 130%"
    ),
    (
      "not worse than full by 0.2 points",
      "not worse than full by 0.2 points (messaging-test)"
    ),
    (
      "lora: not worse than first-pass by 1 point (homophones, n-best, 2)",
      "lora: not worse than first-pass by 1 point (messaging-test, homophones, n-best, 2)"
    ),
    (
      "not worse than full by 0 pts (narrative-test)",
      "not worse than full by 0 points (narrative-test)"
    ),
  ]

  @Test(arguments: forms) func `every form is read and written in one way`(
    text: String, canonical: String
  ) throws {
    let requirement = try JudgedRecord.requirement(text)
    #expect(requirement.description == canonical)
    #expect(try JudgedRecord.requirement(canonical) == requirement)
  }

  @Test(arguments: [
    ("", "expected a measure or \"not worse than\", one of wer, skill, skill-kept, nprr"),
    ("werr <= 0.2", "found \"werr\"; did you mean wer?"),
    ("wer", "expected <= (lower is better) and a number after wer, found nothing"),
    ("wer >= 0.2", "expected <= (lower is better) and a number after wer, found \">=\""),
    ("wer < 0.2", "found \"<\""),
    ("skill <= 0.5", "expected >= (higher is better) and a number after skill, found \"<=\""),
    ("wer <= 22", "expected a share from -1 to 1 or percent, such as 0.22 or 22%, found \"22\""),
    ("wer <= nan", "found \"nan\""), ("wer <= 1e999%", "found \"1e999%\""),
    ("wer <= ", "found nothing"), ("wer <= 0.2 please", "found \"0.2 please\""),
    ("wer <= -1%", "expected a WER of at least 0"),
    ("skill >= 110%", "expected a skill of at most 1"),
    ("wer(messaging-test <= 0.2", "expected \")\" at the end"),
    ("wer(messaging-test,) <= 0.2", "expected a name at each side of a comma"),
    (": wer <= 0.2", "expected a model's name before \":\""),
    ("not worse than full", "expected a model and \"by 0.2 points\" after \"not worse than\""),
    ("not worse than full by 0.2%", "found \"full by 0.2%\""),
    ("not worse than full by -1 points", "expected a number of points from 0 on, found \"-1\""),
    ("not worse than full by 1 points (x", "expected \")\" at the end"),
  ])
  func `a malformed requirement says what was expected and found`(
    text: String, complaint: String
  ) {
    let error = #expect(throws: RequirementError.self) { try RequirementText(text) }
    #expect(error?.description.contains(complaint) ?? false, "\(error?.description ?? "none")")
  }

  @Test(arguments: [
    (
      "wer(mesaging-test) <= 0.2",
      "expected a corpus or perturbation, one of messaging-test, narrative-test, homophones, "
        + "reordering, found \"mesaging-test\"; did you mean messaging-test?"
    ),
    ("skill(homophone, n-best, 2) >= 0.2", "did you mean homophones?"),
    (
      "skill(narrative-test, reordering) >= 0.2",
      "expected a perturbation examined on narrative-test, one of homophones, found \"reordering\""
    ),
    (
      "skill(homophones, n-best, 4) >= 0.2",
      "expected a condition examined on messaging-test, one of (homophones, 1-best, 1), "
    ),
    ("skill(homophones, n-best, two) >= 0.2", "found \"homophones, n-best, two\""),
    (
      "skill(homophones, n-best) >= 0.2",
      "expected one condition, found \"homophones, n-best\", which may be any of "
        + "(homophones, n-best, 1), (homophones, n-best, 2), (homophones, n-best, 25%)"
    ),
    (
      "nprr(narrative-test) <= 0.2",
      "expected a perturbation, such as (homophones, 1-best, 2), after nprr, found "
        + "\"narrative-test\""
    ),
    ("skill-kept >= 0.2", "after skill-kept, found nothing"),
    ("lara: wer <= 0.2", "one of frozen, full, lora, found \"lara\"; did you mean lora?"),
    ("first-pass: wer <= 0.2", "one of frozen, full, lora, found \"first-pass\""),
    ("not worse than ful by 1 point", "one of first-pass, frozen, full, lora, found \"ful\""),
    ("full: not worse than full by 1 point", "expected a model to compare, found none"),
  ])
  func `a name that the run does not know is told with those that it knows`(
    text: String, complaint: String
  ) throws {
    let written = try RequirementText(text)
    let error = #expect(throws: RequirementError.self) {
      try JudgedRecord.make().requirements([written])
    }
    #expect(error?.description.contains(complaint) ?? false, "\(error?.description ?? "none")")
  }

  @Test func `no mutation of a requirement traps, and what is read comes back`() throws {
    let pieces = Array("()<>=≤:,%.-−+e019 \u{301}\u{1F469}\u{200D}\nwers") + ["\r\n"]
    let record = JudgedRecord.make()
    var read = 0
    for number in 0..<20_000 {
      var text = Array(Self.forms[number % Self.forms.count].0)
      var state = Seed(3).derived("\(number)").value
      func draw(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, count)))
      }
      for _ in 0..<(1 + draw(4)) {
        let place = draw(text.count)
        switch draw(3) {
        case 0 where !text.isEmpty: text.remove(at: place)
        case 1 where !text.isEmpty: text[place] = pieces[draw(pieces.count)]
        default: text.insert(pieces[draw(pieces.count)], at: place)
        }
      }
      guard let written = try? RequirementText(String(text)),
        let requirement = try? record.requirements([written])[0]
      else { continue }
      read += 1
      let again = try JudgedRecord.requirement(requirement.description)
      #expect(again.description == requirement.description, "\(String(text))")
    }
    #expect(read > 100)
  }
}
