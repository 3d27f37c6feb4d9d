import Foundation
import Testing

/// What a `Package.swift` says, as SwiftPM reads it.
struct PackageManifest: Decodable {
  struct Product: Decodable {
    let name: String
    let targets: [String]
  }

  struct Target: Decodable {
    struct Dependency: Decodable {
      /// Of another package.
      let product: String?

      private enum CodingKeys: CodingKey { case product }

      init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        // An array of the product's name, the package's, and values of other types.
        if values.contains(.product) {
          var list = try values.nestedUnkeyedContainer(forKey: .product)
          product = try list.decode(String.self)
        } else {
          product = nil
        }
      }
    }

    let name: String
    /// Below the package; nil for the usual place.
    let path: String?
    let dependencies: [Dependency]
  }

  let products: [Product]
  let targets: [Target]

  /// - Parameter folder: of the package.
  init(of folder: String) throws {
    let scratch = try TemporaryFolder()
    // With a build folder of its own, since whoever runs this test holds the lock of the package's.
    let process = try CommandLineTool.start(
      program: "/usr/bin/env",
      [
        "swift", "package", "--package-path", folder, "--scratch-path", scratch.file("build"),
        "dump-package",
      ], scratch: scratch)
    process.waitUntilExit()
    let errors = try scratch.text("stderr")
    try #require(process.terminationStatus == 0, "\(errors)")
    self = try JSONDecoder().decode(Self.self, from: scratch.data("stdout"))
  }
}
