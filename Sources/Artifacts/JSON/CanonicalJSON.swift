package import Foundation

/// JSON as this package writes it: sorted keys, slashes as they are, numbers as the shortest decimal that
/// reads back as the same double. Equal values give equal bytes.
package enum CanonicalJSON {
  /// How the text is laid out.
  package enum Layout {
    /// One line without a line feed.
    case line
    /// An indented file with a line feed at its end, for people and for diffs.
    case file
  }

  /// A value as JSON.
  ///
  /// - Throws: `EncodingError` for NaN and infinities, which JSON doesn't know.
  package static func data(_ value: some Encodable, _ layout: Layout) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if layout == .file { encoder.outputFormatting.insert(.prettyPrinted) }
    let data = try encoder.encode(value)
    return layout == .file ? data + [0x0A] : data
  }

  /// A value whose numbers are known to be finite as JSON.
  package static func data(finite value: some Encodable, _ layout: Layout) -> Data {
    do {
      return try data(value, layout)
    } catch {
      preconditionFailure("expected finite numbers in \(type(of: value)): \(error)")
    }
  }
}
