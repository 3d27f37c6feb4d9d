/// What a model's name on the command line says of where the model is: `[NAME=]SCHEME:REST`.
enum ModelScheme: String, CaseIterable {
  case process = "process:"
  case likelihood = "likelihood:"
  case huggingFace = "hf:"
  case arpa = "arpa:"

  /// The name if there is one, the scheme and the rest; nil for a bundled name or a folder. The first scheme
  /// in the text counts: what looks like another later on belongs to the rest.
  static func split(_ argument: String) -> (title: String?, scheme: ModelScheme, rest: String)? {
    let found = allCases.compactMap { scheme -> (String.Index, ModelScheme)? in
      guard let range = argument.firstRange(of: scheme.rawValue) else { return nil }
      let before = argument[..<range.lowerBound]
      return before.isEmpty || before.hasSuffix("=") ? (range.lowerBound, scheme) : nil
    }
    guard let (start, scheme) = found.min(by: { $0.0 < $1.0 }) else { return nil }
    let rest = argument[start...].dropFirst(scheme.rawValue.count)
    let before = argument[..<start]
    return (before.isEmpty ? nil : String(before.dropLast()), scheme, String(rest))
  }
}
