#if canImport(Glibc)
  import Glibc
#endif

/// Models and lexicons are read where their files have them. A program that writes such a file anew in place,
/// rather than beside it and then renames it, cuts it short meanwhile, and what is read there then no longer
/// exists: the system says so with a signal, of which a user would see two words.
enum ShortenedFile {
  static func explain() {
    signal(SIGBUS) { _ in
      // Nothing but what a signal handler may do.
      let message: StaticString = """
        mondegreen: a model or lexicon was cut short while it was being read; write it beside the old one \
        and rename it, or wait until this program has ended

        """
      write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
      _exit(ExitStatus.missingInput.rawValue)
    }
  }
}
