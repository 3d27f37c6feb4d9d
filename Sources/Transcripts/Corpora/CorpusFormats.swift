import Artifacts

/// The formats that come with the package.
public enum CorpusFormats {
  /// Every format, in the order in which a file is tried: those that know themselves by their first
  /// line come first.
  public static let all: [any CorpusFormat] = [
    JSONLinesFormat(),
    ManifestFormat(),
    HyPoradiseFormat(),
    MLMScoringFormat(),
    ESPnet1Format(),
    WhisperFormat(),
    JSONListFormat(),
    TSVFormat(),
    IcefallFormat(),
    STMFormat(),
    CTMFormat(),
    KaldiNBestFormat(),
    TRNFormat(),
    NeMoFormat(),
    CSVFormat(),
    ESPnet2Format(),
    KaldiFolderFormat(),
    KaldiTextFormat(),
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
    let writable = all.filter { $0.contents.contains(.writing) }
    func length(_ format: any CorpusFormat) -> Int {
      format.fileEndings.filter(name.hasSuffix).map(\.count).max() ?? 0
    }
    // ".mlm.json" says more than ".json".
    guard let format = writable.max(by: { length($0) < length($1) }), length(format) > 0 else {
      return standard
    }
    return format
  }

  /// The format that a file looks like, or nil if it looks like none.
  ///
  /// Any text looks like Kaldi's.
  static func recognized(in sample: inout CorpusSample) throws(CorpusError) -> (any CorpusFormat)? {
    for format in all where !(format is KaldiTextFormat) {
      if try format.recognizes(&sample) { return format }
    }
    return nil
  }

  /// The format of a folder; nil for a path that is no folder.
  ///
  /// - Throws: ``CorpusError/file(_:)`` for a folder that looks like none, and
  ///   ``CorpusError/otherFormat(path:expected:found:)`` for one that looks like several.
  static func recognized(folder path: String) throws(CorpusError) -> (any CorpusFormat)? {
    guard let names = CorpusFolder.names(in: path) else { return nil }
    let found = all.filter { $0.recognizes(folder: names) }
    guard found.count <= 1 else {
      throw .otherFormat(
        path: path, expected: "a folder in one format",
        found: "one that could be "
          + found.map { "\($0.summary) (\($0.id):\(path))" }.joined(separator: " or "))
    }
    guard let format = found.first else {
      throw .file(
        .unreadable(
          path: path, reason: "it is a folder, and none of ESPnet2, Kaldi or Whisper lists"))
    }
    return format
  }

  /// How a corpus in a format that must be named is given.
  static func naming(_ format: any CorpusFormat, _ path: String) -> String {
    let needed = format.options.filter { $0.name == "manifest" }.map { ",\($0.name)=FILE" }
    return "\(format.id)\(needed.joined()):\(path)"
  }

  /// A file's name without folders and endings.
  package static func corpusName(of path: String) -> String {
    var name = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".gz", ".xz", ".zst"] where name.hasSuffix(ending) {
      name.removeLast(ending.count)
    }
    let ending = all.flatMap(\.fileEndings).filter(name.hasSuffix).map(\.count).max() ?? 0
    name.removeLast(ending)
    return name
  }
}
