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

  private static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    let rest = pattern.dropFirst()
    guard first == UInt8(ascii: "*") else {
      return name.first == first && matches(name.dropFirst(), rest)
    }
    return (name.startIndex...name.endIndex).contains { matches(name[$0...], rest) }
  }
}

extension ParameterStore {
  /// The name of a weight's module: the weight's without `.weight`.
  public func moduleName(of weight: ParameterID) -> String {
    let name = parameter(weight).name
    return name.hasSuffix(".weight") ? String(name.dropLast(".weight".count)) : name
  }
}
