import BERTRescoring
import BundledModels
import Foundation
import Rescoring
import Testing
import Transcripts

@Suite struct `Bundled models` {
  private static let pair = NBestList(
    ["tell her we're over there by the door", "tell her were over their by the door"].map {
      Hypothesis(text: $0, costs: FirstPassCosts(total: 0))
    })

  @Test(arguments: BundledModel.allCases)
  func `load, have a card, and tell texts apart`(bundled: BundledModel) throws {
    let (model, recipe) = try bundled.rescorer()
    #expect(recipe.name == bundled.rawValue)
    #expect(recipe.interpolation.secondPass > 0)
    let costs = try model.costs(for: [Self.pair])[0]
    #expect(costs[0] != costs[1])
    #expect(try #require(bundled.card).contains("mondegreen "))
  }

  @Test func `every folder of a rescorer is a case`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: BundledModel.folder)
    let rescorers = folders.filter {
      FileManager.default.fileExists(atPath: "\(BundledModel.folder)/\($0)/rescoring.json")
    }
    #expect(rescorers.sorted() == BundledModel.allCases.map(\.rawValue).sorted())
  }

  @Test func `the base model is a masked language model`() throws {
    let model = PseudoLogLikelihood(try BundledModel.base(), textForm: .spoken)
    let costs = try model.costs(for: [Self.pair])[0]
    #expect(costs[0] < costs[1])
    #expect(BundledModel.baseCard != nil)
  }

  /// 55 KB each: one copy is enough.
  @Test func `models from one base share its tokenizer`() throws {
    let vocabularies = try FileManager.default.subpathsOfDirectory(atPath: BundledModel.folder)
      .filter { $0.hasSuffix("vocab.txt") }
    #expect(vocabularies == ["base/vocab.txt"])
  }
}
