import Foundation
import Perturbations

/// What two recipes of one condition don't have in common.
enum RecipeDifference {
  /// The names of settings with other values, in words such as "minimum ratio"; none for equal recipes.
  static func names(_ first: PerturbationRecipe, _ second: PerturbationRecipe) -> [String] {
    guard first != second else { return [] }
    let (one, other) = (entries(of: first), entries(of: second))
    return Set(one.keys).union(other.keys).sorted().filter { one[$0] != other[$0] }.map(words)
  }

  /// The recipe's JSON, entry by entry: a new setting needs nothing here.
  private static func entries(of recipe: PerturbationRecipe) -> [String: Data] {
    guard let data = try? JSONEncoder().encode(recipe),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return [:] }
    return object.compactMapValues {
      try? JSONSerialization.data(withJSONObject: $0, options: [.sortedKeys, .fragmentsAllowed])
    }
  }

  /// "minimumRatio" as "minimum ratio".
  private static func words(_ key: String) -> String {
    key.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
  }
}
