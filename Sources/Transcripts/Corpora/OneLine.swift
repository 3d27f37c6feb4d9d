/// What formats can write that have no way to mark where a text begins and ends.
enum OneLine {
  /// Whether the text stands in one line and has no blanks or byte-order mark at its ends, so that nothing of
  /// it is lost.
  static func isTrimmed(_ text: String) -> Bool {
    let bytes = text.utf8
    guard !bytes.contains(0x0A), !bytes.contains(0x0D) else { return false }
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
      return true
    }
    return ![" ", "\t", "\u{FEFF}"].contains(first) && ![" ", "\t"].contains(last)
  }

  /// Whether the text can be an id before a blank.
  static func isKey(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.first != "\u{FEFF}"
      && text.utf8.allSatisfy { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
  }
}
