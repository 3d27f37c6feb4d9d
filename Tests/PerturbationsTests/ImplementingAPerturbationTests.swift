import Foundation
import Perturbations
import PropertyTesting
import SmallWorlds
import Testing
import Transcripts

struct LostHypothesis: Perturbation {
  var id: String { "lost-hypothesis" }
  var summary: String { "one hypothesis lost, never the first" }

  func perturb(_ list: NBestList, source: inout ChoiceSource) -> PerturbedList {
    guard list.count > 2 else { return PerturbedList(list) }
    var kept = Array(list.hypotheses.indices)
    kept.remove(at: 1 + source.index(below: min(2, list.count - 1)))
    return PerturbedList(NBestList(kept.map { list[$0] }), correspondence: kept)
  }
}

/// The code of the article "Implementing a Perturbation".
@Suite struct `Implementing a perturbation` {
  @Test func `a table of phrases is enough for words`() {
    let pets = ConfusionFunction(table: [
      "little child": ["little dog", "spaniel"], "child": ["dog"],
    ])
    let perturbation = PhraseSubstitution("pets", strength: .words(1), confuser: pets)
    let texts = (1...20).map {
      SmallWorld.draw(perturbation, SmallWorld.list("a little child"), seed: $0).list[0].text
    }
    #expect(Set(texts) == ["a little dog", "a spaniel"])
  }

  @Test func `a hypothesis is lost`() {
    for seed in 1...10 {
      let made = SmallWorld.draw(
        LostHypothesis(), SmallWorld.list("a", "b", "c", "d"), seed: UInt64(seed))
      #expect(made.list[0].text == "a")
      #expect(made.list.count == 3)
    }
  }

  @Test func `the article shows this code and no other`() throws {
    let here = try String(contentsOfFile: #filePath, encoding: .utf8)
    let article =
      (0..<3).reduce(#filePath) { path, _ in (path as NSString).deletingLastPathComponent }
      + "/Sources/Perturbations/Perturbations.docc/ImplementingAPerturbation.md"
    let text = try String(contentsOfFile: article, encoding: .utf8)
    let blocks = text.components(separatedBy: "```swift\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    #expect(blocks.count == 2)
    func lines(_ code: String) -> [String] {
      code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let compiled = lines(here).joined(separator: "\n")
    for block in blocks {
      #expect(compiled.contains(lines(block).joined(separator: "\n")), "\(block)")
    }
  }
}
