import Artifacts
import Foundation
import Lexicons
import Testing

@Suite struct `Damaged lexicons` {
  /// Mutates bytes by a fixed generator (SplitMix64): whatever comes out is an error or a lexicon,
  /// never a crash.
  @Test func `a lexicon with damaged bytes is read or refused`() throws {
    let valid = Array("we W IY1\nweir 0.5 W IH1 R\nread(2) R EH1 D # x\nété e t e\n".utf8)
    let path = NSTemporaryDirectory() + "mondegreen-\(UUID().uuidString).txt"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var random = SplitMix64(seed: 20_261_121)
    var read = 0
    var refused = 0
    var withoutPlace = 0
    for _ in 0..<1500 {
      var bytes = valid
      for _ in 0...random.below(4) {
        let place = random.below(bytes.count)
        switch random.below(4) {
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert([0x0A, 0x20, 0x09, 0x23, 0x28, 0x30][random.below(6)], at: place)
        default: bytes.removeLast(min(random.below(20), bytes.count - 1))
        }
        if bytes.isEmpty { bytes = [0x20] }
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      for format in LexiconFormat.allCases {
        do {
          let lexicon = try Lexicon(contentsOf: path, format: format)
          _ = HomophoneIndex(lexicon).classCount
          read += 1
        } catch {
          refused += 1
          if !"\(error)".hasPrefix(path) { withoutPlace += 1 }
        }
      }
    }
    #expect(read > 50)
    #expect(refused > 500)
    #expect(withoutPlace == 0)
  }
}
