public import Foundation

/// An append-only file of lines by which long work survives a kill: every entry is on disk before
/// the work goes on, and a line that the kill cut short is dropped when the journal is opened again.
public struct Journal: ~Copyable {
  /// Where the journal lies.
  public let path: String
  /// The entries that were there when it was opened, oldest first.
  public let entries: [Data]
  private let handle: FileHandle

  /// Opens the journal at `path`, makes it if it is missing, and cuts off a last line without end.
  ///
  /// - Throws: ``ArtifactError`` when the file can't be read or written.
  public init(path: String) throws(ArtifactError) {
    self.path = path
    do {
      (handle, entries) = try Self.open(path)
    } catch {
      throw .unwritable(path: path, reason: ArtifactFile.reason(of: error))
    }
  }

  private static func open(_ path: String) throws -> (FileHandle, [Data]) {
    let folder = ArtifactFile.folder(of: path)
    if !folder.isEmpty {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    if !FileManager.default.fileExists(atPath: path),
      !FileManager.default.createFile(atPath: path, contents: nil)
    {
      throw CocoaError(.fileWriteNoPermission)
    }
    guard let handle = FileHandle(forUpdatingAtPath: path) else {
      throw CocoaError(.fileWriteNoPermission)
    }
    let bytes = try handle.readToEnd() ?? Data()
    let whole = bytes.lastIndex(of: 0x0A).map { bytes[...$0] } ?? Data()
    try handle.truncate(atOffset: UInt64(whole.count))
    try handle.seekToEnd()
    return (handle, whole.split(separator: 0x0A).map { Data($0) })
  }

  /// Appends an entry and waits until it is on disk.
  ///
  /// - Precondition: `entry` holds no line feed.
  public func append(_ entry: Data) throws(ArtifactError) {
    precondition(!entry.contains(0x0A), "a journal's entry is one line")
    do {
      try handle.write(contentsOf: entry + [0x0A])
      try handle.synchronize()
    } catch {
      throw .unwritable(path: path, reason: ArtifactFile.reason(of: error))
    }
  }

  deinit { try? handle.close() }
}
