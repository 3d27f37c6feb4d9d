import RobustnessRuns

/// What failures come from, across properties: one row a cause, with what its failing lists have in common.
struct CauseTable {
  let causes: [CauseGroup]

  var text: String {
    var table = TextTable(endsInProse: true)
    table.append(["cause", "model", "failing cases; what they have in common"])
    for (number, cause) in causes.enumerated() {
      let failures = cause.failures.map { "\($0.property) \($0.cases)" }.joined(separator: ", ")
      let common =
        cause.common?.sentence
        ?? (cause.count > 2
          ? "nothing that distinguishes them from cases that hold" : "too few to compare")
      table.append(["\(number + 1)", cause.model, Terminal.printable("\(failures); \(common)")])
    }
    return table.text
  }
}
