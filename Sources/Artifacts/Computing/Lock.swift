#if MONDEGREEN_THREAD_SANITIZER
  #if canImport(Glibc)
    import Glibc
  #endif

  /// A value that one thread at a time may look at, behind a lock that the thread sanitizer knows.
  ///
  /// The lock of `Synchronization.Mutex` is made of atomics and the kernel's futex, which the sanitizer does not take
  /// for a lock: it reports everything that such a lock protects. What it reports with this one is real.
  package struct Lock<Value: ~Copyable>: ~Copyable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let value: UnsafeMutablePointer<Value>

    package init(_ initial: consuming sending Value) {
      mutex = .allocate(capacity: 1)
      value = .allocate(capacity: 1)
      pthread_mutex_init(mutex, nil)
      value.initialize(to: initial)
    }

    deinit {
      value.deinitialize(count: 1)
      value.deallocate()
      pthread_mutex_destroy(mutex)
      mutex.deallocate()
    }

    package borrowing func withLock<Result: ~Copyable, Failure: Error>(
      _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      return try body(&value.pointee)
    }
  }

  // Both pointers are made once and belong to this lock alone, and the value is looked at behind the mutex only. What
  // comes in and goes out is `sending`, as with `Synchronization.Mutex`.
  extension Lock: @unchecked Sendable where Value: ~Copyable {}
#else
  public import Synchronization

  /// A value that one thread at a time may look at: `Synchronization.Mutex`.
  ///
  /// `MONDEGREEN_THREAD_SANITIZER=1` in the environment of a build makes it a lock that the thread sanitizer knows.
  @frozen
  @usableFromInline
  package struct Lock<Value: ~Copyable>: ~Copyable, Sendable {
    @usableFromInline
    let mutex: Mutex<Value>

    @inlinable
    package init(_ initial: consuming sending Value) { mutex = Mutex(initial) }

    @inlinable
    package borrowing func withLock<Result: ~Copyable, Failure: Error>(
      _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
      try mutex.withLock(body)
    }
  }
#endif
