/// The formats that come with the package.
public enum CorpusFormats {
  /// Every format, in the order in which a file is tried: those that know themselves by their first
  /// line come first.
  public static let all: [any CorpusFormat] = [
    JSONLinesFormat(),
    TSVFormat(),
  ]

  /// What a file is read as that looks like nothing known, and written as where its name says
  /// nothing.
  public static var standard: any CorpusFormat { JSONLinesFormat() }

  /// The format with this id, or nil if there is none.
  public static func named(_ id: String) -> (any CorpusFormat)? {
    all.first { $0.id == id }
  }

  /// The format that the name of a file to be written asks for.
  public static func forWriting(to path: String) -> any CorpusFormat {
    let name = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
    return all.first { $0.fileEndings.contains(where: name.hasSuffix) } ?? standard
  }

  /// The format that a file looks like, or nil if it looks like none.
  static func recognized(in sample: inout CorpusSample) throws(CorpusError) -> (any CorpusFormat)? {
    for format in all where try format.recognizes(&sample) { return format }
    return nil
  }

  /// A file's name without folders and endings.
  static func corpusName(of path: String) -> String {
    var name = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".gz"] + all.flatMap(\.fileEndings) where name.hasSuffix(ending) {
      name.removeLast(ending.count)
    }
    return name
  }
}
