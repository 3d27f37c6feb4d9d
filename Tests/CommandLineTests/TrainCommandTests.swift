import Foundation
import Testing

/// `mondegreen train` and `curves` on the tiny model that the engine's goldens are of.
@Suite struct TrainCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("tiny.jsonl", Inputs.corpus(12))
    let base =
      (#filePath as NSString).deletingLastPathComponent
      + "/../BERTRescoringTests/Goldens/adapters/base"
    try FileManager.default.copyItem(atPath: base, toPath: folder.file("base"))
  }

  private func train(_ options: String, to name: String = "model") throws -> CommandLineTool.Result
  {
    let words =
      "train base --corpus tiny.jsonl --dev tiny.jsonl --work work-\(name) --output \(name)"
      + " --name \(name) --base-reference ../base --steps 4 --lists 3 --evaluate-every 2"
      + " --learning-rate 0.01 --warm-up 1 " + options
    return try CommandLineTool.run(
      words.split(separator: " ").map(String.init), in: folder.path)
  }

  /// The names that the help gives for `--variant`.
  private static let variants: [String] = {
    let help = (try? CommandLineTool.run(["train", "--help"]).output) ?? ""
    let words = help.split { $0.isWhitespace }.joined(separator: " ")
    let names = words.firstMatch(of: /--variant <variant>.*?\(values: (.*?);/)?.1
    return names?.split(separator: ", ").map(String.init) ?? []
  }()

  @Test(arguments: variants)
  func `every variant that the help names trains and is scored again`(variant: String) throws {
    let result = try train("--variant \(variant) --rank 2")
    #expect(result.status == 0, "\(result.errors)")
    let report = try CommandLineTool.run(
      ["report", "--quick", "--corpus", "tiny.jsonl", "--model", "./model", "--output", "out"],
      in: folder.path)
    #expect(report.status == 0, "\(report.errors)")
  }

  @Test(arguments: [
    ("full", "training 16,736 of 16,736 pre"), ("head", "training 0 of "),
    ("bitfit", "training 576 of "),
    ("lora --rank 2", "training 512 of 16,736 pre-trained parameters (3.059%)"),
    ("lorb --rank 1 --frozen-head", "training 256 of "),
    ("lora --rank 1 --rank-of layer.0.*=3 --rank-stabilized --rate-ratio 16", "training 512 "),
    ("lora --rank 2 --warm-up-rank 4 --warm-up-rank-steps 2", "training 1,024 "),
    ("pissa --rank 2", "training 512 "), ("dora --rank 2", "training 640 "),
    ("vera --rank 8 --target all-linear", "training 512 "),
    ("adalora --rank 2 --allocate-every 1", "training 780 "),
    ("bottleneck --width 4", "training 1,168 "), ("prefix --prefix-length 2", "training 256 "),
    ("prefix --prefix-length 2 --target query", "training 256 "),
  ])
  func `a variant's options decide how much trains, and it says so`(
    options: String, share: String
  ) throws {
    let variant = try #require(options.split(separator: " ").first)
    #expect(Self.variants.contains(String(variant)))
    let result = try train("--variant " + options)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains(share), "\(result.errors)")
    let isWhole = ["full", "head"].contains(variant)
    #expect(folder.exists(isWhole ? "model/model.safetensors" : "model/adapter_config.json"))
  }

  @Test func `no steps left to allocate ranks in is bad usage`() throws {
    let result = try train("--variant adalora --allocate-from 3 --allocate-until-last 1")
    #expect(result.status == 64)
    #expect(
      result.errors.contains(
        "expected steps left to allocate ranks in, found --allocate-from 3 and"
          + " --allocate-until-last 1 of 4"))
  }

  @Test(arguments: ["base", "./base/", "ABSOLUTE/base"])
  func `an adapter finds the model below it, wherever it is written`(from: String) throws {
    let from = from.replacing("ABSOLUTE", with: folder.path)
    // Through a link, `..` is another folder than it looks.
    try FileManager.default.createDirectory(
      atPath: folder.file("deep/er"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: "deep/er")
    for output in ["beside", "below/it", "link/model", folder.file("absolute")] {
      let words =
        ["train", from, "--corpus", "tiny.jsonl", "--work", "work", "--output", output]
        + ["--name", "tiny", "--steps", "1", "--variant", "lora"]
      let result = try CommandLineTool.run(words, in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
      try FileManager.default.removeItem(atPath: folder.file("work"))
      let model = output.hasPrefix("/") ? output : "./" + output
      let report = try CommandLineTool.run(
        [
          "report", "--quick", "--corpus", "tiny.jsonl", "--model", model, "--output", "out",
          "--replace",
        ],
        in: folder.path)
      #expect(report.status == 0, "\(output): \(report.errors)")
    }
  }

  @Test func `what names no layer or leaves nothing to train is bad usage`() throws {
    let nowhere = try train("--variant lora --target nowhere")
    #expect(nowhere.status == 64)
    #expect(nowhere.errors.contains("found nowhere"))
    #expect(try train("--variant head --frozen-head").status == 64)
    #expect(try train("--variant lora --rank 4 --warm-up-rank 2").status == 64)
    #expect(try train("--variant lora --rank-of query=0").status == 64)
    #expect(try train("--variant dora --adapter-dropout 0.1").status == 64)
  }

  @Test func `reduced precision trains other weights, the same with any threads`() throws {
    func weights(_ precision: String, threads: Int) throws -> Data {
      let name = "\(precision)-\(threads)"
      let options = "--variant lora --target all-linear --rank 2 --precision \(precision)"
      let result = try train(options + " --threads \(threads)", to: name)
      #expect(result.status == 0, "\(result.errors)")
      return try Data(
        contentsOf: URL(fileURLWithPath: folder.file("\(name)/adapter_model.safetensors")))
    }
    let trained = try ["fp32", "bf16", "int8"].map { precision in
      let one = try weights(precision, threads: 1)
      #expect(try weights(precision, threads: 2) == one)
      return one
    }
    #expect(Set(trained).count == 3)
    let refused = try train("--variant lora --precision fp16")
    #expect(refused.status == 64)
    #expect(refused.errors.contains("--precision"))
  }

  @Test func `hardening trains on perturbed copies and counterexamples, whatever the threads`()
    throws
  {
    let found = try CommandLineTool.run(
      ["check", "--model", "./model", "--corpus", "tiny.jsonl", "--fixtures", "found"]
        + ["--counterexamples", "3"], in: folder.path)
    // The model is not there yet.
    #expect(found.status == 66, "\(found.errors)")
    #expect(try train("--variant full", to: "model").status == 0)
    _ = try CommandLineTool.run(
      ["check", "--model", "./model", "--corpus", "tiny.jsonl", "--fixtures", "found"]
        + ["--counterexamples", "3"], in: folder.path)
    let options =
      "--variant full --harden 2 --harden-with homophones --harden-with word-drops"
      + " --harden-strength 1,50% --fixtures found --threads "
    let hardened = try train(options + "1", to: "one")
    #expect(hardened.status == 0, "\(hardened.errors)")
    #expect(try train(options + "2", to: "two").status == 0)
    func weights(_ name: String) throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: folder.file("\(name)/model.safetensors")))
    }
    #expect(try weights("one") == weights("two"))
    #expect(try weights("one") != weights("model"))
  }

  @Test func `hardening without copies, from text, or with learned confusions is bad usage`()
    throws
  {
    #expect(try train("--harden-with homophones").errors.contains("expected --harden"))
    #expect(try train("--harden 1 --harden-with confusions").status == 64)
    #expect(try train("--harden -1").status == 64)
    #expect(try train("--fixtures nowhere").errors.contains("nowhere"))
  }

  @Test func `lists of two recognizers train one model, whose weights are for the first`() throws {
    try folder.write(
      "other.jsonl",
      Inputs.corpus(9).replacing(#""total":3"#, with: #""acoustic":3,"language":2,"total":3"#))
    let result = try train(
      "--corpus other.jsonl --dev other.jsonl --acoustic 0.1 --language-weight 1 --variant lora "
        + "--total-weight 1")
    #expect(result.status == 0, "\(result.errors)")
    let said = result.errors.matches(of: #/WER (\S+%) on (tiny|other), with weights/#)
    #expect(said.map(\.2) == ["tiny", "other"])
    #expect(
      result.errors.contains("WER \(said[0].1), \(said[1].1) on the development lists"))
    let recipe = try String(contentsOfFile: folder.file("model/rescoring.json"), encoding: .utf8)
    #expect(recipe.contains(#""name" : "tiny""#))
    // Without a weight for them, costs that lack their parts can't be weighed.
    let refused = try train("--corpus other.jsonl --acoustic 0.1 --variant lora", to: "two")
    #expect(refused.status == 65, "\(refused.errors)")
    #expect(refused.errors.contains("acoustic"))
  }

  @Test func `a log of an earlier version, with one measurement, is drawn the same`() throws {
    let entry = #"{"dev":DEV,"loss":2,"step":1}"# + "\n"
    let one = #"{"errors":3,"referenceWords":12}"#
    for (name, dev) in [("old", one), ("new", "[\(one)]"), ("two", "[\(one),\(one)]")] {
      try FileManager.default.createDirectory(
        atPath: folder.file("run"), withIntermediateDirectories: true)
      try folder.write("run/log.jsonl", entry.replacing("DEV", with: dev))
      let result = try CommandLineTool.run(
        ["curves", "run/log.jsonl", "--output", name + ".svg"], in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
    }
    func picture(_ name: String) throws -> String {
      try String(contentsOfFile: folder.file(name + ".svg"), encoding: .utf8)
    }
    #expect(try picture("old") == picture("new"))
    #expect(try picture("two") == picture("new"))
  }

  @Test func `curves draws logs, and says which line is none`() throws {
    #expect(try train("--variant lora", to: "one").status == 0)
    #expect(try train("--variant full", to: "two").status == 0)
    let result = try CommandLineTool.run(
      ["curves", "work-one/log.jsonl", "work-two/log.jsonl", "--output", "curves.svg"],
      in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let picture = try String(contentsOfFile: folder.file("curves.svg"), encoding: .utf8)
    #expect(picture.contains("work-one: 4 steps") && picture.contains("WER on dev"))
    try folder.write("bad.jsonl", "{\"step\":1,\"loss\":2}\n{}\n")
    let bad = try CommandLineTool.run(
      ["curves", "bad.jsonl", "--output", "no.svg"], in: folder.path)
    #expect(bad.status == 65)
    #expect(bad.errors.contains("bad.jsonl:2: expected a training's entry"))
  }
}
