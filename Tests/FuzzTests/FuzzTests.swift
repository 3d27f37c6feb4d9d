import Foundation
import FuzzTargets
import Testing
import Transcripts

/// Every reader of files gets damaged ones: it must read them or throw, and never trap, hang or take all memory.
///
/// For a second each; `MONDEGREEN_FUZZ_SECONDS` says for how long, `MONDEGREEN_FUZZ_SEED` which damage. The file
/// that a reader died of lies in the folder that is named for it. `make fuzz` hands the same readers to libFuzzer.
@Suite struct `Damaged files` {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["MONDEGREEN_FUZZ_SECONDS"].flatMap { Double($0) } ?? 1
  private static let seed = environment["MONDEGREEN_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  @Test(arguments: FuzzedReader.names)
  func `are read or refused`(name: String) throws {
    let manager = FileManager.default
    let folder = NSTemporaryDirectory() + "mondegreen-fuzz-" + name
    try? manager.removeItem(atPath: folder)
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let reader = try #require(try FuzzedReader.named(name, in: folder))
    for seed in reader.seeds { try reader.read(seed) }
    var mutator = Mutator(seed: Self.seed)
    let end = ContinuousClock.now + .seconds(Self.seconds)
    var count = 0
    while ContinuousClock.now < end || count < 50 {
      let bytes = mutator.damaged(
        reader.seeds[count % reader.seeds.count],
        other: reader.seeds[(count / 3) % reader.seeds.count])
      let taken = try ContinuousClock().measure { try reader.read(bytes) }
      #expect(taken < .seconds(20), "\(reader.path) took \(taken)")
      count += 1
    }
    try manager.removeItem(atPath: folder)
  }

  @Test func `there is a reader for every format of lists`() {
    #expect(CorpusFormats.all.allSatisfy { FuzzedReader.names.contains("lists-" + $0.id) })
    #expect(Set(FuzzedReader.names).count == FuzzedReader.names.count)
  }
}
