#if canImport(Glibc)
  import Glibc
#endif

/// Records where files are mapped, and which of them were truncated meanwhile.
///
/// Reading a place that a file no longer has raises SIGBUS, which would end the process, even if it
/// is a test run or a server that only uses this library. The handler maps zeros there instead and
/// records it, so that the code that reads the file can throw. For all other addresses it calls the
/// handler that was installed before.
enum CutFiles {
  /// How many mappings are looked after; further ones are as they always were.
  private static let capacity = 4_096
  private static let isInstalled = Lock(false)

  /// Notes a mapping.
  ///
  /// - Returns: its number; nil where there are too many.
  static func add(_ start: UInt, count: Int) -> Int? {
    isInstalled.withLock { isInstalled in
      if !isInstalled {
        install()
        isInstalled = true
      }
      for number in 0..<capacity where places[number].start == 0 {
        places[number] = MappedPlace(start: start, end: start + UInt(count), isCut: false)
        return number
      }
      return nil
    }
  }

  static func remove(_ number: Int) {
    isInstalled.withLock { _ in places[number] = MappedPlace(start: 0, end: 0, isCut: false) }
  }

  static func isCut(_ number: Int) -> Bool { places[number].isCut }

  private static func install() {
    var action = sigaction()
    action.sa_flags = SA_SIGINFO | SA_ONSTACK
    action.__sigaction_handler.sa_sigaction = { number, information, context in
      let place = information.map { UInt(bitPattern: $0.pointee._sifields._sigfault.si_addr) } ?? 0
      // Sent by another process, it says nothing of a place.
      if information?.pointee.si_code ?? 0 > 0, fillWithZeros(at: place) { return }
      resumeEarlierHandler(number, information, context)
    }
    sigaction(SIGBUS, &action, &earlierHandler)
  }
}

private struct MappedPlace {
  var start: UInt
  var end: UInt
  var isCut: Bool
}

/// Read by the handler, in which no lock may be taken: an entry is whole before a place in it can be looked at, and
/// stays as long as the mapping. Only `isCut` changes meanwhile, from false to true.
nonisolated(unsafe) private let places: UnsafeMutablePointer<MappedPlace> = {
  let places = UnsafeMutablePointer<MappedPlace>.allocate(capacity: 4_096)
  places.initialize(repeating: MappedPlace(start: 0, end: 0, isCut: false), count: 4_096)
  return places
}()

/// Written once, before the handler is there.
nonisolated(unsafe) private var earlierHandler = sigaction()

/// Puts zeros from the page of `place` to the end of its mapping; false if it is in none.
private func fillWithZeros(at place: UInt) -> Bool {
  for number in 0..<4_096
  where places[number].start != 0 && (places[number].start..<places[number].end).contains(place) {
    let page = place & ~UInt(sysconf(Int32(_SC_PAGESIZE)) - 1)
    let zeros = mmap(
      UnsafeMutableRawPointer(bitPattern: page), Int(places[number].end - page), PROT_READ,
      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
    guard zeros != MAP_FAILED else { return false }
    places[number].isCut = true
    return true
  }
  return false
}

private func resumeEarlierHandler(
  _ number: CInt, _ information: UnsafeMutablePointer<siginfo_t>?,
  _ context: UnsafeMutableRawPointer?
) {
  if earlierHandler.sa_flags & SA_SIGINFO != 0 {
    earlierHandler.__sigaction_handler.sa_sigaction?(number, information, context)
  } else if let handler = earlierHandler.__sigaction_handler.sa_handler,
    unsafeBitCast(handler, to: Int.self) != 1
  {
    handler(number)
  } else {
    signal(SIGBUS, SIG_DFL)
    raise(SIGBUS)
  }
}
