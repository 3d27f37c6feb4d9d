import Artifacts
import BERTRescoring
import Counterexamples
import Foundation
import Lexicons
import Perturbations
import PropertyTesting
import RobustnessRuns
import Testing
import Transcripts

/// Every reader of files gets damaged ones: it must read them or throw, and never trap, hang or take all memory.
///
/// For a second each; `MONDEGREEN_FUZZ_SECONDS` says for how long, `MONDEGREEN_FUZZ_SEED` which damage. The file
/// that a reader died of lies in the folder that is printed first.
@Suite(.serialized) struct `Damaged files` {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["MONDEGREEN_FUZZ_SECONDS"].flatMap { Double($0) } ?? 1
  private static let seed = environment["MONDEGREEN_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
  private static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Reads damaged variants of `seeds` until the time is over.
  private func fuzz(
    _ name: String, seeds: [[UInt8]], into file: String = "input", _ read: (String) -> Void
  ) throws {
    let folder = NSTemporaryDirectory() + "mondegreen-fuzz-" + name.replacing(" ", with: "-")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/" + file
    for seed in seeds {
      try Data(seed).write(to: URL(fileURLWithPath: path))
      read(path)
    }
    var mutator = Mutator(seed: Self.seed)
    let end = ContinuousClock.now + .seconds(Self.seconds)
    var count = 0
    while ContinuousClock.now < end || count < 50 {
      let bytes = mutator.damaged(
        seeds[count % seeds.count], other: seeds[(count / 3) % seeds.count])
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let start = ContinuousClock.now
      read(path)
      let taken = ContinuousClock.now - start
      #expect(taken < .seconds(20), "\(path) took \(taken)")
      count += 1
    }
    try FileManager.default.removeItem(atPath: folder)
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try ArtifactFile.decompressedContents(of: checkout + "/" + path))
  }

  private static func lines(_ path: String, _ count: Int) throws -> [UInt8] {
    Array(try bytes(path).split(separator: 0x0A).prefix(count).joined(separator: [0x0A])) + [0x0A]
  }

