import Foundation

/// The names in a folder that may be a corpus.
enum CorpusFolder {
  /// The names in the folder, sorted with numbers in their order; nil where there is no folder.
  static func names(in path: String) -> [String]? {
    var isFolder: ObjCBool = false
    guard path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      isFolder.boolValue, let names = try? FileManager.default.contentsOfDirectory(atPath: path)
    else { return nil }
    return names.sorted { order($0) < order($1) }
  }

  /// The name in parts that sort "2best" before "10best".
  private static func order(_ name: String) -> Order {
    var parts: [Order.Part] = []
    var digits = ""
    for character in name {
      if character.isASCII, character.isNumber {
        digits.append(character)
      } else {
        if !digits.isEmpty { parts.append(.number(Int(digits) ?? .max, digits)) }
        digits = ""
        parts.append(.text(character.unicodeScalars.map(\.value)))
      }
    }
    if !digits.isEmpty { parts.append(.number(Int(digits) ?? .max, digits)) }
    return Order(parts: parts)
  }

  private struct Order: Comparable {
    enum Part: Comparable {
      case number(Int, String)
      case text([UInt32])

      static func < (left: Part, right: Part) -> Bool {
        switch (left, right) {
        case (.number(let one, let first), .number(let other, let second)):
          (one, first) < (other, second)
        case (.text(let one), .text(let other)): one.lexicographicallyPrecedes(other)
        case (.number, .text): true
        case (.text, .number): false
        }
      }
    }

    let parts: [Part]

    static func < (left: Order, right: Order) -> Bool {
      left.parts.lexicographicallyPrecedes(right.parts)
    }
  }
}
