import BundledLexicons
import Foundation
import Lexicons
import Testing
import Transcripts

@Suite struct `A language pack` {
  /// A folder with files of these names and texts.
  private func folder(_ files: [String: String]) throws -> String {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("pack-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
    }
    return path
  }

  @Test(arguments: BundledLexicon.languages)
  func `is bundled, whole, for each language that is named`(code: String) throws {
    let pack = try #require(try BundledLexicon.languagePack(code))
    #expect(pack.code == code)
    #expect(pack.functionWords.count > 100)
    #expect(pack.fillers.count >= 8)
    let frequencies = try WordFrequencies(contentsOf: try #require(pack.frequenciesPath))
    #expect(frequencies.wordCount >= 30_000)
    // The commonest words of every language are of its closed classes, or spoken fillers.
    #expect(pack.functionWords.count(where: { frequencies.count(of: $0) > 1_000 }) > 80)
    let notice =
      (pack.frequenciesPath! as NSString).deletingLastPathComponent
      + "/frequencies.LICENSE"
    #expect(try String(contentsOfFile: notice, encoding: .utf8).contains("ShareAlike 4.0"))
  }

  @Test func `is found for a language with a region, and for no other`() throws {
    #expect(try BundledLexicon.languagePack("de-CH")?.name == "German")
    #expect(try BundledLexicon.languagePack("zh_Hans_CN")?.name == "Mandarin")
    #expect(try BundledLexicon.languagePack("fr") == nil)
    #expect(try BundledLexicon.languagePack("") == nil)
  }

  @Test func `counts German words with ß, too`() throws {
    let pack = try #require(try BundledLexicon.languagePack("de"))
    let frequencies = try WordFrequencies(contentsOf: try #require(pack.frequenciesPath))
    #expect(frequencies.count(of: "straße") == frequencies.count(of: "strasse"))
    #expect(frequencies.count(of: "straße") > 1_000)
    let lexicon = try Lexicon(
      text: "straße\tʃ t ʁ a s ə\nfraß\tf ʁ a s\nlaß\tl a s\nlas\tl a s\n", path: "de",
      format: .wikipron)
    let index = HomophoneIndex(lexicon, frequencies: frequencies)
    #expect(index.count(of: "straße") == frequencies.count(of: "strasse"))
  }

  @Test func `needs no more than its language`() throws {
    let folder = try folder(["pack.txt": "# mine\nlanguage: fr\n"])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pack = try LanguagePack(contentsOf: folder)
    #expect(pack.code == "fr" && pack.name == "fr")
    #expect(pack.functionWords.isEmpty && pack.fillers.isEmpty && pack.elisions.isEmpty)
    #expect(pack.numbers == nil && pack.folding == nil && pack.frequenciesPath == nil)
  }

  @Test func `has its words as texts are normalized`() throws {
    let folder = try folder([
      "pack.txt": "language: fr\nname: French\nnumbers: fr\nfolding: fr\n",
      "function-words.txt": "# articles\nLe la\n\nl’ D'\n", "fillers.txt": "Euh\ntu vois\nEUH\n",
      "elisions.txt": "j’sais = je sais\n",
    ])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pack = try LanguagePack(contentsOf: folder)
    #expect(pack.functionWords.isSuperset(of: ["le", "la"]))
    #expect(pack.fillers == ["euh", "tu vois"])
    #expect(pack.elisions == [["j'sais", "je sais"]])
  }

  @Test(
    arguments: [
      (["pack.txt": "name: French\n"], "pack.txt: expected a line \"language: code\", found none"),
      (["pack.txt": "language: fr\nlanguage: de\n"], "pack.txt:2: expected each key once"),
      (["pack.txt": "language fr\n"], "pack.txt:1: expected language, name, numbers or folding"),
      (["pack.txt": "# x\ntongue: fr\n"], "pack.txt:2: expected language"),
      (["pack.txt": "language: f r\n"], "pack.txt:1: expected language"),
      (
        ["pack.txt": "language: fr\n", "elisions.txt": "# x\n\nje\n"],
        "elisions.txt:3: expected a short form, =, and its long form, found je"
      ),
      (["fillers.txt": "euh\n"], "pack.txt"),
    ])
  func `that is malformed says where`(files: [String: String], message: String) throws {
    let folder = try folder(files)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect {
      try LanguagePack(contentsOf: folder)
    } throws: { error in
      "\(error)".contains(message)
    }
  }
}
