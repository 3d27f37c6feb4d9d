import Artifacts
import BundledCorpora
import BundledLexicons
import Foundation
import Rescoring
import Robustness

/// What the program needs of a machine, and what parts of it can work with.
enum MachineCheck {
  struct Finding: Encodable {
    let name: String
    let isThere: Bool
    /// Whether every command needs it.
    let isNeeded: Bool
    /// What was found, or what is missing without it and how to get it.
    let remark: String

    init(_ name: String, _ isThere: Bool, isNeeded: Bool = false, _ remark: String) {
      self.name = name
      self.isThere = isThere
      self.isNeeded = isNeeded
      self.remark = remark
    }
  }

  static func findings() -> [Finding] { [data(), models(), cache(), scratch(), sctk()] + python() }

  private static func data() -> Finding {
    do {
      let count = try BundledCorpus.messagingDev.read().count
      _ = try BundledLexicon.readFrequencies()
      return Finding(
        "bundled data", true, isNeeded: true,
        "\(BundledCorpus.allCases.count) corpora (\(count) lists in messaging-dev), a lexicon")
    } catch {
      return Finding("bundled data", false, isNeeded: true, "\(error)")
    }
  }

  private static func models() -> Finding {
    do {
      let model = try ModelCatalog().secondPass(ModelCatalog.bundledBaseline)
      return Finding("bundled models", true, isNeeded: true, model.model.identity.summary)
    } catch {
      return Finding("bundled models", false, isNeeded: true, "\(error)")
    }
  }

  private static func cache() -> Finding {
    guard let folder = LexiconOptions.cacheFolder else {
      return Finding(
        "cache", false, "lexicon indexes are rebuilt each time: set XDG_CACHE_HOME or HOME")
    }
    return isWritable(folder)
      ? Finding("cache", true, folder)
      : Finding(
        "cache", false, "\(folder) can't be written: set XDG_CACHE_HOME to a writable folder")
  }

  private static func scratch() -> Finding {
    let folder = NSTemporaryDirectory()
    // Nobody makes this one.
    var isFolder: ObjCBool = false
    let isThere =
      FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) && isFolder.boolValue
      && isWritable(folder)
    return Finding(
      "temporary files", isThere,
      isThere ? folder : "\(folder) can't be written: set TMPDIR to a writable folder")
  }

  /// Whether files can be made in the folder, or in the nearest one above that is there.
  private static func isWritable(_ folder: String) -> Bool {
    var path = folder
    while !path.isEmpty, path != "/", !FileManager.default.fileExists(atPath: path) {
      path = (path as NSString).deletingLastPathComponent
    }
    return FileManager.default.isWritableFile(atPath: path.isEmpty ? "/" : path)
  }

  private static func sctk() -> Finding {
    let path = ProgramPath.find("sctk") ?? ProgramPath.find("sclite")
    return Finding(
      "SCTK", path != nil,
      path ?? "to score what export-trn writes with NIST's sclite: apt-get install sctk")
  }

  /// What models in Python need.
  private static func python() -> [Finding] {
    guard let path = ProgramPath.find("python3") else {
      return [
        Finding("python3", false, "for models in Python (process:…): apt-get install python3")
      ]
    }
    let packages = ["torch", "transformers", "peft"]
    let script =
      "import importlib.util as u\n"
      + "print(*[p for p in \(packages) if u.find_spec(p)])"
    let found = output(of: path, ["-c", script])?.split(whereSeparator: \.isWhitespace) ?? []
    return [Finding("python3", true, path)]
      + packages.map { package in
        let isThere = found.contains(Substring(package))
        return Finding(
          "python3: \(package)", isThere,
          isThere ? "found" : "for Hugging Face models: pip install \(package)")
      }
  }

  private static func output(of program: String, _ arguments: [String]) -> String? {
    let run = try? ProgramOutput(of: program, arguments, timeout: .seconds(30), limit: 1 << 20)
    return run.map { String(decoding: $0.output, as: UTF8.self) }
  }
}
