/// The digests of data that come with the program, by which damage is noticed before anything is made of it.
///
/// Beside the data lies `SHA256SUMS`, as `sha256sum` writes and checks it. A file is digested when it is first opened,
/// and once in a process.
package enum BundledData {
  /// The name of the file of digests.
  package static let sums = "SHA256SUMS"

  /// Folders of data whose files are to be checked, without slashes at their ends.
  private static let folders = Lock<Set<String>>([])
  /// For each folder, the digests of the files below it by their paths.
  private static let digests = KeyedOnce<String, Result<[String: String], ArtifactError>>()
  /// What was found of each file.
  private static let verdicts = KeyedOnce<String, ArtifactError?>()

  /// Checks files below the folder when they are opened from now on.
  package static func watch(_ folder: String) {
    folders.withLock { _ = $0.insert(folder) }
  }

  /// Refuses a file of a watched folder that is not as it was when its digest was taken.
  ///
  /// - Throws: ``ArtifactError/otherDigest(path:expected:found:)``, or why the digests can't be read.
  package static func verify(_ path: String) throws(ArtifactError) {
    let watched = folders.withLock { folders in
      folders.first { path.hasPrefix($0 + "/") }
    }
    guard let watched else { return }
    let name = String(path.dropFirst(watched.count + 1))
    guard name != sums else { return }
    let known = digests.value(for: watched) {
      do throws(ArtifactError) {
        return .success(try read(watched + "/" + sums))
      } catch {
        return .failure(error)
      }
    }
    guard let expected = try known.get()[normalized(name)] else { return }
    let verdict = verdicts.value(for: path) { () -> ArtifactError? in
      do throws(ArtifactError) {
        let found = try digest(of: path)
        return found == expected
          ? nil : .otherDigest(path: path, expected: expected, found: found)
      } catch {
        return error
      }
    }
    if let verdict { throw verdict }
  }

  private static func read(_ path: String) throws(ArtifactError) -> [String: String] {
    var digests: [String: String] = [:]
    let data = try ArtifactFile.contents(of: path, limit: 1 << 20)
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      guard let space = line.firstIndex(of: " ") else { continue }
      digests[String(line[line.index(space, offsetBy: 2)...])] = String(line[..<space])
    }
    return digests
  }

  private static func digest(of path: String) throws(ArtifactError) -> String {
    var source = try ByteSource(path: path, unpacks: false, isChecked: false)
    var hasher = SHA256Hasher()
    let space = UnsafeMutableRawBufferPointer.allocate(
      byteCount: ByteSource.pieceSize, alignment: 1)
    defer { space.deallocate() }
    while true {
      let count = try source.fill(space)
      if count == 0 { return hasher.finalize() }
      hasher.update(UnsafeRawBufferPointer(rebasing: space[..<count]))
    }
  }

  /// A path without `..`: "frozen/config.json" for "lora/../frozen/config.json".
  private static func normalized(_ name: String) -> String {
    guard name.contains(".") else { return name }
    var parts: [Substring] = []
    for part in name.split(separator: "/") {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
