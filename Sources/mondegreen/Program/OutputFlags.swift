/// `--quiet` and `--json`, which every command takes, as they stand among the arguments.
enum OutputFlags {
  private static let quiet = "--quiet"
  private static let json = "--json"

  static func areQuiet(_ arguments: [String]) -> Bool { options(arguments).contains(quiet) }

  static func areJSON(_ arguments: [String]) -> Bool { options(arguments).contains(json) }

  /// The arguments without `--quiet`, which may stand before the command's name, too.
  static func removed(from arguments: [String]) -> [String] {
    let options = options(arguments)
    return options.filter { $0 != quiet } + arguments.dropFirst(options.count)
  }

  /// What stands before `--`, behind which there are no options.
  private static func options(_ arguments: [String]) -> ArraySlice<String> {
    arguments.prefix { $0 != "--" }
  }
}
