import Foundation
import Testing

/// The documentation's catalogs; `make docs` builds them.
@Suite struct DocumentationTests {
  /// Folder and name of each library target: what a product offers.
  private static let libraries = Result {
    let manifest = try PackageManifest(of: Listing.repository)
    let offered = Set(manifest.products.flatMap(\.targets)).subtracting(["mondegreen"])
    return manifest.targets.filter { offered.contains($0.name) }.map { target in
      (name: target.name, folder: target.path ?? "Sources/" + target.name)
    }
  }

  @Test func `every library has a catalog whose front page shows its part of the way`() throws {
    let libraries = try Self.libraries.get()
    #expect(libraries.count > 10)
    for library in libraries {
      let page = "\(library.folder)/\(library.name).docc/\(library.name).md"
      let text =
        (try? String(contentsOfFile: Listing.repository + "/" + page, encoding: .utf8)) ?? ""
      #expect(text.hasPrefix("# ``\(library.name)``\n"), "\(page)")
    }
  }

  @Test func `the site and the Swift Package Index document every library`() throws {
    let text = try String(contentsOfFile: Listing.repository + "/.spi.yml", encoding: .utf8)
    let listed = Set(text.matches(of: /(?m)^ +- ([A-Z]\w*)$/).map { String($0.1) })
    // Not a product, but what products' errors come from.
    #expect(try listed == Set(Self.libraries.get().map(\.name) + ["Artifacts"]))
  }

  @Test func `no two articles share a title`() throws {
    var titles: [String: [String]] = [:]
    for folder in ["Sources", "Lexicons", "Corpora"] {
      let root = Listing.repository + "/" + folder
      let files = try #require(FileManager.default.enumerator(atPath: root))
      for case let path as String in files where path.contains(".docc/") && path.hasSuffix(".md") {
        let text = try String(contentsOfFile: root + "/" + path, encoding: .utf8)
        titles[String(text.prefix { $0 != "\n" }), default: []].append(path)
      }
    }
    #expect(titles.count > 20)
    for (title, paths) in titles { #expect(paths.count == 1, "\(title): \(paths)") }
  }
}
