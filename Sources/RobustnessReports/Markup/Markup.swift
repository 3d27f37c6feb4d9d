import Artifacts
import Foundation

/// A piece of an HTML or SVG document, written so that it is both HTML 5 and well-formed XML.
///
/// Texts and attribute values are escaped when they are rendered, and only then, so that a
/// hypothesis with `<`, `&` or quotes in it can never become markup.
package indirect enum Markup: Hashable, Sendable {
  case text(String)
  case element(name: String, attributes: [Attribute], children: [Markup])
  case group([Markup])
  /// A script, which HTML reads as it stands and XML as character data.
  case source(String)

  /// A name and its value, in the order in which they are written.
  package struct Attribute: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  /// An element with its attributes and children.
  package static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    @MarkupBuilder _ children: () -> Markup = { .group([]) }
  ) -> Markup {
    .element(
      name: name, attributes: attributes.map { Attribute(name: $0.key, value: $0.value) },
      children: [children()])
  }

  /// A script of this program's own: a literal, so that no data can get into it.
  package static func script(_ source: StaticString) -> Markup {
    .tag("script") { Markup.source(content(of: source)) }
  }

  /// What stands between a script's tags.
  private static func content(of source: StaticString) -> String {
    "//<![CDATA[\n\(source)\n//]]>"
  }

  /// A policy for the browser: nothing is fetched or sent, and no script runs but these. Should a text ever
  /// become markup, it is still only markup.
  package static func contentSecurityPolicy(_ scripts: [StaticString]) -> Markup {
    let digests = scripts.map { source -> String in
      var hasher = SHA256Hasher()
      hasher.update(content(of: source))
      return "'sha256-\(hasher.finalizedBytes().base64EncodedString())'"
    }
    return .tag(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'; script-src "
          + (digests.isEmpty ? "'none'" : digests.joined(separator: " "))
          + "; base-uri 'none'; form-action 'none'",
      ])
  }

  /// Whether the markup is empty.
  package var isEmpty: Bool {
    switch self {
    case .text(let text), .source(let text): text.isEmpty
    case .element: false
    case .group(let children): children.allSatisfy(\.isEmpty)
    }
  }
}

extension Markup {
  /// The document's text.
  package func rendered() -> String {
    var output = ""
    write(to: &output)
    return output
  }

  private func write(to output: inout String) {
    switch self {
    case .text(let text):
      output += Markup.escaped(text)
    case .source(let text):
      output += text
    case .group(let children):
      for child in children { child.write(to: &output) }
    case .element(let name, let attributes, let children):
      output += "<\(name)"
      for attribute in attributes {
        output += " \(attribute.name)=\"\(Markup.escaped(attribute.value))\""
      }
      if Markup.voidNames.contains(name) {
        output += "/>"
      } else {
        output += ">"
        if Markup.openingBreaks.contains(name) { output += "\n" }
        for child in children { child.write(to: &output) }
        output += "</\(name)>"
      }
      if Markup.closingBreaks.contains(name) { output += "\n" }
    }
  }

  /// `text` with the characters that mean something to HTML and XML written as references; control
  /// characters that XML forbids become U+FFFD, and others that would be obeyed are as ``PrintableText`` has
  /// them.
  package static func escaped(_ text: String) -> String {
    var output = ""
    output.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "\t", "\n", "\r": output.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20: output += "\u{FFFD}"
      case _ where PrintableText.isObeyed(scalar):
        output += PrintableText.shown(String(scalar))
      case "\u{FFFE}", "\u{FFFF}": output += "\u{FFFD}"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  /// Elements that HTML forbids to close.
  private static let voidNames: Set<String> = ["meta", "br", "hr", "img", "input", "link", "col"]
  /// Elements on whose tags a line ends, so that two reports can be compared line by line.
  private static let openingBreaks: Set<String> = [
    "html", "head", "body", "main", "section", "table", "thead", "tbody", "ul", "ol", "svg", "g",
    "figure", "details", "header", "footer", "article", "dl",
  ]
  private static let closingBreaks: Set<String> = openingBreaks.union([
    "meta", "title", "desc", "style", "p", "h1", "h2", "h3", "h4", "tr", "li", "div", "caption",
    "line", "path", "circle", "rect", "text", "summary", "figcaption", "dt", "dd", "nav",
  ])
}

/// Builds ``Markup`` from statements: strings are texts, and `if` and `for` work.
@resultBuilder
package enum MarkupBuilder {
  package static func buildExpression(_ text: String) -> Markup { .text(text) }
  package static func buildExpression(_ markup: Markup) -> Markup { markup }
  package static func buildExpression(_ markup: [Markup]) -> Markup { .group(markup) }
  package static func buildBlock(_ parts: Markup...) -> Markup { .group(parts) }
  package static func buildOptional(_ part: Markup?) -> Markup { part ?? .group([]) }
  package static func buildEither(first part: Markup) -> Markup { part }
  package static func buildEither(second part: Markup) -> Markup { part }
  package static func buildArray(_ parts: [Markup]) -> Markup { .group(parts) }
}
