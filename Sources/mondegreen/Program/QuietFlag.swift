/// `--quiet`, which every command takes: no progress and no notices on standard error, only errors.
///
/// It is taken off the arguments before they are parsed.
enum QuietFlag {
  private static let name = "--quiet"

  static func isGiven(in arguments: [String]) -> Bool { options(arguments).contains(name) }

  /// The arguments without it.
  static func removed(from arguments: [String]) -> [String] {
    let options = options(arguments)
    return options.filter { $0 != name } + arguments.dropFirst(options.count)
  }

  /// What stands before `--`, behind which there are no options.
  private static func options(_ arguments: [String]) -> ArraySlice<String> {
    arguments.prefix { $0 != "--" }
  }
}
