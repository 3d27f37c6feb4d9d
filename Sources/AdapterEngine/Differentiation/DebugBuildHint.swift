import CAdapterKernels
import Foundation

/// Says once why a debug build is slow.
package enum DebugBuildHint {
  private static let once: Void = {
    guard !mk_is_optimized() else { return }
    try? FileHandle.standardError.write(
      contentsOf:
        Data(
          """
          hint: Mondegreen's kernels were compiled without optimization and run twenty times slower \
          and more; "swift test -c release" (or "swift build -c release") is much faster.

          """.utf8))
  }()

  /// Writes the hint to standard error if the kernels are unoptimized and nobody has been told yet.
  package static func giveOnce() { once }
}
