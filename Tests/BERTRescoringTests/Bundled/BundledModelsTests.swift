import BERTRescoring
import Rescoring
import Testing
import Transcripts

struct BundledModelsTests {
  private static let pair = NBestList(
    ["tell her we're over there by the door", "tell her were over their by the door"].map {
      Hypothesis(text: $0, costs: FirstPassCosts(total: 0))
    })

  @Test(arguments: ["frozen", "full", "lora", "lorb", "adalora"])
  func `every bundled rescorer loads, has a card, and tells texts apart`(
    _ name: String
  ) throws {
    #expect(BundledModels.names.contains(name))
    let (model, recipe) = try BundledModels.rescorer(name)
    #expect(recipe.interpolation.secondPass > 0)
    let costs = try model.costs(for: [Self.pair])[0]
    #expect(costs[0] != costs[1])
    #expect(try #require(BundledModels.card(of: name)).contains("mondegreen "))
  }

  @Test func `the base model is a masked language model`() throws {
    let model = PseudoLogLikelihood(try BundledModels.base(), textForm: .spoken)
    let costs = try model.costs(for: [Self.pair])[0]
    #expect(costs[0] < costs[1])
    #expect(BundledModels.card(of: "base") != nil)
  }

  @Test func `a name that is not bundled is a missing file`() {
    #expect(throws: ModelFileError.self) { try BundledModels.rescorer("no such model") }
  }
}
