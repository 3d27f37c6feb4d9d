import Foundation
import Testing

/// `mondegreen init`: gates that somebody begins with.
@Suite struct InitTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private func run(_ arguments: String...) throws -> CommandLineTool.Result {
    try CommandLineTool.run(arguments, in: folder.path)
  }

  @Test func `a Swift package has the gate as its test`() throws {
    let made = try run("init", "--gate", "swift", "--source", Self.checkout, "--model", "lora")
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output == "Package.swift\nTests/GateTests/GateTests.swift\n")
    let test = try folder.text("Tests/GateTests/GateTests.swift")
    #expect(test.contains("BundledModel.lora.rescorer().model"))
    let manifest = try CommandLineTool.shell(
      "swift package --scratch-path scratch dump-package", in: folder.path)
    #expect(manifest.status == 0, "\(manifest.errors)")
    let products = try Set(
      manifest.output.matches(of: Regex(#""product" *: *\[\s*"([A-Za-z]+)""#))
        .map { String($0.output[1].substring ?? "") })
    let known = try String(contentsOfFile: Self.checkout + "/Package.swift", encoding: .utf8)
    #expect(products.contains("MondegreenTesting"))
    for product in products { #expect(known.contains(".library(name: \"\(product)\"")) }
    // What is imported is what is depended on.
    let imports = test.matches(of: /import (\w+)/).map { String($0.1) }
    for name in imports where !["Testing", "BundledLexicons"].contains(name) {
      #expect(products.contains(name), "\(name)")
    }
  }

  @Test(arguments: [
    (#"m=process:["sh","a \"b\".sh"]"#, #"ProcessModel(name: "m", command: ["sh", "a \"b\".sh"])"#),
    ("Work/my-lora", #"RescorerDirectory.read("Work/my-lora").model"#),
  ])
  func `other models are named in Swift`(model: String, expected: String) throws {
    let made = try run(
      "init", "--gate", "swift", "--source", "https://example.com/somebody/mondegreen.git",
      "--model", model,
      "--corpus", "my.jsonl")
    #expect(made.status == 0, "\(made.errors)")
    let test = try folder.text("Tests/GateTests/GateTests.swift")
    #expect(test.contains(expected), "\(test)")
    #expect(test.contains(#"Corpus(contentsOf: "my.jsonl")"#))
    let manifest = try folder.text("Package.swift")
    #expect(
      manifest.contains(
        #".package(url: "https://example.com/somebody/mondegreen.git", branch: "main")"#))
  }

  @Test func `a start that could not write everything is made good by the same command`() throws {
    try folder.write(".github", "in the way\n")
    let failed = try run("init", "--model", "lora", "--workflow")
    #expect(failed.status == 73, "\(failed.errors)")
    #expect(folder.exists("mondegreen.toml"))
    try FileManager.default.removeItem(atPath: folder.file(".github"))
    let again = try run("init", "--model", "lora", "--workflow")
    #expect(again.status == 0, "\(again.errors)")
    #expect(folder.exists(".github/workflows/mondegreen.yml"))
    let other = try run("init", "--model", "full", "--workflow")
    #expect(other.status == 73)
    #expect(other.errors.contains("mondegreen.toml: expected no such file"), "\(other.errors)")
  }

  /// Compiles against the modules that this test was built with, which takes a second.
  @Test(arguments: ["lora", #"m=process:["sh","my score.sh"]"#, "Work/my-lora"])
  func `the gate in Swift compiles`(model: String) throws {
    let made = try run(
      "init", "--gate", "swift", "--source", Self.checkout, "--model", model, "--corpus", "my.jsonl"
    )
    #expect(made.status == 0, "\(made.errors)")
    let compiled = try CommandLineTool.shell(
      """
      build=$(dirname "$MONDEGREEN")
      plugins=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")/lib/swift/host/plugins/testing
      set -- -typecheck -parse-as-library -swift-version 6 -I "$build/Modules" -plugin-path "$plugins"
      for map in '\(Self.checkout)'/Sources/CSystem*/module.modulemap "$build/CSystemICU.build/module.modulemap" \
        "$build/CAdapterKernels.build/module.modulemap" \
        "$build"/../../checkouts/swift-numerics/Sources/_NumericsShims/include/module.modulemap; do
        set -- "$@" -Xcc "-fmodule-map-file=$map"
      done
      swiftc "$@" Tests/GateTests/GateTests.swift
      """, in: folder.path)
    #expect(compiled.status == 0, "\(compiled.errors)")
  }

  @Test func `what only the command line knows is refused`() throws {
    for arguments in [["--model", "hf:gpt2"], ["--corpus", "hyporadise:lists.json"]] {
      let made = try CommandLineTool.run(
        ["init", "--gate", "swift", "--source", Self.checkout] + arguments, in: folder.path)
      #expect(made.status == 64)
      #expect(made.errors.contains(arguments[1]))
    }
    #expect(!folder.exists("Package.swift"))
  }

  @Test func `nothing is written where one file is there`() throws {
    try folder.write("Package.swift", "mine")
    let made = try run("init", "--gate", "swift", "--source", Self.checkout, "--workflow")
    #expect(made.status == 73)
    #expect(made.errors.contains("Package.swift"))
    #expect(!folder.exists("Tests") && !folder.exists(".github"))
    #expect(try folder.text("Package.swift") == "mine")
  }

  @Test(arguments: ["shell", "swift"])
  func `the workflow runs the gate, posts the report and keeps the history`(gate: String) throws {
    let made = try run("init", "--gate", gate, "--source", Self.checkout, "--workflow")
    #expect(made.status == 0, "\(made.errors)")
    let workflow = try folder.text(".github/workflows/mondegreen.yml")
    #expect(workflow.contains(gate == "shell" ? "run: mondegreen check" : "run: swift test"))
    // Its steps on two pushes and a pull request, in a repository of its own.
    let played = try CommandLineTool.shell(
      "command -v git && python3 -c 'import yaml' || { echo no yaml; exit 0; }\n"
        + "python3 '\(Self.checkout)/Tests/Installation/workflow.py' .github/workflows/mondegreen.yml",
      in: folder.path)
    #expect(played.status == 0, "\(played.output)\(played.errors)")
    if played.output.contains("no yaml") {
      print("SKIPPED: the workflow's steps are not run, python3-yaml or git missing")
    }
  }
}
