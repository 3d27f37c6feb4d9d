import Artifacts
import Foundation

/// An index file's bytes in memory of their own, which nobody can cut short, on a multiple of 64.
final class IndexBytes: @unchecked Sendable {
  // Written once, before the value is anybody's; only read afterwards.
  private let memory: UnsafeMutableRawBufferPointer

  /// Reads the file at `path`; nil if there is none, it can't be read, or is larger than any index.
  init?(path: String) {
    guard let data = try? ArtifactFile.contents(of: path, limit: 1 << 31), !data.isEmpty else {
      return nil
    }
    memory = .allocate(byteCount: data.count, alignment: IndexLayout.alignment)
    memory.copyBytes(from: data)
  }

  deinit { memory.deallocate() }

  /// Valid as long as this is.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory) }
}
