import Testing

/// Records an issue for each demand of a conformance kit that is not met.
struct Demands {
  /// The name of the model, perturbation or property under test.
  let name: String
  let sourceLocation: SourceLocation

  func callAsFunction(_ isMet: Bool, _ text: @autoclosure () -> String) {
    if !isMet { Issue.record("\(name): \(text())", sourceLocation: sourceLocation) }
  }
}
