package import Foundation

/// Changes strings of a JSON text and leaves every other byte as it is: numbers keep all their digits.
package struct JSONTexts {
  /// The place of a value: the keys of the objects around it. Arrays add nothing.
  package typealias Place = [String]

  private var bytes: Data.SubSequence
  private var output = Data()
  private var place: Place = []
  private let change: (Place, String) -> String?

  /// - Parameters:
  ///   - json: well-formed, as an encoder wrote it.
  ///   - change: told each string that is a value, in the order of the text; nil leaves it as it is.
  package static func changed(
    _ json: Data, _ change: (_ place: Place, _ string: String) -> String?
  ) -> Data {
    withoutActuallyEscaping(change) { change in
      var texts = JSONTexts(bytes: json[...], change: change)
      texts.value()
      texts.output += texts.bytes
      return texts.output
    }
  }

  private init(bytes: Data.SubSequence, change: @escaping (Place, String) -> String?) {
    self.bytes = bytes
    self.change = change
  }

  private mutating func value() {
    blanks()
    switch bytes.first {
    case UInt8(ascii: "{"): object()
    case UInt8(ascii: "["): array()
    case UInt8(ascii: "\""):
      let raw = string()
      let old = Self.decoded(raw)
      output += old.flatMap { change(place, $0) }.map(Self.encoded) ?? raw
    default: copy { !",]} \n\r\t".utf8.contains($0) }
    }
  }

  private mutating func object() {
    step()
    blanks()
    while let next = bytes.first, next != UInt8(ascii: "}") {
      let key = string()
      output += key
      copy { ": \n\r\t".utf8.contains($0) }
      place.append(Self.decoded(key) ?? "")
      value()
      place.removeLast()
      copy { ", \n\r\t".utf8.contains($0) }
    }
    step()
  }

  private mutating func array() {
    step()
    blanks()
    while let next = bytes.first, next != UInt8(ascii: "]") {
      value()
      copy { ", \n\r\t".utf8.contains($0) }
    }
    step()
  }

  /// The string that begins here, quotes and all, taken and not yet written.
  private mutating func string() -> Data {
    var end = bytes.index(after: bytes.startIndex)
    while end < bytes.endIndex, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    end = min(end + 1, bytes.endIndex)
    defer { bytes = bytes[end...] }
    return Data(bytes[..<end])
  }

  private mutating func step() {
    if let next = bytes.first {
      output.append(next)
      bytes.removeFirst()
    }
  }

  private mutating func blanks() { copy { " \n\r\t".utf8.contains($0) } }

  private mutating func copy(while isPart: (UInt8) -> Bool) {
    let part = bytes.prefix(while: isPart)
    output += part
    bytes = bytes[part.endIndex...]
  }

  private static func decoded(_ raw: Data) -> String? {
    try? JSONDecoder().decode(String.self, from: raw)
  }

  private static func encoded(_ text: String) -> Data { CanonicalJSON.data(finite: text, .line) }
}
