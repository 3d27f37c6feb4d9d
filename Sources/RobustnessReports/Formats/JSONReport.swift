import Foundation
import Robustness

/// The record itself as JSON: sorted keys, two-space indents, numbers at full precision, so that
/// equal records are equal bytes.
enum JSONReport {
  static func data(_ record: RunRecord) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(record) + [0x0A]
    } catch {
      // A record holds finite numbers only: whoever builds one refuses NaN with a position.
      preconditionFailure("the record is not JSON: \(error)")
    }
  }
}
