import Artifacts
import Foundation
import Testing

@Suite struct `Strings of a JSON text` {
  private func changed(_ json: String, _ change: (JSONTexts.Place, String) -> String?) -> String {
    String(decoding: JSONTexts.changed(Data(json.utf8), change), as: UTF8.self)
  }

  @Test(arguments: [
    "{}", "[]", "null", "-1.5e-300", "\"a\"", "{\"a\":[1,{\"b\":\"\\u00e9\\\"\"},true],\"c\":{}}",
    "{ \"a\" : [ ],\n \"b\" : [ { } , 0.1000000000000000055 ] }\n",
  ])
  func `nothing changes unless it is told to`(json: String) {
    #expect(changed(json) { _, _ in nil } == json)
  }

  @Test func `values change by their place, keys and numbers don't`() {
    var seen: [String] = []
    let text = changed("{\"a\":\"x\",\"b\":[{\"a\":\"y\\n\\\"\"},18446744073709551615],\"x\":1.10}")
    {
      seen.append($0.joined(separator: ".") + "=" + $1)
      return $0 == ["b", "a"] ? "new \"text\"" : nil
    }
    #expect(seen == ["a=x", "b.a=y\n\""])
    #expect(
      text == "{\"a\":\"x\",\"b\":[{\"a\":\"new \\\"text\\\"\"},18446744073709551615],\"x\":1.10}")
  }
}
