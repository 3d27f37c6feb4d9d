/// Arguments as bytes: names of files need not be text, and Swift's strings are.
enum ArgumentBytes {
  /// Refuses what Swift would silently change, and then not find.
  ///
  /// - Throws: ``CommandFailure`` for an argument that is not UTF-8.
  static func check() throws(CommandFailure) {
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let start = CommandLine.unsafeArgv[index],
        String(validatingCString: start) == nil
      else { continue }
      throw CommandFailure(
        .badUsage,
        "argument \(index): expected UTF-8 text, found other bytes in \(escaped(start)); give the file a name "
          + "in UTF-8, or make a symbolic link with one")
    }
  }

  /// Bytes that are no ASCII as `\xE9`.
  private static func escaped(_ start: UnsafePointer<CChar>) -> String {
    let digits = Array("0123456789ABCDEF")
    var text = ""
    var place = start
    while place.pointee != 0 {
      let byte = UInt8(bitPattern: place.pointee)
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "\\x\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
      place += 1
    }
    return "\"\(text)\""
  }
}
