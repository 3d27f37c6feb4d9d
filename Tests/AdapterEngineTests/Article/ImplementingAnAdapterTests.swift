import AdapterEngine
import Foundation
import Testing

/// The article "Implementing an Adapter": its code is the code that is compiled and tried here.
struct ImplementingAnAdapterTests {
  @Test func `the article's adapter keeps all promises`() {
    #expect(AdapterConformance(OutputScaling(.init())).findings() == [])
  }

  @Test func `the article's adapter can be bundled`() {
    #expect(!OutputScaling.trials.isEmpty)
    for trial in OutputScaling.trials { #expect(trial.findings() == []) }
    #expect(!BundledAdapters.all.contains { $0.variantName == OutputScaling.variantName })
  }

  @Test func `the article's code is the tested code`() throws {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let code = try String(
      contentsOf: here.appendingPathComponent("OutputScaling.swift"), encoding: .utf8)
    let article = try String(
      contentsOf: here.appendingPathComponent(
        "../../../Sources/AdapterEngine/AdapterEngine.docc/ImplementingAnAdapter.md"
      ).standardizedFileURL, encoding: .utf8)
    let blocks = article.components(separatedBy: "```").enumerated()
      .filter { $0.offset % 2 == 1 && $0.element.hasPrefix("swift\n") }
      .map { String($0.element.dropFirst("swift\n".count)) }
      // One shows the test.
      .filter { !$0.hasPrefix("@Test") }
    #expect(blocks.count >= 5)
    for block in blocks {
      #expect(code.contains(block), "not in OutputScaling.swift:\n\(block)")
    }
    let joined = blocks.joined()
    let missing = code.split(separator: "\n").filter { !joined.contains($0) }
    #expect(missing.isEmpty, "not in the article: \(missing)")
    #expect(code.split(separator: "\n").count < 100)
  }
}
