import MondegreenTesting
import PropertyTesting
import Testing

@Test func `sorting keeps the elements`() async throws {
  try await checkProperty(.array(of: .integer())) { list in
    #expect(list.sorted().count == list.count)
  }
}
