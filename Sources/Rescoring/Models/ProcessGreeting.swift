import Foundation

/// What a program says of itself when it is asked for the first time; see <doc:ProcessProtocol>.
struct ProcessGreeting: Hashable, Sendable {
  /// What it wants to know of each list.
  struct Context: Hashable, Sendable {
    /// Its id and its place.
    var id = false
    /// The first pass's costs.
    var costs = false
    /// So many previous utterances.
    var previous = 0
  }

  /// Nil if texts are enough.
  var context: Context?
  /// Texts in one request.
  var batch = ProcessModel.requestLimit

  /// The version of the protocol that is spoken here.
  static let version = 1

  /// The most previous utterances that a program may ask for.
  static let mostPrevious = 1_000

  /// What a program says that was written for texts and costs alone.
  static let silent = ProcessGreeting()

  /// The answer to the first request. An object that doesn't name a version, be it an error, is the answer of a
  /// program that knows nothing of greetings; anything else is no answer.
  ///
  /// - Throws: what is wrong with it.
  init(_ line: Data) throws(Fault) {
    self = .silent
    func object(_ line: Data) -> [String: Any]? {
      try? JSONSerialization.jsonObject(with: line) as? [String: Any]
    }
    guard let answer = object(line) ?? object(ProcessAnswer.quotingNonNumbers(in: line)) else {
      throw Fault(reason: "expected {\"costs\":[…]}, found \(ProcessAnswer.excerpt(of: line))")
    }
    guard let version = answer["protocol"] else { return }
    do throws(Fault) {
      try self.init(answer, version)
    } catch {
      throw Fault(
        reason: "\(error.reason) in the answer to the greeting, "
          + ProcessAnswer.excerpt(of: line))
    }
  }

  private init(_ answer: [String: Any], _ version: Any) throws(Fault) {
    guard Self.number(version) == Self.version else {
      throw Fault(reason: "\"protocol\": expected \(Self.version), found \(version)")
    }
    for (name, value) in answer.sorted(by: { $0.key < $1.key }) {
      switch name {
      case "batch":
        batch = try Self.number(value, in: 1...ProcessModel.requestLimit, name)
      case "context": context = try Context(value)
      default: continue
      }
    }
  }

  private init() {}

  struct Fault: Error {
    let reason: String
  }

  /// A whole number that is no truth value.
  fileprivate static func number(_ value: Any) -> Int? {
    guard let number = value as? NSNumber, !isFlag(number),
      Double(number.intValue) == number.doubleValue
    else { return nil }
    return number.intValue
  }

  fileprivate static func isFlag(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c"
  }

  fileprivate static func number(
    _ value: Any, in range: ClosedRange<Int>, _ name: String
  ) throws(Fault) -> Int {
    guard let number = number(value), range.contains(number) else {
      throw Fault(
        reason:
          "\"\(name)\": expected a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "found \(value)")
    }
    return number
  }
}

extension ProcessGreeting.Context {
  fileprivate init(_ value: Any) throws(ProcessGreeting.Fault) {
    guard let wanted = value as? [String: Any] else {
      throw .init(reason: "\"context\": expected an object, found \(value)")
    }
    func flag(_ value: Any, _ name: String) throws(ProcessGreeting.Fault) -> Bool {
      guard let number = value as? NSNumber, ProcessGreeting.isFlag(number) else {
        throw .init(reason: "\"context.\(name)\": expected true or false, found \(value)")
      }
      return number.boolValue
    }
    for (name, value) in wanted.sorted(by: { $0.key < $1.key }) {
      switch name {
      case "id": id = try flag(value, name)
      case "costs": costs = try flag(value, name)
      case "previous":
        previous = try ProcessGreeting.number(
          value, in: 0...ProcessGreeting.mostPrevious, "context.previous")
      default:
        throw .init(reason: "\"context\": expected id, costs and previous, found \"\(name)\"")
      }
    }
  }
}
