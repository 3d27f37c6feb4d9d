import Perturbations

extension PlannedContrast {
  /// The contrast as the command line writes it, as in "dynamic:full (homophones, 1-best, 2)".
  public var text: String {
    "\(group):\(against) (\(RequirementNames.words(condition).joined(separator: ", ")))"
  }

  /// Reads "dynamic:full (homophones, 1-best, 2)": two groups, and what requirements write of a condition.
  ///
  /// - Throws: ``RequirementError/malformed(requirement:expected:found:)``.
  public init(_ text: String) throws(RequirementError) {
    let reader = RequirementReader(text)
    let (head, place) = try reader.call(reader.rest)
    let names = head.split(separator: ":", omittingEmptySubsequences: false)
      .map(RequirementReader.trimmed)
    guard names.count == 2, !names.contains(""), names[0] != names[1] else {
      throw reader.malformed("two groups with a colon between them", head)
    }
    guard place.count == 2 || place.count == 3 else {
      throw reader.malformed(
        "a perturbation, its scope and its strength in parentheses, such as (homophones, 1-best, 2)",
        place.joined(separator: ", "))
    }
    let shared: [PerturbationScope] = [.oneBest, .nBest]
    guard let scope = shared.first(where: { RequirementNames.word($0) == place[1].lowercased() })
    else { throw reader.malformed("1-best or n-best", place[1]) }
    var strength: Strength?
    if place.count == 3 {
      if place[2].hasSuffix("%"), let share = RequirementReader.share(place[2][...]) {
        strength = .share(share)
      } else if let words = Int(place[2]), words > 0 {
        strength = .words(words)
      } else {
        throw reader.malformed("a number of words or percent", place[2])
      }
    }
    self.init(
      group: String(names[0]), against: String(names[1]),
      condition: PerturbationCondition(
        perturbation: place[0], scope: scope, strength: strength))
  }

  /// - Throws: ``RunError/unknownContrast(name:kind:known:)`` unless groups and conditions are those of the run.
  static func check(
    _ planned: [PlannedContrast], groups: [ModelGroup], conditions: [PerturbationCondition]
  ) throws(RunError) {
    let names = groups.map(\.name)
    for contrast in planned {
      for group in [contrast.group, contrast.against] where !names.contains(group) {
        throw .unknownContrast(
          name: contrast.text, kind: "a group named \"\(group)\"", known: names)
      }
      guard conditions.contains(contrast.condition) else {
        throw .unknownContrast(
          name: contrast.text, kind: "a condition of the run",
          known: conditions.filter { $0.scope != .selected }
            .map { "(\(RequirementNames.words($0).joined(separator: ", ")))" })
      }
    }
  }
}
