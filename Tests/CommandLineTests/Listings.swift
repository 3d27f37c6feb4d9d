import Foundation

/// A fenced block of a Markdown file.
struct Listing {
  let language: String
  let text: String
  /// The line on which the block begins, from 1.
  let line: Int

  /// The repository that the tests belong to.
  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// All blocks of a file.
  ///
  /// - Parameter path: relative to the repository.
  static func all(in path: String) throws -> [Listing] {
    let text = try String(contentsOfFile: repository + "/" + path, encoding: .utf8)
    var listings: [Listing] = []
    var open: (language: String, lines: [Substring], line: Int)?
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if let block = open {
        if line == "```" {
          let text = block.lines.map { $0 + "\n" }.joined()
          listings.append(Listing(language: block.language, text: text, line: block.line))
          open = nil
        } else {
          open?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), [], number + 2)
      }
    }
    return listings
  }

  /// The lines that a shell would run, without those that only carry a comment.
  var commands: [String] {
    text.replacing("\\\n", with: " ").split(separator: "\n").map { line in
      line.trimmingCharacters(in: .whitespaces)
    }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }
}
