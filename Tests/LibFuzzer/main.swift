import CLibFuzzer
import Foundation
import FuzzTargets

// LibFuzzer READER CORPUS [options of libFuzzer]: damages files so that the reader takes ways it never took, until
// it traps, hangs or takes too much memory, and keeps in CORPUS what led to new ways. Without arguments it names the
// readers. See Tests/Torture/fuzz.sh.

private func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(64)
}

nonisolated(unsafe) private var reader: FuzzedReader!

let arguments = CommandLine.arguments
if arguments.count < 3 {
  print(FuzzedReader.names.joined(separator: "\n"))
  exit(0)
}
let folder = NSTemporaryDirectory() + "mondegreen-libfuzzer-\(arguments[1])-\(getpid())"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
guard let found = try FuzzedReader.named(arguments[1], in: folder) else {
  fail("expected one of \(FuzzedReader.names.joined(separator: ", ")), found \"\(arguments[1])\"")
}
reader = found
try FileManager.default.createDirectory(atPath: arguments[2], withIntermediateDirectories: true)
for (number, seed) in found.seeds.enumerated() {
  try Data(seed).write(to: URL(fileURLWithPath: arguments[2] + "/seed-\(number)"))
}
var names = ([arguments[0]] + arguments.dropFirst(2)).map { strdup($0) } + [nil]
var count = CInt(names.count - 1)
let status = names.withUnsafeMutableBufferPointer { buffer in
  var start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = buffer.baseAddress!
  return withUnsafeMutablePointer(to: &start) { arguments in
    LLVMFuzzerRunDriver(&count, arguments) { bytes, size in
      try? reader.read(UnsafeBufferPointer(start: bytes, count: size))
      return 0
    }
  }
}
try? FileManager.default.removeItem(atPath: folder)
exit(status)
