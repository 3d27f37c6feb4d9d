#if canImport(Glibc)
  import Glibc
#endif

/// A system call that failed, by its error number.
package struct SystemFailure: Error, Hashable, Sendable {
  package let code: CInt

  package init(code: CInt) {
    self.code = code
  }

  /// The latest failure of this thread.
  package static var latest: SystemFailure { SystemFailure(code: errno) }

  /// The system's words for it, such as "No space left on device".
  package var reason: String { String(cString: strerror(code)) }
}
