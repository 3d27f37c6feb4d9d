import Foundation
import Testing

/// What the README shows is what works.
@Suite struct ReadmeTests {
  private static let listings = Result { try Listing.all(in: "README.md") }

  private func listings(_ language: String) throws -> [Listing] {
    try Self.listings.get().filter { $0.language == language }
  }

  /// The only one in its language.
  private func listing(_ language: String) throws -> Listing {
    let found = try listings(language)
    return try #require(found.count == 1 ? found.first : nil, "\(language): \(found.count) blocks")
  }

  private static func isManifest(_ listing: Listing) -> Bool {
    listing.text.contains("import PackageDescription")
  }

  /// `make test` compiles and runs them in a package that depends on this one.
  @Test func `the example package holds every Swift listing as the README has it`() throws {
    let folder = Listing.repository + "/Tests/ExamplePackage/Tests/ReadmeTests"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }
    let sources = Set(
      try files.map { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) })
    let shown = try listings("swift").filter { !Self.isManifest($0) }
    #expect(shown.count == 3)
    for listing in shown {
      #expect(sources.contains(listing.text), "README.md:\(listing.line) is in none of \(files)")
    }
    #expect(sources.count == shown.count)
  }

  @Test func `the manifest names the products that the listings import`() throws {
    let scratch = try TemporaryFolder()
    let listing = try #require(try listings("swift").first(where: Self.isManifest))
    try scratch.write("Package.swift", listing.text)
    let own = try PackageManifest(of: scratch.path)
    let ours = try PackageManifest(of: Listing.repository)
    let named = Set(own.targets.flatMap(\.dependencies).compactMap(\.product))
    #expect(!named.isEmpty)
    #expect(named.subtracting(ours.products.map(\.name)) == [])
    let available = Set(ours.products.filter { named.contains($0.name) }.flatMap(\.targets))
    for shown in try listings("swift") where !Self.isManifest(shown) {
      for module in shown.text.matches(of: /(?m)^import (\w+)$/).map({ String($0.1) })
      where module != "Testing" {
        #expect(available.contains(module), "README.md:\(shown.line) imports \(module)")
      }
    }
  }

  /// The program as the README calls it. What takes hours is cut short; a gate may fail or be undecided on three
  /// utterances, and every other status but success ends the shell.
  private static let shell = """
    set -u
    mondegreen() {
      case "$1" in
        train) "$MONDEGREEN" "$@" --steps 2 --lists 1 ;;
        check) "$MONDEGREEN" "$@" --cases 4 ;;
        *) "$MONDEGREEN" "$@" ;;
      esac
      status=$?
      if [ $status -gt 2 ]; then echo "status $status: mondegreen $*" >&2; exit $status; fi
    }

    """

  /// What the blocks find in their folder besides what the README tells its reader to save there.
  private static let preparation = """
    "$MONDEGREEN" convert messaging-dev --limit 30 --output my-dev.jsonl
    "$MONDEGREEN" convert messaging-train --limit 6 --output my-train.jsonl
    "$MONDEGREEN" convert messaging-test --limit 2 --output production.jsonl

    """

  @Test func `every shell listing runs, in order, with the files that the README shows`() throws {
    let folder = try TemporaryFolder()
    try folder.write("my.jsonl", try listing("json").text)
    try folder.write("score.py", try listing("python").text)
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("MODEL"),
      withDestinationPath: Listing.repository + "/Sources/BundledModels/Models/full")
    // Completion scripts go into the reader's home.
    let home = "HOME=\"$PWD\"; export HOME\n"
    let prepared = try CommandLineTool.shell(Self.preparation, in: folder.path)
    #expect(prepared.status == 0, "\(prepared.errors)")
    var ran = 0
    for listing in try listings("sh") {
      // The clone and the two commands themselves.
      if listing.commands.allSatisfy({ line in
        ["git clone ", "cd ", "make "].contains(where: line.hasPrefix)
      }) {
        continue
      }
      if folder.exists("Reports/my") {
        for copy in ["main", "branch", "v1", "v2", "v3"] where !folder.exists("Reports/" + copy) {
          try FileManager.default.copyItem(
            atPath: folder.file("Reports/my"), toPath: folder.file("Reports/" + copy))
        }
      }
      let result = try CommandLineTool.shell(home + Self.shell + listing.text, in: folder.path)
      #expect(result.status == 0, "README.md:\(listing.line): \(result.errors)")
      ran += 1
    }
    #expect(ran >= 6)
    // What the text around the listings says of them.
    #expect(folder.exists("Reports/my/report.html"))
    #expect(folder.exists("Reports/tuned/report.html"))
    #expect(folder.exists("Reports/history/history.svg"))
    #expect(folder.exists("Work/hardened/rescoring.json"))
    #expect(folder.exists(".local/share/bash-completion/completions/mondegreen"))
  }

  @Test func `abbreviations of our own are spelled out where they first occur`() throws {
    let text = try String(contentsOfFile: Listing.repository + "/README.md", encoding: .utf8)
    let first = try #require(text.firstRange(of: "NPRR"))
    #expect(
      text[first.lowerBound...].hasPrefix("NPRR (N-best perturbation-based rescoring robustness)"))
  }

  @Test(arguments: ["README.md", "CONTRIBUTING.md"])
  func `links lead to files that are there`(page: String) throws {
    let text = try String(contentsOfFile: Listing.repository + "/" + page, encoding: .utf8)
    for link in text.matches(of: /\]\(([^)#]+)(#[^)]*)?\)/) where !link.1.contains("://") {
      #expect(
        FileManager.default.fileExists(atPath: Listing.repository + "/" + link.1),
        "\(page): \(link.1)")
    }
  }

  @Test func `the README names every command, and no other`() throws {
    let text = try String(contentsOfFile: Listing.repository + "/README.md", encoding: .utf8)
    let section = try #require(text.split(separator: "## All commands").last)
      .split(separator: "`mondegreen help")[0]
    let named = section.matches(of: /`([a-z-]+)`/).map { String($0.1) }
    let known = HelpTests.commands.filter { !$0.isEmpty && !$0.contains(" ") }
    #expect(named.sorted() == known.sorted())
  }
}
