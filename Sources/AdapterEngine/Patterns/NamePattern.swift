/// Picks modules by name, as PEFT's `target_modules` do: a module's whole name or its end after a
/// dot ("query", "attention.output.dense"); `*` stands for any characters ("layer.0.*").
public struct NamePattern: Hashable, Sendable, ExpressibleByStringLiteral {
  public let text: String

  public init(_ text: String) { self.text = text }
  public init(stringLiteral text: String) { self.init(text) }

  /// Whether the pattern picks a module, in time that grows with the product of both lengths at most, however
  /// many stars there are.
  public func matches(_ name: String) -> Bool {
    let name = Array(name.utf8), pattern = Array(text.utf8)
    let starts = [0] + name.indices.filter { name[$0] == UInt8(ascii: ".") }.map { $0 + 1 }
    return starts.contains { Self.matches(name[$0...], pattern) }
  }

  /// Lets each star stand for as little as possible: only the last one met needs ever to take more, since what
  /// an earlier one took leaves the most to those behind it.
  private static func matches(_ name: ArraySlice<UInt8>, _ pattern: [UInt8]) -> Bool {
    var (place, position) = (name.startIndex, 0)
    var star: (position: Int, place: Int)?
    while place < name.endIndex {
      if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
        star = (position, place)
        position += 1
      } else if position < pattern.count, pattern[position] == name[place] {
        place += 1
        position += 1
      } else if let last = star {
        star = (last.position, last.place + 1)
        (place, position) = (last.place + 1, last.position + 1)
      } else {
        return false
      }
    }
    return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension ParameterStore {
  /// The name of a weight's module: the weight's without `.weight`.
  public func moduleName(of weight: ParameterID) -> String {
    let name = parameter(weight).name
    return name.hasSuffix(".weight") ? String(name.dropLast(".weight".count)) : name
  }
}
