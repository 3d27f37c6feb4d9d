/// What Swift's decoder says, in the words of a file's author.
extension JSONFault {
  /// "an object" for a dictionary and for any type that is written as one.
  static func name(of type: Any.Type) -> String {
    if type == String.self { return "a string" }
    if type == Bool.self { return "true or false" }
    if type == Double.self || type == Float.self { return "a number" }
    let numbers: [Any.Type] = [
      Int.self, UInt.self, Int32.self, UInt32.self, Int64.self, UInt64.self, UInt8.self,
      UInt16.self,
    ]
    if numbers.contains(where: { $0 == type }) { return "a whole number" }
    return "\(type)".hasPrefix("Array") || "\(type)".hasPrefix("Set") ? "an array" : "an object"
  }

  /// "an array" from "Expected to decode Dictionary<String, Any> but found an array instead.".
  static func found(_ text: String) -> String {
    if text.hasPrefix("Invalid number of keys found") { return "none or several" }
    guard let start = text.firstRange(of: "but found ")?.upperBound,
      let end = text[start...].firstRange(of: " instead")?.lowerBound
    else { return "another value" }
    switch text[start..<end] {
    case "a dictionary": return "an object"
    case "null", "null value": return "null"
    case "number", "a number": return "a number"
    case "bool", "a bool", "a boolean": return "true or false"
    default: return text[start..<end].hasPrefix("a") ? String(text[start..<end]) : "another value"
    }
  }

  /// A sentence without names of Swift's types.
  static func plain(_ text: String) -> String {
    if text.hasPrefix("Cannot initialize "), let value = text.firstRange(of: "String value ") {
      return "expected one of the known values, found \"\(text[value.upperBound...])\""
    }
    if text.hasPrefix("Number "), let end = text.firstRange(of: " is not representable") {
      let number = text[..<end.lowerBound].dropFirst("Number ".count)
      return "expected a number of the right kind and size, found \(number)"
    }
    if text.hasPrefix("Parsed JSON number <"), let end = text.firstRange(of: "> does not fit") {
      let number = text[..<end.lowerBound].dropFirst("Parsed JSON number <".count)
      return "expected a number of the right kind and size, found \(number)"
    }
    return text
  }
}
