/// Picks modules by name, as PEFT's `target_modules` do: a module's whole name or its end after a
/// dot ("query", "attention.output.dense"); `*` stands for any characters ("layer.0.*").
public struct NamePattern: Hashable, Sendable, ExpressibleByStringLiteral {
  public let text: String

  public init(_ text: String) { self.text = text }
  public init(stringLiteral text: String) { self.init(text) }

  /// Whether the pattern picks a module.
  public func matches(_ name: String) -> Bool {
    let name = Array(name.utf8), pattern = Array(text.utf8)
    let starts = [0] + name.indices.filter { name[$0] == UInt8(ascii: ".") }.map { $0 + 1 }
    return starts.contains { Self.matches(name[$0...], pattern[...]) }
  }

  /// Whether the whole name matches. On a mismatch only the last `*` takes one character more: what an
  /// earlier one could take instead, the last one can too. So the time is at most the product of both
  /// lengths.
  private static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    var at = name.startIndex, place = pattern.startIndex
    var star: (place: Int, at: Int)?
    while at < name.endIndex {
      if place < pattern.endIndex, pattern[place] == UInt8(ascii: "*") {
        star = (place, at)
        place += 1
      } else if place < pattern.endIndex, pattern[place] == name[at] {
        place += 1
        at += 1
      } else if let last = star {
        star = (last.place, last.at + 1)
        place = last.place + 1
        at = last.at + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension ParameterStore {
  /// The name of a weight's module: the weight's without `.weight`.
  public func moduleName(of weight: ParameterID) -> String {
    let name = parameter(weight).name
    return name.hasSuffix(".weight") ? String(name.dropLast(".weight".count)) : name
  }
}
