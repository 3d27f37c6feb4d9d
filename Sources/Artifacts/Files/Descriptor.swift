package import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A file descriptor: closed when the value ends.
///
/// Its writes are whole or an error: an interrupted call is repeated, a short one continued, and a pipe
/// that is full and set not to wait is waited for.
package struct Descriptor: ~Copyable {
  package let number: CInt

  /// Takes over an open descriptor.
  package init(owning number: CInt) {
    self.number = number
  }

  /// Opens the file at `path`; programs that this one starts do not inherit it.
  package init(
    opening path: String, _ flags: CInt, mode: mode_t = 0o666
  ) throws(SystemFailure) {
    var opened: CInt
    repeat {
      opened = open(path, flags | O_CLOEXEC, mode)
    } while opened < 0 && errno == EINTR
    guard opened >= 0 else { throw .latest }
    number = opened
  }

  deinit { close(number) }

  package func write(_ data: Data) throws(SystemFailure) { try Self.write(data, to: number) }

  /// Writes all of `data` to an open descriptor.
  package static func write(_ data: Data, to number: CInt) throws(SystemFailure) {
    for region in data.regions {
      let failure: SystemFailure? = region.withUnsafeBytes { bytes in
        do throws(SystemFailure) {
          try write(bytes, to: number)
          return nil
        } catch {
          return error
        }
      }
      if let failure { throw failure }
    }
  }

  /// Writes all of `bytes` to an open descriptor.
  package static func write(
    _ bytes: UnsafeRawBufferPointer, to number: CInt
  ) throws(SystemFailure) {
    var left = bytes
    while !left.isEmpty {
      let count = Glibc.write(number, left.baseAddress, left.count)
      if count > 0 {
        left = UnsafeRawBufferPointer(rebasing: left[count...])
      } else if count == 0 {
        // No file or pipe says so for long: better an error than no end.
        throw SystemFailure(code: EIO)
      } else if errno == EAGAIN {
        var wait = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wait, 1, -1)
      } else if errno != EINTR {
        throw .latest
      }
    }
  }

  /// Waits until what was written is on disk. Pipes and devices, which have no disk, are left alone.
  package func synchronize() throws(SystemFailure) {
    while fsync(number) != 0 {
      switch errno {
      case EINTR: continue
      case EINVAL, ENOTSUP, EROFS: return
      default: throw .latest
      }
    }
  }

  /// Cuts the file behind its first `size` bytes and goes on writing there.
  package func truncate(to size: Int) throws(SystemFailure) {
    while ftruncate(number, off_t(size)) != 0 {
      if errno != EINTR { throw .latest }
    }
    guard lseek(number, off_t(size), SEEK_SET) >= 0 else { throw .latest }
  }

  /// Closes it; some file systems say only now that there was no room.
  package consuming func finish() throws(SystemFailure) {
    let number = number
    discard self
    // Linux closes the descriptor even when it says that a signal came.
    if close(number) != 0, errno != EINTR { throw .latest }
  }
}
