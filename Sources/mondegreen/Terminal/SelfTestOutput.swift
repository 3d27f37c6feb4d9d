import RobustnessRuns

/// A self-test as `selftest --json` has it.
struct SelfTestOutput: Encodable {
  struct Try: Encodable {
    let property: String
    /// What is wrong with the model; absent for the healthy one.
    let defect: String?
    /// Cases until the first that failed, with it; all cases if none did.
    let cases: Int
    let isCaught: Bool
    let isCaughtByDefault: Bool
  }

  struct Design: Encodable {
    let name: String
    let flaggedBy: [String]
  }

  struct Mutants: Encodable {
    let composed: Int
    /// Those that change selections at all.
    let counted: Int
    let caught: Int
    let missed: [String]
  }

  let holds: Bool
  let tries: [Try]
  /// Broken models that no property catches.
  let missed: [String]
  /// Properties that flag the healthy model.
  let falseAlarms: [String]
  /// Properties that had nothing to examine.
  let idle: [String]
  let designs: [Design]
  let mutants: Mutants?

  init(_ record: SelfTestRecord) {
    holds = record.holds
    tries = record.tries.map {
      Try(
        property: $0.property, defect: $0.defect?.rawValue, cases: $0.cases, isCaught: $0.isCaught,
        isCaughtByDefault: $0.isCaughtByDefault)
    }
    missed = record.missed.map(\.rawValue)
    falseAlarms = record.falseAlarms.map(\.property)
    idle = record.idle
    designs = record.designs.map { Design(name: $0.name, flaggedBy: $0.flaggedBy) }
    mutants = record.mutation.map { mutation in
      Mutants(
        composed: mutation.composed, counted: mutation.mutants.count, caught: mutation.caught,
        missed: mutation.missed.map(\.name))
    }
  }
}
