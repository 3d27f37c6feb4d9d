import Artifacts
import Foundation

/// The bytes of an index file, copied to memory that no other process can truncate, aligned to 64
/// bytes.
final class IndexBytes: @unchecked Sendable {
  // Written once, before the value is anybody's; only read afterwards.
  private let memory: UnsafeMutableRawBufferPointer

  /// Reads the file at `path`; nil if it doesn't exist, can't be read, or is larger than any index.
  init?(path: String) {
    guard let data = try? ArtifactFile.contents(of: path, limit: 1 << 31), !data.isEmpty else {
      return nil
    }
    memory = .allocate(byteCount: data.count, alignment: IndexLayout.alignment)
    memory.copyBytes(from: data)
  }

  deinit { memory.deallocate() }

  /// The bytes, valid as long as this object lives.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory) }
}
