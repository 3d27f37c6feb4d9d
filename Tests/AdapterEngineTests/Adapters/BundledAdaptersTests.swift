import AdapterEngine
import Foundation
import Testing

/// The list that everything about a bundled adapter derives from.
struct BundledAdaptersTests {
  @Test func `every adapter that is written as a bundled one is in the list`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/AdapterEngine/Adapters").standardizedFileURL
    let code = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }.joined()
    let written = code.matches(of: /(?:extension|struct) (\w+): BundledAdapter\b/)
      .map { String($0.1) }
    #expect(Set(written) == Set(BundledAdapters.all.map { "\($0)" }))
  }

  @Test func `names are words of the command line, each given once`() {
    let names = BundledAdapters.all.map { $0.variantName }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9-]*/) != nil }, "\(names)")
  }

  @Test(arguments: BundledAdapters.all)
  func `an adapter says what to try, and which layers it targets`(
    adapter: any BundledAdapter.Type
  ) {
    #expect(!adapter.trials.isEmpty)
    #expect(!adapter.defaultTargets.isEmpty)
  }

  @Test func `what is stored is read by one type alone`() {
    let readers = BundledAdapters.readers
    #expect(readers.allSatisfy { $0.reader == $0 })
    let keys = readers.map { "\($0.method) \($0.flag ?? "")" }
    #expect(Set(keys).count == keys.count, "\(keys)")
    #expect(PiSSA.reader == LoRA.self && !readers.contains { $0 == PiSSA.self })
    #expect(DoRA.reader == DoRA.self && readers.contains { $0 == DoRA.self })
  }
}