  @Test func `JSON`() throws {
    try fuzz(
      "json",
      seeds: [Array(#"{"a":[1,-2.5e3,true,null,"\u00e9\ud83d\ude00\n"],"b":{"c":{}}}"#.utf8)]
    ) { path in
      let bytes = (try? ArtifactFile.contents(of: path)).map { [UInt8]($0) } ?? []
      bytes.withUnsafeBufferPointer { _ = try? JSONParser.parse($0) }
    }
  }

  @Test func `corpora`() throws {
    let lists = try Self.lines("Corpora/Data/messaging-dev.jsonl.gz", 3)
    let table = Array(
      "id\treference\ttext\ttotal\nu1\ta b c\ta b see\t1.5\nu1\ta b c\ta be see\t2\n".utf8)
    try fuzz("corpora", seeds: [lists, table, [UInt8](Gzip.compress(Data(lists)))]) { path in
      _ = try? Corpus(contentsOf: path)
    }
  }

  @Test func `lexicons`() throws {
    let seeds = [
      "THERE  DH EH1 R\nTHEIR(2)  DH EH1 R # a note\n;;; a comment\n",
      "there 0.5 DH EH1 R\ntheir 1 DH EH1 R\n", "naïve\tn a i v\nété\te t e\n",
    ].map { Array($0.utf8) }
    try fuzz("lexicons", seeds: seeds) { path in
      for format in LexiconFormat.allCases { _ = try? Lexicon(contentsOf: path, format: format) }
      _ = try? WordFrequencies(contentsOf: path)
    }
  }

  @Test func `language packs and models of pronunciations`() throws {
    let folder = NSTemporaryDirectory() + "mondegreen-fuzz-pack"
    for file in ["pack.txt", "function-words.txt", "fillers.txt", "elisions.txt"] {
      try? FileManager.default.removeItem(atPath: folder)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data("language: de\n".utf8).write(to: URL(fileURLWithPath: folder + "/pack.txt"))
      let seed = try Self.bytes("Lexicons/Data/Languages/de/" + file)
      try fuzz("pack " + file, seeds: [seed]) { path in
        try? FileManager.default.removeItem(atPath: folder + "/" + file)
        try? FileManager.default.createSymbolicLink(
          atPath: folder + "/" + file, withDestinationPath: path)
        _ = try? LanguagePack(contentsOf: folder)
      }
    }
    try? FileManager.default.removeItem(atPath: folder)
    let lexicon = try Lexicon(
      text: "shoe\tʃ u\nash\ta ʃ\nox\to k s\nhat\th a t\n", path: "small", format: .wikipron)
    let path = NSTemporaryDirectory() + "mondegreen-fuzz-model.g2p"
    try PronunciationTraining().learn(from: lexicon).write(to: path)
    let seed = [UInt8](try ArtifactFile.contents(of: path))
    try fuzz("pronunciations", seeds: [seed, [UInt8](Gzip.compress(Data(seed)))]) { path in
      _ = try? PronunciationModel(contentsOf: path).pronunciations(of: "shox", limit: 3)
    }
  }

  @Test func `indexes of lexicons`() throws {
    let folder = NSTemporaryDirectory() + "mondegreen-fuzz-index-of"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let lexicon = folder + "/lexicon.txt"
    try Data("there DH EH1 R\ntheir DH EH1 R\nsea S IY1\nsee S IY1\n".utf8)
      .write(to: URL(fileURLWithPath: lexicon))
    func open(_ path: String) -> LexiconIndex? {
      try? LexiconIndex.open(lexicon: lexicon, format: .kaldi, frequencies: nil, at: path)
    }
    _ = open(folder + "/index")
    let index = [UInt8](try ArtifactFile.contents(of: folder + "/index"))
    try fuzz("indexes", seeds: [index]) { path in
      _ = open(path)?.homophones.candidates(for: "there")
    }
  }

  @Test func `fixtures and stored failures`() throws {
    let folder = Self.checkout + "/Tests/Fixtures"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    try fuzz("fixtures", seeds: try names.map { try Self.bytes("Tests/Fixtures/" + $0) }) { path in
      _ = try? Counterexample(contentsOf: path)
      _ = try? StoredFailure(contentsOf: path)
    }
  }

  @Test func `records and selections`() throws {
    try fuzz("records", seeds: [try Self.bytes("Reports/bundled/report.json")]) { path in
      _ = try? RunRecord(contentsOf: path)
    }
    let lines = try Self.lines("Reports/bundled/selections.jsonl.gz", 30)
    try fuzz("selections", seeds: [lines]) { path in _ = try? RunSelections(contentsOf: path) }
  }

  @Test func `confusion models`() throws {
    let corpus = try Corpus(
      text: String(decoding: Self.lines("Corpora/Data/messaging-dev.jsonl.gz", 20), as: UTF8.self),
      path: "dev")
    let words = NSTemporaryDirectory() + "mondegreen-fuzz-words.txt"
    try Data("there DH EH1 R\n".utf8).write(to: URL(fileURLWithPath: words))
    let lexicon = try Lexicon(contentsOf: words, format: .kaldi)
    let model = ConfusionModel(learnedFrom: corpus, lexicon: lexicon, hypothesesPerList: 5)
    let path = NSTemporaryDirectory() + "mondegreen-fuzz-model.json"
    try model.write(to: path)
    let seed = [UInt8](try ArtifactFile.contents(of: path))
    try fuzz("confusions", seeds: [seed]) { path in _ = try? ConfusionModel(contentsOf: path) }
  }

  @Test func `journals`() throws {
    let path = NSTemporaryDirectory() + "mondegreen-fuzz-journal-\(UUID().uuidString)"
    do {
      let journal = try Journal(path: path, owner: "me")
      for entry in ["one", #"{"key":"a","value":[1,2]}"#] { try journal.append(Data(entry.utf8)) }
    }
    let seed = [UInt8](try ArtifactFile.contents(of: path))
    try fuzz("journals", seeds: [seed]) { path in
      if let journal = try? Journal(path: path, owner: "me") {
        // What is kept is what was written, or nothing.
        #expect(
          journal.entries.allSatisfy {
            [Data("one".utf8), Data(#"{"key":"a","value":[1,2]}"#.utf8)].contains($0)
          })
      }
    }
  }

  @Test(arguments: [
    "config.json", "vocab.txt", "tokenizer_config.json", "rescoring.json", "model.safetensors",
  ])
  func `models`(file: String) throws {
    let frozen = Self.checkout + "/Sources/BundledModels/Models/frozen"
    let shared = Self.checkout + "/Sources/BundledModels/Models/base"
    let folder = NSTemporaryDirectory() + "mondegreen-fuzz-model-of-" + file
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for source in [shared, frozen] {
      for name in try FileManager.default.contentsOfDirectory(atPath: source) {
        try? FileManager.default.removeItem(atPath: folder + "/" + name)
        try FileManager.default.createSymbolicLink(
          atPath: folder + "/" + name, withDestinationPath: source + "/" + name)
      }
    }
    let seed = [UInt8](try ArtifactFile.contents(of: folder + "/" + file))
    // The weights' header is what can go wrong; the rest are numbers.
    let head = file.hasSuffix(".safetensors") ? Array(seed.prefix(20_000)) : seed
    try fuzz("model " + file, seeds: [head]) { path in
      try? FileManager.default.removeItem(atPath: folder + "/" + file)
      try? FileManager.default.createSymbolicLink(
        atPath: folder + "/" + file, withDestinationPath: path)
      _ = try? RescorerDirectory.read(folder)
    }
    try FileManager.default.removeItem(atPath: folder)
  }
}
