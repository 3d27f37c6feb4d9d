import ArgumentParser
import BundledCorpora
import BundledModels
import Foundation
import Transcripts

/// What a shell offers when Tab is pressed behind an option.
enum Completions {
  /// Bundled models, the schemes of others, and folders.
  static let models = CompletionKind.custom { _, _, prefix in
    names(
      ModelCatalog.bundledNames + [ModelCatalog.nGram] + ModelScheme.allCases.map(\.rawValue),
      prefix)
  }

  /// Bundled corpora, formats that a file can be read in, and files.
  static let corpora = CompletionKind.custom { _, _, prefix in
    names(
      BundledCorpus.allCases.map(\.rawValue) + CorpusFormats.all.map { $0.id + ":" }, prefix)
  }

  /// The known names that begin with `prefix`, then the paths that do.
  ///
  /// A shell hands over what has been typed so far as it stands, an opening quotation mark included.
  private static func names(_ known: [String], _ prefix: String) -> [String] {
    let prefix = String(prefix.drop { $0 == "\"" || $0 == "'" })
    return known.filter { $0.hasPrefix(prefix) } + paths(prefix)
  }

  /// Files and folders whose path begins with `prefix`, behind a scheme or a format if it has one; folders end
  /// with a slash.
  private static func paths(_ prefix: String) -> [String] {
    let start = prefix.lastIndex(of: ":").map { prefix.index(after: $0) } ?? prefix.startIndex
    let path = prefix[start...]
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let beginning = path.dropFirst(folder.count)
    let manager = FileManager.default
    let found = (try? manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return found.filter { name in
      name.hasPrefix(beginning) && (beginning.hasPrefix(".") || !name.hasPrefix("."))
    }.sorted().map { name in
      var isFolder: ObjCBool = false
      let exists = manager.fileExists(atPath: folder + name, isDirectory: &isFolder)
      return prefix[..<start] + folder + name + (exists && isFolder.boolValue ? "/" : "")
    }
  }
}
