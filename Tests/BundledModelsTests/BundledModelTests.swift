import Artifacts
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

  @Test(arguments: BundledModel.allCases.map(\.rawValue) + ["base"])
  func `a card names the digest of the weights that it describes`(name: String) throws {
    let folder = "\(BundledModel.folder)/\(name)"
    let card = try String(contentsOfFile: folder + "/card.md", encoding: .utf8)
    let named = try #require(
      card.firstMatch(of: /`([a-z_]+\.safetensors)` begins ([0-9a-f]+) \(SHA-256\)/))
    let weights = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(named.1)"))
    #expect("\(Digest.sha256(of: weights))".hasPrefix(named.2))
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
