import Perturbations
import PropertyTesting
import Rescoring
import Robustness
import SmallWorlds
import Testing
import Transcripts

@Suite struct `Every word counts` {
  /// Seventeen different words.
  static let text =
    "tell her we will be over there by the old weir before noon so wait for us"

  private func isFailure(
    _ text: String = text, _ read: @escaping @Sendable ([String]) -> [String]
  ) throws -> Bool {
    // Pairs of words: no vocabulary, and order counts.
    let model = FunctionModel { text in
      let words = read(text.split(separator: " ").map(String.init))
      return zip(["^"] + words, words + ["$"]).reduce(0.0) { sum, pair in
        sum + Double(Seed(1).derived(pair.0, pair.1).value % 1_000) / 100
      }
    }
    let list = SmallWorld.list(text)
    return try EveryWordCounts().judge(
      [RobustnessCase(clean: list, perturbed: PerturbedList(list))],
      of: SmallWorld.secondPass(model))[0].isFailure
  }

  @Test func `holds for a model that reads all`() throws {
    #expect(try !isFailure { $0 })
    #expect(try !isFailure("stop") { $0 })
  }

  @Test func `finds what is not read, wherever it stands`() throws {
    let readers: [(String, @Sendable ([String]) -> [String])] = [
      ("cut", { Array($0.prefix(12)) }), ("start cut", { Array($0.suffix(12)) }),
      ("first", { Array($0.dropFirst()) }), ("last", { Array($0.dropLast()) }),
      ("third", { Array($0.prefix(2) + $0.dropFirst(3)) }),
      ("every fourth", { $0.enumerated().filter { $0.offset % 4 != 3 }.map(\.element) }),
      ("stop words", { $0.filter { !["the", "by", "be"].contains($0) } }),
      (
        "repeated",
        { words in words.indices.filter { $0 == 0 || words[$0] != words[$0 - 1] }.map { words[$0] }
        }
      ),
    ]
    var missed: [String] = []
    for (name, read) in readers where try !isFailure(Self.text, read) { missed.append(name) }
    #expect(missed.isEmpty)
  }

  @Test func `digits and other alphabets count, too`() throws {
    #expect(try isFailure("wait 5 minutes") { $0.filter { Int($0) == nil } })
    #expect(try isFailure("say 你好 now") { $0.filter { $0.allSatisfy(\.isASCII) } })
  }

  @Test func `words are read with all their letters`() throws {
    let text = "tomorrow the festival begins on the stairs"
    for letters in 1...5 {
      #expect(try isFailure(text) { $0.map { String($0.prefix(letters)) } }, "\(letters)")
      #expect(try isFailure(text) { $0.map { String($0.suffix(letters)) } }, "\(letters)")
    }
    #expect(try isFailure(text) { $0.map { String($0.prefix(2) + $0.suffix(2)) } })
  }

  /// Endings that mean little may be left out, and whole scripts may be unknown.
  @Test func `a model that stems words or knows one script only is not blamed`() throws {
    #expect(
      try !isFailure("tomorrow the festivals began") {
        $0.map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 }
      })
    #expect(
      try !isFailure("завтра начинается большой фестиваль") {
        $0.map { $0.allSatisfy(\.isASCII) ? $0 : "<unknown>" }
      })
  }

  /// A model that leaves out what it doesn't know may leave out the words it does not know.
  @Test func `unknown words need not count`() throws {
    let known: Set = ["wait", "for", "us"]
    #expect(try !isFailure("wait for blorptic us") { $0.filter { known.contains($0) } })
    #expect(
      try !isFailure("wait for blorptic us") { $0.map { known.contains($0) ? $0 : "<unknown>" } })
  }

  @Test func `a length that a model declares is believed`() throws {
    struct Declared: RescoringModel {
      var identity: ModelIdentity {
        ModelIdentity(name: "declared", summary: "", digest: .sha256(of: "declared"))
      }
      func read(_ text: String) -> [String] {
        Array(text.split(separator: " ").map(String.init).prefix(8))
      }
      func readPart(of text: String) -> String? {
        text.split(separator: " ").count > 8 ? read(text).joined(separator: " ") : nil
      }
      func costs(for lists: [NBestList]) throws(RescoringError) -> [[Double]] {
        lists.map { list in list.texts.map { Double(Seed(1).derived(read($0)).value >> 40) } }
      }
    }
    let list = SmallWorld.list(Self.text)
    #expect(
      try !EveryWordCounts().judge(
        [RobustnessCase(clean: list, perturbed: PerturbedList(list))],
        of: SmallWorld.secondPass(Declared()))[0].isFailure)
  }
}
