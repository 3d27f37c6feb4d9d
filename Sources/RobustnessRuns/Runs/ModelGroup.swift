/// Models of one recipe that differ in their training seed.
public struct ModelGroup: Hashable, Sendable, Codable {
  /// Seeds below which there is no interval over seeds.
  public static let fewestForInterval = 5

  public let name: String
  /// Names of its models, in the order given.
  public let models: [String]

  public init(name: String, models: [String]) {
    self.name = name
    self.models = models
  }
}

extension ModelGroup {
  /// - Throws: ``RunError/malformedGroup(name:expected:found:)`` unless the groups have different names and
  ///   each at least two different models of `known`, none of them in two groups.
  static func check(_ groups: [ModelGroup], known: [String]) throws(RunError) {
    var owners: [String: String] = [:]
    var names: Set<String> = []
    for group in groups {
      func malformed(_ expected: String, _ found: String) -> RunError {
        .malformedGroup(name: group.name, expected: expected, found: found)
      }
      guard names.insert(group.name).inserted, !known.contains(group.name) else {
        throw malformed("a name of its own", "that name twice")
      }
      guard group.models.count > 1 else {
        throw malformed("at least two models", group.models.first.map { "only \($0)" } ?? "none")
      }
      for model in group.models {
        guard known.contains(model) else {
          throw malformed("models among " + known.joined(separator: ", "), "\"\(model)\"")
        }
        if let owner = owners.updateValue(group.name, forKey: model) {
          throw malformed("a model in one group only", "\(model), which is in \(owner) too")
        }
      }
    }
  }
}
