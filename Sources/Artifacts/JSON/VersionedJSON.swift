package import Foundation

/// Reads JSON documents that say in "version" which version of their format they are in.
package enum VersionedJSON {
  /// Why a document can't be read.
  package enum Failure: Error {
    /// The file has a version that the program doesn't know.
    case version(Int)
    /// The file is damaged, or something else.
    case malformed(JSONFault)
  }

  private struct Version: Decodable { let version: Int }

  /// - Parameter versions: those that the program reads.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data, versions: ClosedRange<Int>
  ) throws(Failure) -> Value {
    let version = try part(Version.self, of: data).version
    guard versions.contains(version) else { throw .version(version) }
    return try part(Value.self, of: data)
  }

  private static func part<Value: Decodable>(
    _ type: Value.Type, of data: Data
  ) throws(Failure) -> Value {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw .malformed(JSONFault(error))
    }
  }
}
