import BundledLexicons
import Foundation
import Lexicons
import Testing

@Suite struct `The lexicon's index` {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mondegreen-index-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  private func open(
    _ lexicon: String, _ frequencies: String? = nil, marks: PhoneMarks = .kept,
    format: LexiconFormat = .kaldi
  ) throws(LexiconError) -> LexiconIndex {
    try LexiconIndex.open(
      lexicon: lexicon, format: format, marks: marks, frequencies: frequencies,
      at: path("index"))
  }

  private let text = "there DH EH1 R\ntheir DH EH1 R\nthey're DH EH1 R\nete e t e\né e t\nhé e t\n"
  private let counts = "there\t9\nthey're\t7\ntheir\t8\n"

  @Test func `what is mapped is what was read`() throws {
    let lexicon = try write(text, "lexicon.txt")
    let frequencies = try write(counts, "frequencies.tsv")
    let built = try open(lexicon, frequencies)
    #expect(built.origin == .built)
    let mapped = try open(lexicon, frequencies)
    #expect(mapped.origin == .mapped)
    for index in [built, mapped] {
      #expect(index.lexicon.name == "lexicon.txt")
      #expect(index.lexicon.digest == built.lexicon.digest)
      #expect(index.frequencies == built.frequencies)
      #expect(index.lexicon.wordCount == 6)
      #expect(index.lexicon.pronunciations(of: "ete").map(\.description) == ["e t e"])
      #expect(index.homophones.classCount == 2)
      #expect(
        index.homophones.candidates(for: "there")
          == [
            WordCandidate(word: "their", count: 8, distance: 0),
            WordCandidate(word: "they're", count: 7, distance: 0),
          ])
      #expect(index.lexicon.pronunciations(of: "unknown").isEmpty)
    }
  }

  @Test func `an index of another text, other counts or other marks is made anew`() throws {
    let lexicon = try write(text, "lexicon.txt")
    _ = try open(lexicon)
    #expect(try open(lexicon).origin == .mapped)
    _ = try write(text + "deer D IH1 R\ndear D IH1 R\n", "lexicon.txt")
    let changed = try open(lexicon)
    #expect(changed.origin == .built)
    #expect(changed.homophones.areHomophones("deer", "dear"))
    #expect(try open(lexicon).origin == .mapped)
    let frequencies = try write(counts, "frequencies.tsv")
    #expect(try open(lexicon, frequencies).origin == .built)
    #expect(try open(lexicon, frequencies, marks: PhoneMarks(tones: .dropped)).origin == .built)
    #expect(try open(lexicon, frequencies).origin == .built)
  }

  /// Damages every kind of place: whatever comes of it, the answer is right.
  @Test func `a damaged index is never trusted`() throws {
    let lexicon = try write(text, "lexicon.txt")
    _ = try open(lexicon)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path("index")))
    var trusted: [String] = []
    func check(_ damaged: Data, _ what: String) throws {
      try damaged.write(to: URL(fileURLWithPath: path("index")))
      let opened = try open(lexicon)
      if opened.origin != .built || !opened.homophones.areHomophones("there", "their") {
        trusted.append(what)
      }
    }
    for place in 0..<whole.count where whole[place] != 0 || place % 7 == 0 {
      // The header's last 32 bytes mean nothing.
      if (32..<64).contains(place) { continue }
      var damaged = whole
      damaged[place] ^= 0x10
      try check(damaged, "byte \(place)")
    }
    for length in [0, 1, 63, 64, 65, whole.count / 2, whole.count - 1] {
      try check(whole.prefix(length), "cut to \(length)")
    }
    try check(whole + [0], "a byte more")
    #expect(trusted.isEmpty, "\(trusted.prefix(5))")
  }

  @Test func `where it can't be written the lexicon is read all the same`() throws {
    let lexicon = try write(text, "lexicon.txt")
    let index = try LexiconIndex.open(
      lexicon: lexicon, format: .kaldi, frequencies: nil, at: lexicon + "/index")
    guard case .unwritable = index.origin else {
      Issue.record("\(index.origin)")
      return
    }
    #expect(index.homophones.areHomophones("there", "their"))
  }

  @Test func `a lexicon that is wrong or missing is an error, index or not`() throws {
    let lexicon = try write(text, "lexicon.txt")
    _ = try open(lexicon)
    _ = try write("there\n", "lexicon.txt")
    #expect(throws: LexiconError.noPhones(path: lexicon, line: 1, word: "there")) {
      try open(lexicon)
    }
    #expect(throws: LexiconError.self) { try open(path("none.txt")) }
  }

  @Test func `phones in the IPA keep their features, and probabilities stay`() throws {
    let lexicon = try write("pas\t0.5\tp a\nbas\t0.25\tb a\nmas\tm ˈa\n", "mfa.txt")
    _ = try open(lexicon, format: .mfa)
    let mapped = try open(lexicon, format: .mfa)
    #expect(mapped.origin == .mapped)
    let distances = PhoneDistances(mapped.lexicon.inventory)
    let phones = ["p", "b", "a", "ˈa"].map { mapped.lexicon.inventory.phone($0)! }
    #expect(distances.substitution(phones[0], phones[1]) == 0.3)
    #expect(distances.substitution(phones[2], phones[3]) == 0)
  }

  @Test func `CMUdict's index says what CMUdict says`() throws {
    let clock = ContinuousClock()
    func open() throws -> LexiconIndex { try BundledLexicon.openIndex(at: path("cmudict.index")) }
    var built: LexiconIndex?
    let building = try clock.measure { built = try open() }
    var mapped: LexiconIndex?
    let opening = try (0..<9).map { _ in try clock.measure { mapped = try open() } }.sorted()[4]
    print("CMUdict's index: built in \(building), opened in \(opening)")
    #expect(built?.origin == .built)
    let index = try #require(mapped)
    #expect(index.origin == .mapped)
    #expect(index.homophones.classCount == 13_719)
    #expect(index.homophones.wordCount == 32_621)
    #expect(index.lexicon.digest == CMUdict.lexicon.digest)
    #expect(index.frequencies == CMUdict.frequencies.digest)
    var different = 0
    for id in 0..<CMUdict.lexicon.wordCount {
      let word = CMUdict.lexicon.word(id)
      if index.lexicon.word(id) != word || index.lexicon.id(of: word) != id
        || index.homophones.candidates(for: word, minimumCount: 0)
          != CMUdict.homophones.candidates(for: word, minimumCount: 0)
      {
        different += 1
      }
    }
    #expect(different == 0)
  }

  /// Every number of an index is changed in turn, under a checksum that fits.
  @Test func `a forged index is made anew, or does no harm`() throws {
    let lexicon = try write(text, "lexicon.txt")
    let frequencies = try write(counts, "frequencies.tsv")
    _ = try open(lexicon, frequencies)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path("index"))))
    var refused = 0
    for place in stride(from: 64, to: whole.count - 4, by: 4) {
      for value in [0xFFFF_FFFF, 0x7FFF_FFFF, 0, 7] as [UInt32] {
        var forged = whole
        withUnsafeBytes(of: value.littleEndian) { bytes in
          forged.replaceSubrange(place..<place + 4, with: bytes)
        }
        guard forged != whole else { continue }
        withUnsafeBytes(of: Self.checksum(forged[64...]).littleEndian) { bytes in
          forged.replaceSubrange(24..<32, with: bytes)
        }
        try Data(forged).write(to: URL(fileURLWithPath: path("index")))
        let found = try open(lexicon, frequencies)
        if found.origin == .built { refused += 1 }
        let words = (0..<found.lexicon.wordCount).map { found.lexicon.word($0) }
        for word in words + ["there", "nothing"] {
          _ = found.homophones.candidates(for: word)
          _ = found.lexicon.pronunciations(of: word).map(\.description)
        }
        _ = (0..<found.homophones.classCount).map { found.homophones.words(inClass: $0) }
      }
    }
    #expect(refused > 400)
  }

  /// As the index's layout says, written again.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    let (bytes, factor) = (Array(bytes), UInt64(0x9E37_79B9_7F4A_7C15))
    var lanes: [UInt64] = [1, 2, 3, 4]
    let whole = bytes.count / 32
    for block in 0..<whole {
      for lane in 0..<4 {
        let start = block * 32 + lane * 8
        let word = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
        lanes[lane] = (lanes[lane] ^ word) &* factor
        lanes[lane] ^= lanes[lane] >> 29
      }
    }
    var sum = UInt64(bytes.count)
    for byte in bytes[(32 * whole)...] { sum = (sum ^ UInt64(byte)) &* factor }
    for lane in lanes { sum = (sum ^ lane ^ sum >> 31) &* factor }
    return sum
  }
}
