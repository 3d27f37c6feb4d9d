import ArgumentParser
import Artifacts
import Foundation

/// `mondegreen doctor`.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check what is missing on this machine, and what it is needed for.",
    discussion: """
      Checks the program's own data, the folders that it writes to, and the optional programs and Python \
      packages. Exits with status 69 if something is missing that every command needs; for what only some \
      commands need, it says how to install it.

      EXAMPLE
        mondegreen doctor
        mondegreen doctor --json
      """)

  @OptionGroup var form: OutputOptions

  func run() throws {
    let findings = MachineCheck.findings()
    if Terminal.isJSON {
      struct Output: Encodable {
        let checks: [MachineCheck.Finding]
      }
      Results.write(Output(checks: findings))
    } else {
      var table = TextTable(endsInProse: true)
      for finding in findings {
        let state = finding.isThere ? "ok" : finding.isNeeded ? "MISSING" : "absent"
        table.append([finding.name, state, finding.remark])
      }
      print(table.text)
    }
    let missing = findings.filter { $0.isNeeded && !$0.isThere }
    if !missing.isEmpty {
      throw CommandFailure(
        .unavailable, "missing: " + missing.map(\.name).joined(separator: ", "))
    }
  }
}
