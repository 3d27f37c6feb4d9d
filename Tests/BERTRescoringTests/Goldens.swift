import Foundation

/// Files under Goldens/, found beside this source file.
enum Goldens {
  /// The folder of MiniLM-L6, where there is one: its weights are not in the repository.
  static let miniLM = ProcessInfo.processInfo.environment["MONDEGREEN_MINILM"]

  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Goldens/\(name)").path
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from name: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: URL(fileURLWithPath: path(name))))
  }
}
