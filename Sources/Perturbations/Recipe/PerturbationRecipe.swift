/// Everything that decides what a perturbation does, as one value.
///
/// The options of a command produce recipes, a ``PerturbationKit`` makes perturbations from them, and
/// runs, journals, gates, fixtures and reports keep them. Two perturbations with equal recipes make
/// equal lists from equal choices, so a recipe is all that is needed to judge a list again.
///
/// The JSON form is that of its case, which the key `kind` tells apart:
///
/// ```json
/// {"kind": "homophones", "scope": "nBest", "strength": {"words": 1}, "candidates": 5, …}
/// {"kind": "custom", "id": "lost-apostrophes", "version": 1, "parameters": {"share": "0.5"}}
/// ```
public enum PerturbationRecipe: Hashable, Sendable {
  /// A perturbation that ships with the package.
  case shipped(PerturbationSettings)
  /// A perturbation from elsewhere, which only a program with its code can make again.
  case custom(CustomPerturbation)

  /// The perturbation's id, by which reports name it.
  public var id: String {
    switch self {
    case .shipped(let settings): settings.kind.rawValue
    case .custom(let custom): custom.id
    }
  }

  /// The settings of a shipped perturbation; nil for a custom one.
  public var settings: PerturbationSettings? {
    switch self {
    case .shipped(let settings): settings
    case .custom: nil
    }
  }

  /// The data that the perturbation draws on; empty for a custom one.
  public var sources: PerturbationSources { settings?.sources ?? PerturbationSources() }
}

/// What a recipe says about a perturbation that does not ship with the package.
public struct CustomPerturbation: Hashable, Sendable {
  /// The perturbation's id.
  public let id: String
  /// The version. Raise it whenever the same choices and parameters no longer make the same lists.
  public let version: Int
  /// Everything else that decides what it does, by name.
  public let parameters: [String: String]

  public init(id: String, version: Int = 1, parameters: [String: String] = [:]) {
    self.id = id
    self.version = version
    self.parameters = parameters
  }
}

extension CustomPerturbation: CustomStringConvertible {
  /// A description such as "lost-apostrophes version 1 (share 0.5)".
  public var description: String {
    let named = parameters.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return "\(id) version \(version)"
      + (named.isEmpty ? "" : " (\(named.joined(separator: ", ")))")
  }
}

extension PerturbationRecipe: CustomStringConvertible {
  /// The id, with version and parameters for a custom perturbation.
  public var description: String {
    switch self {
    case .shipped: id
    case .custom(let custom): custom.description
    }
  }
}

extension PerturbationRecipe: Codable {
  private enum Key: String, CodingKey { case kind, id, version, parameters }

  private static let custom = "custom"

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    guard try values.decode(String.self, forKey: .kind) == Self.custom else {
      self = .shipped(try PerturbationSettings(from: decoder))
      return
    }
    try decoder.expectKeys(["kind", "id", "version", "parameters"])
    let id = try values.decode(String.self, forKey: .id)
    let version = try values.decode(Int.self, forKey: .version)
    if id.isEmpty { try values.refuse(.id, expected: "the perturbation's id", found: "\"\"") }
    if version < 1 { try values.refuse(.version, expected: "at least 1", found: version) }
    self = .custom(
      CustomPerturbation(
        id: id, version: version,
        parameters: try values.decode([String: String].self, forKey: .parameters)))
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .shipped(let settings): try settings.encode(to: encoder)
    case .custom(let custom):
      var values = encoder.container(keyedBy: Key.self)
      try values.encode(Self.custom, forKey: .kind)
      try values.encode(custom.id, forKey: .id)
      try values.encode(custom.version, forKey: .version)
      try values.encode(custom.parameters, forKey: .parameters)
    }
  }
}
