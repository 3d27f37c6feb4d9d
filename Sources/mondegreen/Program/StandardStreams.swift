#if canImport(Glibc)
  import Glibc
#endif

/// The three descriptors that every program begins with.
enum StandardStreams {
  /// Takes the places of those that whoever started the program closed (`<&-`, `>&-`, `2>&-`): otherwise the
  /// next file to be opened would be standard output. Reading from such an input and writing to such an output
  /// are errors, as they would be without a descriptor.
  static func secure() {
    for (number, flags) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is the one that is missing.
      _ = open("/dev/null", flags)
    }
  }
}
