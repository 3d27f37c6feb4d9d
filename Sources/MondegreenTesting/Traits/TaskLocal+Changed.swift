extension TaskLocal {
  /// Runs `function` with the value that `change` makes of the present one: the inner trait wins.
  @concurrent
  func withChanged(
    _ change: @Sendable (inout Value) throws -> Void,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    var value = get()
    try change(&value)
    try await withValue(value) { try await function() }
  }
}
