import PropertyTesting
import Testing

@Suite struct SeedTests {
  @Test func `derived seeds are the same on every platform`() {
    #expect(Seed(0).derived("a").value == 2_674_498_367_837_074_540)
    #expect(
      Seed(2401).derived("utt-17", "homophones", "2", "0").value == 16_742_552_301_237_241_696)
    #expect(Seed(1).derived(5).value == 2_818_971_927_033_178_058)
  }

  @Test func `streams are told apart by every part of their name`() {
    let root = Seed(11)
    let seeds = [
      root, root.derived(""), root.derived("", ""), root.derived("ab", "c"),
      root.derived("a", "bc"), root.derived("abc"), root.derived("abc", ""), root.derived(0),
      root.derived(1), Seed(12).derived("abc"), root.derived("a").derived("bc"),
    ]
    #expect(Set(seeds).count == seeds.count)
  }

  @Test func `neighboring numbers give unrelated streams`() {
    // Each bit of the difference of two random words is set with probability one half.
    let bits = (0..<1_000).map {
      (Seed(3).derived($0).value ^ Seed(3).derived($0 + 1).value).nonzeroBitCount
    }
    let mean = Double(bits.reduce(0, +)) / 1_000
    #expect((31.0...33.0).contains(mean))
  }
}
