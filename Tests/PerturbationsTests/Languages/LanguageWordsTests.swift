import BundledLexicons
import Foundation
import Lexicons
import PropertyTesting
import Rescoring
import SmallWorlds
import Testing
import Transcripts

@testable import Perturbations

@Suite struct `What is known of a language` {
  private static let german = LanguageWords(try! BundledLexicon.languagePack("de")!)

  private static let lexicon = try! Lexicon(
    text: """
      mehr\tm eː ɐ
      meer\tm eː ɐ
      und\tʊ n t
      das\td a s
      dass\td a s
      hab\th a p
      habb\th a p
      hap\th a p
      kam\tk aː m

      """, path: "german.txt", format: .wikipron)

  private static let list = SmallWorld.list("das meer und das hap", "dass mehr und das hap")

  private static func kit(_ language: LanguageWords) -> PerturbationKit {
    var settings = PerturbationSettings()
    settings.minimumFrequency = 0
    return PerturbationKit(HomophoneIndex(lexicon), language: language, settings: settings)
  }

  private static func perturbed(_ perturbation: any Perturbation, seed: UInt64) -> PerturbedList {
    var source = ChoiceSource.random(seed: seed)
    return perturbation.perturb(list, source: &source)
  }

  @Test func `the English pack says what the package says without it`() throws {
    let pack = try #require(try BundledLexicon.languagePack("en"))
    #expect(LanguageWords(pack) == .english)
  }

  @Test func `fillers are the language's own`() throws {
    let insertions = try Self.kit(Self.german).perturbation(.wordInsertions)
    let inserted = (0..<60).flatMap { Self.perturbed(insertions, seed: $0).replacements }
      .map { $0.replacement.split(separator: " ").dropFirst().joined(separator: " ") }
    #expect(inserted.contains("äh"))
    #expect(inserted.allSatisfy { Self.german.fillers.contains($0) })
    #expect(insertions.recipe.settings?.fillers == Self.german.fillers)
  }

  @Test func `function words are the language's own, and content words all others`() throws {
    let function = try Self.kit(Self.german).perturbation(.homophones, targets: .function)
    let content = try Self.kit(Self.german).perturbation(.homophones, targets: .content)
    for seed in 0..<30 as Range<UInt64> {
      #expect(
        Self.perturbed(function, seed: seed).replacements
          .allSatisfy { ["das", "dass", "mehr"].contains($0.original) || $0.original == "und" })
      #expect(
        Self.perturbed(content, seed: seed).replacements
          .allSatisfy { !["das", "dass", "und"].contains($0.original) })
    }
    #expect((0..<30).contains { !Self.perturbed(content, seed: $0).replacements.isEmpty })
    guard case .unlisted(let words)? = content.recipe.settings?.targets else {
      Issue.record("content words are all but the function words")
      return
    }
    #expect(words == Self.german.functionWords)
  }

  @Test func `a recipe of another language needs no pack to be followed again`() throws {
    for kind in [PerturbationKind.wordInsertions, .homophones, .textForm, .numberForms] {
      let made = try Self.kit(Self.german).perturbation(kind, targets: .content)
      let text = try JSONEncoder().encode(made.recipe)
      let read = try JSONDecoder().decode(PerturbationRecipe.self, from: text)
      #expect(read == made.recipe)
      let again = try Self.kit(.english).perturbation(try #require(read.settings))
      for seed in 0..<20 as Range<UInt64> {
        let (first, second) = (Self.perturbed(made, seed: seed), Self.perturbed(again, seed: seed))
        #expect(first.list == second.list, "\(kind)")
      }
    }
  }

  @Test func `short ways to say words are no candidates unless they are asked for`() throws {
    #expect(Self.kit(Self.german).homophoneCandidates.candidates(for: "hap") == ["habb"])
    var settings = PerturbationSettings()
    settings.minimumFrequency = 0
    settings.unusualWords = .included
    let kit = PerturbationKit(
      HomophoneIndex(Self.lexicon), language: Self.german, settings: settings)
    #expect(Set(kit.homophoneCandidates.candidates(for: "hap")) == ["hab", "habb"])
  }

  @Test(
    arguments: [
      (PerturbationKind.wordInsertions, WordTargets.all, "the fillers"),
      (.numberForms, .all, "the number rules"), (.homophones, .content, "the function words"),
      (.homophones, .function, "the function words"),
    ])
  func `what isn't known of a language is said and never taken from English`(
    kind: PerturbationKind, targets: WordTargets, part: String
  ) {
    #expect {
      try Self.kit(.unknown).perturbation(kind, targets: targets)
    } throws: { error in
      "\(error)".contains("\(part) of the texts' language, from a language pack")
    }
  }

  @Test func `nothing English is left in the forms of texts of another language`() throws {
    let form = try Self.kit(.unknown).perturbation(.textForm)
    #expect(form.recipe.settings?.textForms == .anyLanguage)
    #expect(
      try Self.kit(.english).perturbation(.textForm).recipe.settings?.textForms == .recognized)
  }

  @Test func `names aren't told by English function words`() {
    let texts = ["Er kennt Will und May gut."]
    #expect(WordTargets.names(in: texts) == .listed([]))
    #expect(WordTargets.names(in: texts, language: .unknown) == .listed(["will", "may"]))
  }

  @Test func `a recipe records who pronounced, where somebody did`() throws {
    let model = try BundledLexicon.pronunciationModel()
    let pronounced = try PronouncedWords(
      ["theyr"], from: model, in: SpokenWorld.lexicon)
    let kit = PerturbationKit(SpokenWorld.homophones, pronounced: pronounced)
    #expect(
      try kit.perturbation(.homophones).recipe.sources.pronunciations == model.digest)
    #expect(try kit.perturbation(.reordering).recipe.sources.pronunciations == nil)
    #expect(kit.homophoneCandidates.candidates(for: "theyr").contains("their"))
    let without = PerturbationKit(SpokenWorld.homophones)
    #expect(try without.perturbation(.homophones).recipe.sources.pronunciations == nil)
    #expect(
      try kit.perturbation(.homophones).recipe.sources
        .edits(to: without.perturbation(.homophones).recipe.sources).map(\.source)
        == ["pronunciation model"])
  }
}
