import CSystemICU

/// Parts texts into what readers take for single characters: extended grapheme clusters (UAX #29),
/// as ICU finds them.
///
/// Owns an ICU iterator, so make one and ask it often.
package final class GraphemeClusters {
  private let iterator: OpaquePointer

  package init() {
    guard let iterator = mdg_graphemes_open() else {
      preconditionFailure("ICU can't find characters: out of memory, or without its data")
    }
    self.iterator = iterator
  }

  deinit { mdg_graphemes_close(iterator) }

  /// The clusters of `text` in order: a letter with its combining marks is one.
  package func clusters(of text: String) -> [String] {
    let units = Array(text.utf16)
    guard !units.isEmpty else { return [] }
    var ends = [Int32](repeating: 0, count: units.count)
    let count = mdg_graphemes_split(iterator, units, Int32(units.count), &ends)
    precondition(count >= 0, "ICU can't set its iterator on a text: out of memory")
    var start = 0
    return ends.prefix(Int(count)).map { end in
      defer { start = Int(end) }
      return String(decoding: units[start..<Int(end)], as: UTF16.self)
    }
  }
}
