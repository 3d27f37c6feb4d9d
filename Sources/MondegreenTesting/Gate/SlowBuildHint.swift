import Artifacts
import Foundation

/// Says once per process that gates are slow because they were built for debugging.
package enum SlowBuildHint {
  /// A gate that takes less is not worth a word.
  static let patience = Duration.seconds(10)
  private static let isSaid = Lock(false)

  /// Whether this is a debug build; SwiftPM builds a package's dependencies as it builds the package.
  static var isDebug: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }

  /// The hint about a gate that took `time`; nil where there is nothing to say, or it was said before.
  package static func text(after time: Duration) -> String? {
    guard isDebug, time >= patience else { return nil }
    let isFirst = isSaid.withLock { isSaid in
      defer { isSaid = true }
      return !isSaid
    }
    guard isFirst else { return nil }
    return
      "mondegreen: this gate took \(Int((time / .seconds(1)).rounded())) seconds in a debug build; built for "
      + "release, with swift test -c release, gates and models written in Swift are several times as fast\n"
  }

  static func say(after time: Duration) {
    if let text = text(after: time) { FileHandle.standardError.write(Data(text.utf8)) }
  }
}
