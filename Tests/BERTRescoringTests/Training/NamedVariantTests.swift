import AdapterEngine
import BERTRescoring
import Testing

/// The names that `mondegreen train --variant` takes.
struct NamedVariantTests {
  @Test func `every bundled adapter is a variant of its name, beside those without one`() {
    let variants = NamedVariant.allCases
    for adapter in BundledAdapters.all {
      #expect(NamedVariant(adapter.variantName)?.adapter == adapter)
    }
    let others = variants.filter { variant in
      !BundledAdapters.all.contains { $0.variantName == variant.name }
    }
    #expect(others.map(\.name) == ["full", "head", "bitfit", "lorb"])
    #expect(Set(variants.map(\.name)).count == variants.count)
  }

  @Test func `LoRB is a recipe: LoRA with a weight of the correlation regularization`() throws {
    let lorb = try #require(NamedVariant("lorb"))
    #expect(lorb.adapter == LoRA.self)
    #expect(lorb.correlation == 0.04)
    #expect(NamedVariant("lora")?.correlation == 0)
  }

  @Test func `a name that is no variant's is none`() {
    #expect(NamedVariant("LORA")?.name == nil)
    #expect(NamedVariant("")?.name == nil)
  }
}
