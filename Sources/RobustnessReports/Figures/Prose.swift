/// A sentence that knows which of its words are names of models, so that a page can set them off:
/// names are ordinary words otherwise ("full is ahead of frozen").
///
/// Names stand between two control characters that no text holds otherwise.
package struct Prose: Hashable, Sendable {
  /// A stretch of text, or a name.
  package enum Piece: Hashable, Sendable {
    case text(String)
    case model(String)
  }

  private static let opening: Unicode.Scalar = "\u{F0000}"
  private static let closing: Unicode.Scalar = "\u{F0001}"

  private let marked: String

  /// - Parameter marked: a text whose names were written by ``name(_:)``.
  package init(_ marked: String) {
    self.marked = marked
  }

  /// The name of a model, marked as one.
  static func name(_ model: String) -> String {
    "\(opening)\(plain(model))\(closing)"
  }

  private static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != opening && $0 != closing }))
  }

  /// The text alone.
  package var text: String { Prose.plain(marked) }

  /// The text with its names told apart, in order.
  package var pieces: [Piece] {
    var pieces: [Piece] = []
    var scalars = marked.unicodeScalars[...]
    while let start = scalars.firstIndex(of: Prose.opening) {
      let rest = scalars[scalars.index(after: start)...]
      let end = rest.firstIndex(of: Prose.closing) ?? rest.endIndex
      if start > scalars.startIndex { pieces.append(.text(String(scalars[..<start]))) }
      pieces.append(.model(String(rest[..<end])))
      scalars = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...]
    }
    if !scalars.isEmpty { pieces.append(.text(String(scalars))) }
    return pieces
  }

  /// The prose for a page, where names are `<b class="model">`.
  var markup: Markup {
    .group(
      pieces.map { piece in
        switch piece {
        case .text(let text): .text(text)
        case .model(let name): .tag("b", ["class": "model"]) { name }
        }
      })
  }

  /// The prose for Markdown, where names are bold and everything else is escaped.
  var markdown: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): MarkdownReport.escaped(text)
      case .model(let name): "**\(MarkdownReport.escaped(name))**"
      }
    }.joined()
  }
}
