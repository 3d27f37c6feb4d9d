#if canImport(Glibc)
  import Glibc
#endif

/// Says at the start of commands without a journal that they have none.
enum Restarting {
  static func say(of command: String) {
    Terminal.complain("\(command) saves nothing until it ends: if interrupted, it starts over")
  }

  /// The same of a command that writes as it goes, where somebody might take what it wrote for what it keeps: in a
  /// file, not in a pipe to another program.
  static func say(ofFilter command: String) {
    var status = stat()
    guard fstat(STDOUT_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    Terminal.complain(
      "\(command) keeps no journal: if interrupted, what it has written stays, and it starts over")
  }
}
