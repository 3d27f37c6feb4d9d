import AdapterEngine
import Artifacts

/// The modules that an adapter's configuration targets, by PEFT's rules
/// (`check_target_module_exists`, `get_pattern_key`).
///
/// A list contains whole names or their ends after a dot; a single string is a regular expression
/// for the whole name. Modules that are saved whole are never adapted.
struct AdapterTargets {
  private enum Names {
    case all
    case ends([String])
    case expression(RegularExpression)

    func match(_ module: String) -> Bool {
      switch self {
      case .all: true
      case .ends(let names): names.contains { module == $0 || module.hasSuffix("." + $0) }
      case .expression(let expression): expression.matchesWhole(module)
      }
    }
  }

  private let targets: Names
  private let excluded: Names
  private let saved: [RegularExpression]
  /// Layers that are adapted; nil for all.
  private let layers: [Int]?
  /// What stands before a layer's number; anything if empty.
  private let layerPatterns: [RegularExpression]

  /// - Parameter fallback: the targets of a method that has none in its configuration.
  init(_ entries: JSONEntries, fallback: [String]) throws(ModelFileError) {
    targets = try Self.names("target_modules", of: entries) ?? .ends(fallback)
    excluded = try Self.names("exclude_modules", of: entries) ?? .ends([])
    var saved: [RegularExpression] = []
    for name in try entries.stringList("modules_to_save") {
      saved.append(
        try entries.expression("(^|.*\\.)\(name)($|\\..*)", ofEntry: "modules_to_save"))
    }
    self.saved = saved
    layers = try entries.layers()
    var patterns: [RegularExpression] = []
    for pattern in try entries.stringList("layers_pattern") {
      patterns.append(try entries.expression("(?:^|.*?\\.)\(pattern)", ofEntry: "layers_pattern"))
    }
    layerPatterns = patterns
  }

  private static func names(
    _ key: String, of entries: JSONEntries
  ) throws(ModelFileError) -> Names? {
    guard entries.has(key) else { return nil }
    guard let text = try? entries.string(key) else { return .ends(try entries.strings(key)) }
    if key == "target_modules", text == ParameterStore.allLinear { return .all }
    if text.isEmpty { return .ends([]) }
    return .expression(try entries.expression(text, ofEntry: key))
  }

  /// Whether a module, by the trained model's name for it, is adapted.
  func contain(_ module: String) -> Bool {
    guard !excluded.match(module), !saved.contains(where: { $0.matchesWhole(module) }),
      targets.match(module)
    else { return false }
    // PEFT asks for layers only where targets are a list and the module isn't one of them literally.
    guard let layers, case .ends(let names) = targets, !names.contains(module) else { return true }
    return layer(of: module).map { layers.contains($0) } ?? false
  }

  /// The number that the name has behind a layers' pattern; with several, the first one, as Python's lazy
  /// match finds it.
  private func layer(of module: String) -> Int? {
    let parts = module.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    func first(from least: Int, where matches: (String) -> Bool) -> Int? {
      for place in parts.indices.dropLast() where place >= least {
        let isNumber =
          !parts[place].isEmpty && parts[place].utf8.allSatisfy { (48...57).contains($0) }
        guard isNumber, matches(parts[..<place].joined(separator: ".")) else { continue }
        return Int(parts[place])
      }
      return nil
    }
    guard !layerPatterns.isEmpty else { return first(from: 2) { _ in true } }
    return layerPatterns.lazy.compactMap { pattern in
      first(from: 1) { pattern.matchesWhole($0) }
    }.first
  }
}

/// Values for some modules by pattern, as PEFT's `rank_pattern` and `alpha_pattern`: of the patterns that
/// match a module's name or its end after a dot, the first one in the file counts.
struct PatternValues {
  private let patterns: [(pattern: RegularExpression, value: Double)]

  init(_ key: String, of entries: JSONEntries) throws(ModelFileError) {
    guard entries.has(key) else {
      patterns = []
      return
    }
    guard let values = entries.entries[key] as? [String: Double] else {
      throw .wrongValue(
        path: entries.path, key: key, expected: "numbers by module",
        found: entries.entries[key].map { "\($0)" } ?? "nothing")
    }
    let order = JSONKeyOrder.keys(
      of: key,
      in: try ModelFileError.wrap { () throws(ArtifactError) in
        try ArtifactFile.contents(of: entries.path)
      })
    var patterns: [(RegularExpression, Double)] = []
    for name in order {
      guard let value = values[name] else { continue }
      patterns.append((try entries.expression("(.*\\.)?(\(name))$", ofEntry: key), value))
    }
    self.patterns = patterns
  }

  var isEmpty: Bool { patterns.isEmpty }

  subscript(module: String) -> Double? {
    patterns.first { $0.pattern.matchesWhole(module) }?.value
  }
}

extension JSONEntries {
  /// A list of strings, or one; empty if there is no such entry.
  func stringList(_ key: String) throws(ModelFileError) -> [String] {
    guard has(key) else { return [] }
    if let one = try? string(key) { return one.isEmpty ? [] : [one] }
    return try strings(key)
  }

  fileprivate func expression(
    _ pattern: String, ofEntry key: String
  ) throws(ModelFileError) -> RegularExpression {
    do {
      return try RegularExpression(pattern)
    } catch {
      throw .wrongValue(
        path: path, key: key, expected: "names or a regular expression",
        found: "\(pattern): \(error)")
    }
  }

  /// `layers_to_transform`: a number or a list; nil for none or an empty list.
  fileprivate func layers() throws(ModelFileError) -> [Int]? {
    let key = "layers_to_transform"
    guard has(key), let found = entries[key] else { return nil }
    if let one = found as? Int { return [one] }
    guard let list = found as? [Int] else {
      throw .wrongValue(path: path, key: key, expected: "numbers of layers", found: "\(found)")
    }
    return list.isEmpty ? nil : list
  }
}
